package bookfile

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ncruces/go-sqlite3"
)

// admit looks the file over before anything in it is believed, in the order of the package comment.
func (l *link) admit(mode Mode) error {
	l.limit()
	if err := l.checkHeader(); err != nil {
		return err
	}
	if mode == Read {
		if err := l.conn.Exec(`PRAGMA query_only = ON`); err != nil {
			return explain("set up the database", err)
		}
	}
	stats, err := checkSchema(l)
	if err != nil {
		return err
	}
	if err := l.checkSettings(); err != nil {
		return err
	}
	if mode == Write {
		if err := l.durable(toWrite); err != nil {
			return err
		}
		for _, name := range stats {
			if err := l.conn.Exec(`DROP TABLE ` + sqlite3.QuoteIdentifier(name)); err != nil {
				return explain("the statistics of another tool", err)
			}
		}
	}
	if mode == Read {
		if err := l.durable(toRead); err != nil {
			return err
		}
	}
	return l.fence()
}

// checkHeader holds the numbers of the first page, which SQLite reads without believing anything else, against ours.
func (l *link) checkHeader() error {
	id, err := l.number(`PRAGMA application_id`)
	if err != nil {
		return explain("the first page", err)
	}
	if id != applicationID {
		return fmt.Errorf("%w: it is a database of something else", ErrNotBook)
	}
	version, err := l.number(`PRAGMA user_version`)
	switch {
	case err != nil:
		return explain("the first page", err)
	case version > format:
		return fmt.Errorf("%w (format %d; this one reads up to %d)", ErrNewer, version, format)
	case version < 1:
		return damage("the first page", "there is no format %d", version)
	}
	reserved, err := l.conn.FileControl("main", sqlite3.FCNTL_RESERVE_BYTES)
	if err != nil {
		return explain("the first page", err)
	}
	if reserved != reserveBytes {
		return damage("the first page", "its pages keep %v bytes for a checksum where a book's keep %d",
			reserved, reserveBytes)
	}
	size, err := l.number(`PRAGMA page_size`)
	if err != nil {
		return explain("the first page", err)
	}
	if size != pageSize {
		return damage("the first page", "its pages have %d bytes where a book's have %d", size, pageSize)
	}
	return nil
}

// checkSettings makes sure that checksums are looked at and that text is UTF-8.
func (l *link) checkSettings() error {
	verified, err := l.text(`PRAGMA checksum_verification`)
	if err != nil {
		return explain("the checksums", err)
	}
	if verified != "1" {
		return errors.New("the database does not verify its checksums")
	}
	encoding, err := l.text(`PRAGMA encoding`)
	if err != nil {
		return explain("the first page", err)
	}
	if encoding != "UTF-8" {
		return damage("the first page", "its text is %s where a book's is UTF-8", plain(encoding))
	}
	return nil
}

// durable sets how a commit becomes durable and makes sure that it is so. Who only reads can not change the
// journal's mode, which is in the file, and refuses a book that another tool switched to one that keeps more
// files.
func (l *link) durable(how access) error {
	set, cache := `PRAGMA journal_mode`, readKiB
	if how == toWrite {
		set, cache = `PRAGMA journal_mode = DELETE`, cacheKiB
	}
	mode, err := l.text(set)
	if err != nil {
		return explain("the journal's mode", err)
	}
	if mode != "delete" {
		return fmt.Errorf("the book is in journal mode %s; open it once for writing, which switches it back",
			plain(mode))
	}
	if err := l.conn.Exec(`PRAGMA synchronous = EXTRA; PRAGMA locking_mode = NORMAL; PRAGMA mmap_size = 0;` +
		fmt.Sprintf(`PRAGMA cache_size = -%d`, cache)); err != nil {
		return explain("the journal's mode", err)
	}
	level, err := l.number(`PRAGMA synchronous`)
	if err != nil || level != 3 {
		return fmt.Errorf("the database does not sync as it must: level %d (%w)", level, err)
	}
	return nil
}

// quickPages is how large a book may be, in pages, to be checked whole on every opening: 32 MiB, some 200,000
// entries, which takes less than a quarter of a second. Of a larger one only the small tables are; Check does the
// rest.
const quickPages = 8 << 10

// checkQuickly has SQLite look at the order of its own pages. Who writes must know besides that the free pages are free:
// a new entry goes there.
func (l *link) checkQuickly(mode Mode) error {
	pages, err := l.number(`PRAGMA page_count`)
	if err != nil {
		return explain("the file", err)
	}
	checks := []string{`PRAGMA quick_check(1)`}
	if pages > quickPages {
		checks = []string{`PRAGMA quick_check(meta)`, `PRAGMA quick_check(branches)`, `PRAGMA quick_check(trials)`}
	}
	for _, check := range checks {
		if err := l.sound(check); err != nil {
			return err
		}
	}
	if mode == Write && pages <= quickPages {
		return l.checkPages(context.Background())
	}
	return nil
}

// sound runs a check of SQLite's, which answers with the first fault or with ok.
func (l *link) sound(check string) error {
	found, err := l.text(check)
	if err != nil {
		return explain("the file", err)
	}
	switch {
	case found == "ok":
		return nil
	case strings.Contains(found, fmt.Sprintf("error code=%d", sqlite3.IOERR_DATA)):
		return &DamageError{Place: "the file", Err: errChecksum}
	default:
		return damage("the file", "%s", plain(strings.TrimPrefix(found, "*** in database main ***\n")))
	}
}
