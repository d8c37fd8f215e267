package interchange

import (
	"bufio"
	"bytes"
	"io"
	"iter"
	"path"
	"strings"

	"stakebook/ledger"
)

// Read reads a file as what its name says, .csv or .jsonl; any other name, such as that of standard input, is read as
// JSON Lines where its first mark is a brace, and else as CSV. See ReadJSONL and ReadCSV.
func Read(r io.Reader, name string) iter.Seq2[Record, error] {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		return ReadCSV(r, name, "")
	case ".jsonl", ".ndjson", ".json":
		return ReadJSONL(r, name)
	}
	return func(yield func(Record, error) bool) {
		in := bufio.NewReaderSize(r, 4<<10)
		head, _ := in.Peek(4 << 10) // what cannot be read is told by the reader below
		records := ReadCSV(in, name, "")
		if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("{")) {
			records = ReadJSONL(in, name)
		}
		records(yield)
	}
}

// IsJournal says that records are a whole journal as WriteJSONL prints it: numbered from 1 on, each with its instant
// and its hash. A new book takes one as it is, once ledger.VerifyChain has found its chain whole.
func IsJournal(records []Record) bool {
	for i, r := range records {
		if int(r.Entry.Seq) != i+1 || r.Entry.Recorded.IsZero() || r.Entry.Hash == (ledger.Hash{}) {
			return false
		}
	}
	return len(records) > 0
}
