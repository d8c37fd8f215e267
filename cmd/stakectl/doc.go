// Command stakectl works on a book without a screen: the same book, the same figures and the same reports as the
// desktop app. It builds without cgo and links no GUI.
//
//	stakectl new BOOK --name N --currency USD      make a book
//	stakectl sample BOOK                           write the bundled sample
//	stakectl import BOOK FILE…                     .csv and .jsonl; - for standard input
//	stakectl report NAME BOOK [flags]              to standard output or -o FILE
//	stakectl journal BOOK                          every entry, JSON Lines
//	stakectl check BOOK                            file, chain, rules, identities
//
// It exits with 0 when it is done, 1 where the book or the input is wrong, and 2 where the command line is. What is
// wrong goes to standard error, one line each, as file:line:column: what is wrong where there is a file. Standard
// output has what was asked for and nothing else.
//
// Everything that it takes from the world comes in through Params, so that a test runs the whole program.
package main
