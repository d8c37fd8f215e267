// Package crash proves that a book file outlives what can happen to a computer: power that fails, disks that fail,
// processes that are killed. Tests alone import it.
//
// It shares no code with the package that it judges, and imports nothing of Stakebook: what a sound book is, it knows
// from the specification of the file (the comment of package bookfile) and from the words on the chain
// (ledger.Canonical), and reads it with the SQLite driver alone.
//
//	inspect.go  a book read and judged
//	chain.go    the hashes, from the specification
//	sealed.go   an encrypted book read
//	image.go    files in memory, as a disk may hold them after the power failed, for SQLite to open
//	disk.go     a disk that records what is done to it, and can be told to fail
//	trace.go    what was recorded, and what may be left of it at every moment
//	promise.go  what was said to be saved, and whether it is there
//	survey.go   the power failing at every moment of a trace
//	form.go     how long a harness runs, and the seed from which it replays
//
// # Power
//
// A Disk stands between a book and the real disk and keeps every write, truncation, sync, creation, link, rename,
// removal and sync of a folder in order, and between them the promises that the program under test made ("the entries
// up to here are saved"). Trace.Image then gives a disk as it may be found when the power fails after any of them. What
// was synced is there. Of what was not, every write is kept, lost, or torn at a border of 512 bytes or of a page;
// what of a longer file was never written is zeros or rubbish; and every name that was made, changed or taken away
// since its folder was last synced may be as it was, whatever became of the others.
package crash
