// Package savefile puts a file in place without ever harming the one that was there.
//
// Write makes a new file in the same folder, holds its length against what was written, flushes it to the disk,
// closes it, and only then renames it over the old one and flushes the folder. Whatever fails on the way (the
// disk is full, the folder is read-only, the writer gives up, the process dies), the old file is as it was.
// What a process that died left unfinished is taken away by the next that writes to the same path; a file that
// somebody is at work on carries a lock. Where the rename itself is refused (some mounts; on Windows a file that
// another program has open), the new file is left beside the old one, read back and compared, and a *BesideError says
// where it is.
//
// Everything that Stakebook writes at a person's wish goes through here, except the book itself.
//
// savefile imports the standard library only.
package savefile
