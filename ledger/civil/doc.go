// Package civil holds dates without a clock and without a zone.
//
// A ledger's date is the day a document names. It has no hour and belongs to no
// zone, so two people on two continents read the same day. Only instants
// (when an entry was recorded) are times; they live with the entry.
//
// civil imports the standard library only.
package civil
