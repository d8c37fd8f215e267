package assets

import _ "embed"

// SampleJournal is the bundled sample book as a journal in JSON Lines: stakes in AI companies as public reports
// tell them, every entry with its source, disputed figures beside the booked ones as claims.
//
//go:embed sample.jsonl
var SampleJournal []byte
