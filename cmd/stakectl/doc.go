// Command stakectl works on a book without a screen: the same book, the same figures and the same reports as the
// desktop app. It builds without cgo and links no GUI.
//
//	stakectl new BOOK --name N --currency USD      make a book
//	stakectl sample BOOK                           write the bundled sample
//	stakectl import BOOK FILE…                     .csv and .jsonl; - for standard input
//	stakectl report NAME BOOK [flags]              to standard output or -o FILE
//	stakectl journal BOOK                          every entry, JSON Lines
//	stakectl check BOOK                            file, chain, rules, identities
//	stakectl backup BOOK FILE                      a verified copy, also while the app writes
//	stakectl restore BOOK FROM [--preview]         a copy in the place of a book, which is kept first
//	stakectl encrypt BOOK                          with its backups; again for another passphrase
//	stakectl decrypt BOOK
//
// A passphrase is asked on the terminal, or read from a file that --passphrase-file names.
//
// It exits with 0 when it is done, 1 where the book or the input is wrong, and 2 where the command line is. What is
// wrong goes to standard error, one line each, as file:line:column: what is wrong where there is a file. Standard
// output has what was asked for and nothing else; where that goes to a file, a line with the head hash of the book.
//
// How far each book went is remembered in a folder of the user's settings (STAKEBOOK_CONFIG names another), so that a
// book that was turned back or rewritten since is told.
//
// Everything that it takes from the world comes in through Params, so that a test runs the whole program.
package main
