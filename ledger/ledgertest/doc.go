// Package ledgertest builds books for tests: by hand, from short lines, and at random.
//
// A line is an entry in the words of the contract: a date (left out where the kind may leave it out), the kind, and
// name=value pairs, with double quotes around a value that has spaces.
//
//	2024-03-27 funding commitment=c tranche=b amount=2750000000
//
// Tales draws random books of every kind of entry, those that the book refused included, for laws that
// hold over all books. Only tests import this package.
package ledgertest
