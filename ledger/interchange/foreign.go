package interchange

import (
	"bytes"
	"errors"
	"fmt"
)

// ErrForeign is wrapped where a file is plainly of another form than entries are in.
var ErrForeign = errors.New("give the .csv or .jsonl file itself")

// foreignHead is how many of a file's first bytes tell its form.
const foreignHead = 512

// foreign refuses a file that begins as one of another form does. Archives are not read: whoever packed the files takes
// them out, so no path in an archive and no size behind one is ever believed.
func foreign(head []byte, file string) error {
	for _, form := range []struct {
		at          int
		begins, was string
	}{
		{0, "PK\x03\x04", "a zip archive, or a spreadsheet that was not saved as CSV"},
		{0, "PK\x05\x06", "an empty zip archive"},
		{0, "\x1f\x8b", "an archive packed by gzip"},
		{0, "BZh", "an archive packed by bzip2"},
		{0, "\xfd7zXZ\x00", "an archive packed by xz"},
		{0, "7z\xbc\xaf\x27\x1c", "a 7z archive"},
		{0, "\x28\xb5\x2f\xfd", "an archive packed by zstd"},
		{0, "Rar!\x1a\x07", "a rar archive"},
		{257, "ustar", "a tar archive"},
		{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a spreadsheet that was not saved as CSV"},
		{0, "%PDF-", "a PDF"},
		{0, "SQLite format 3\x00", "a database, perhaps a book; open it instead of importing it"},
		{0, "Stakebook sealed", "an encrypted book; open it instead of importing it"},
	} {
		if len(head) > form.at && bytes.HasPrefix(head[form.at:], []byte(form.begins)) {
			return &Error{Place: Place{File: file, Line: 1, Column: 1},
				Err: fmt.Errorf("the file is %s: %w", form.was, ErrForeign)}
		}
	}
	return nil
}
