package bookfile

import (
	"context"
	"errors"

	"github.com/ncruces/go-sqlite3/vfs"
)

// heal writes zeros over free pages that are torn. SQLite keeps nothing of a free page in its journal, for it means
// nothing; so a write into one that was cut off, by the power or by a fault of the disk, stays where it is when the
// rest is taken back. Nothing reads such a page but a backup, which would take it for damage. What cannot be healed
// now, as where others are reading, is left to the next opening.
func (l *link) heal() error {
	torn, err := l.tornPages()
	if err != nil || len(torn) == 0 {
		return err
	}
	if err := l.conn.Exec(`BEGIN EXCLUSIVE`); err != nil {
		if err := explain("the free pages", err); !errors.Is(err, ErrBusy) {
			return err
		}
		return nil
	}
	err = l.zeroPages(torn)
	return errors.Join(err, explain("the free pages", l.conn.Exec(`ROLLBACK`)))
}

// tornPages finds the free pages that hold nothing and cannot be read. Only the one who writes asks, so the list does
// not change meanwhile.
func (l *link) tornPages() (torn []uint32, err error) {
	if err := l.conn.Exec(`BEGIN`); err != nil {
		return nil, explain("the free pages", err)
	}
	defer func() { err = errors.Join(err, explain("the free pages", l.conn.Exec(`ROLLBACK`))) }()
	p, err := l.pages(context.Background())
	if err != nil {
		return nil, err
	}
	if err := p.free(); err != nil {
		return nil, explain("the free pages", err)
	}
	for _, leaf := range p.leaves {
		if _, err := p.file.ReadAt(p.page[:], offsetOf(leaf)); err != nil {
			torn = append(torn, leaf)
		}
	}
	return torn, nil
}

// zeroPages writes past SQLite, which holds the lock and has nothing of these pages in its cache.
func (l *link) zeroPages(torn []uint32) error {
	p, err := l.pages(context.Background())
	if err != nil {
		return err
	}
	for _, number := range torn {
		clear(p.page[:]) // the driver puts the checksum in
		if _, err := p.file.WriteAt(p.page[:], offsetOf(number)); err != nil {
			return explain("the free pages", err)
		}
	}
	return explain("the free pages", p.file.Sync(vfs.SYNC_NORMAL))
}

func offsetOf(page uint32) int64 { return int64(page-1) * pageSize }
