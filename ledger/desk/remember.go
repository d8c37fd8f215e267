package desk

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/savefile"
)

// Memory keeps outside of books how far their journals went, so that a book that was turned back or rewritten since
// shows: its own chain cannot tell. It is a folder in which each book has a small file of JSON, named for the book's
// id. The zero Memory remembers nothing.
type Memory struct {
	Folder string
}

// Sighting is how a book was when it was seen at a path.
type Sighting struct {
	Book    string      `json:"book"` // its id
	Path    string      `json:"path"`
	Entries ledger.Seq  `json:"entries,string"`
	Head    ledger.Hash `json:"-"`
	Seen    time.Time   `json:"seen"`
}

// HistoryError says that a book does not continue what was seen of it before: it was turned back to an older state, or
// its history was rewritten. Nothing in the file itself need be wrong. Who knows why accepts it (Desk.Remember);
// else the newest backup is there to be restored.
type HistoryError struct {
	Seen, Now Sighting
}

// Rewritten says that entries that were seen are others now, where else they are gone.
func (e *HistoryError) Rewritten() bool { return e.Now.Entries >= e.Seen.Entries }

// Error says what was seen and what is there now.
func (e *HistoryError) Error() string {
	seen := fmt.Sprintf("on %s it had %d entries, the last with the hash %.12s…",
		e.Seen.Seen.UTC().Format("2006-01-02 15:04Z"), e.Seen.Entries, e.Seen.Head)
	switch {
	case e.Seen.Path != e.Now.Path:
		return fmt.Sprintf("%s is not up to the book that was seen at %s: %s; this one has %d and parts from that",
			e.Now.Path, e.Seen.Path, seen, e.Now.Entries)
	case e.Rewritten():
		return fmt.Sprintf("the history of %s was rewritten since it was last seen: %s; it has %d now, and that one is "+
			"not among them", e.Now.Path, seen, e.Now.Entries)
	default:
		return fmt.Sprintf("%s was turned back since it was last seen: %s; it has %d now",
			e.Now.Path, seen, e.Now.Entries)
	}
}

// Recall holds the book against what is remembered of it, and remembers how it is now. The error is a *HistoryError
// where the two do not fit; the memory then stays as it is until Remember or a restore settles it. Any other error says
// that the memory itself could not be read or written, which harms no book.
//
// A file at a path where the book was not seen before, such as a backup, is held against where it was seen last.
func (d *Desk) Recall(m Memory) error { return m.Recall(d.file, d.options.Now()) }

// Remember remembers the book as it is now, whatever was remembered before: as the desk knows it, not as the file is by
// then, which another program may have replaced. It is called after every record, when a book is closed, and where a
// person accepts what Recall found.
func (d *Desk) Remember(m Memory) error {
	if m.Folder == "" {
		return nil
	}
	d.mu.RLock()
	head := d.book.Head()
	d.mu.RUnlock()
	seen := d.options.Now().UTC().Truncate(time.Second)
	return m.put(Sighting{Book: d.file.ID(), Path: d.file.Path(), Entries: head.Seq, Head: head.Hash, Seen: seen})
}

// Recall is Desk.Recall for a book that is open as a file alone.
func (m Memory) Recall(file *bookfile.File, at time.Time) error {
	if m.Folder == "" {
		return nil
	}
	known, err := m.read(file.ID()) // before the head, which only grows
	if err != nil {
		return errors.Join(err, m.Remember(file, at))
	}
	now, err := sighting(file, at)
	if err != nil {
		return err
	}
	before, ok := known.about(now.Path)
	if !ok {
		return m.put(now)
	}
	holds, err := before.isHeld(file)
	if err != nil {
		return err
	}
	if !holds {
		return &HistoryError{Seen: before.Sighting, Now: now}
	}
	if now.Entries == before.Entries && now.Head == before.Head && now.Path == before.Path && before.Next == nil {
		return nil
	}
	return m.put(now)
}

// Remember is Desk.Remember for a book that is open as a file alone.
func (m Memory) Remember(file *bookfile.File, at time.Time) error {
	if m.Folder == "" {
		return nil
	}
	now, err := sighting(file, at)
	if err != nil {
		return err
	}
	return m.put(now)
}

func sighting(file *bookfile.File, at time.Time) (Sighting, error) {
	seq, head, err := file.Head()
	if err != nil {
		return Sighting{}, err
	}
	seen := at.UTC().Truncate(time.Second)
	return Sighting{Book: file.ID(), Path: file.Path(), Entries: seq, Head: head, Seen: seen}, nil
}

// isHeld says that a book continues what was seen, or what a restore was about to make of it.
func (s remembered) isHeld(file *bookfile.File) (bool, error) {
	holds, err := file.Holds(s.Entries, s.Head)
	if holds || err != nil || s.Next == nil {
		return holds, err
	}
	return file.Holds(s.Next.Entries, s.Next.Head)
}

// mostPaths bounds at how many paths one book is remembered; the ones that were seen longest ago go first.
const mostPaths = 32

// maxMemory bounds what is read of a memory's file.
const maxMemory = 256 << 10

// memoryFile is what is kept of one book, one sighting a path.
type memoryFile struct {
	Format int          `json:"format"`
	Seen   []remembered `json:"seen"`
}

// remembered is a sighting as it is written.
type remembered struct {
	Sighting
	HeadText string    `json:"head"`
	Next     *Sighting `json:"next,omitempty"` // what a restore is about to make of it
	NextHead string    `json:"next_head,omitempty"`
}

// about gives what is remembered of a book at a path, or else of the path where it was seen last.
func (f memoryFile) about(path string) (remembered, bool) {
	for _, s := range f.Seen {
		if s.Path == path {
			return s, true
		}
	}
	if len(f.Seen) == 0 {
		return remembered{}, false
	}
	return slices.MaxFunc(f.Seen, func(a, b remembered) int { return a.Seen.Compare(b.Seen) }), true
}

func (m Memory) file(book string) string { return filepath.Join(m.Folder, book+".json") }

// read gives what is remembered of a book; nothing where there is no file.
func (m Memory) read(book string) (known memoryFile, err error) {
	file, err := os.Open(m.file(book))
	if errors.Is(err, fs.ErrNotExist) {
		return memoryFile{}, nil
	}
	if err != nil {
		return memoryFile{}, fmt.Errorf("recall the book's last entry: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	text, err := io.ReadAll(io.LimitReader(file, maxMemory))
	if err == nil {
		known, err = parseMemory(book, text)
	}
	if err != nil {
		return memoryFile{}, fmt.Errorf("what was remembered of the book cannot be read and is begun anew: %s: %w",
			m.file(book), err)
	}
	return known, nil
}

func parseMemory(book string, text []byte) (memoryFile, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var known memoryFile
	if err := decoder.Decode(&known); err != nil {
		return memoryFile{}, err
	}
	if known.Format != 1 {
		return memoryFile{}, fmt.Errorf("there is no format %d", known.Format)
	}
	for i := range known.Seen {
		s := &known.Seen[i]
		if s.Book != book {
			return memoryFile{}, errors.New("it is about another book")
		}
		var err error
		if s.Head, err = ledger.ParseHash(s.HeadText); err != nil {
			return memoryFile{}, err
		}
		if s.Next == nil {
			continue
		}
		if s.Next.Head, err = ledger.ParseHash(s.NextHead); err != nil {
			return memoryFile{}, err
		}
	}
	return known, nil
}

// put remembers a sighting in the place of the one at its path.
func (m Memory) put(s Sighting) error {
	return m.change(s.Book, func(known memoryFile) memoryFile {
		known.Seen = slices.DeleteFunc(known.Seen, func(r remembered) bool { return r.Path == s.Path })
		known.Seen = append(known.Seen, remembered{Sighting: s})
		return known
	})
}

// expect remembers what the book at a path is about to become, beside what it is.
func (m Memory) expect(s Sighting) error {
	return m.change(s.Book, func(known memoryFile) memoryFile {
		for i := range known.Seen {
			if known.Seen[i].Path == s.Path {
				known.Seen[i].Next = &s
				return known
			}
		}
		return known
	})
}

// change rewrites what is kept of a book. What could not be read is begun anew.
func (m Memory) change(book string, do func(memoryFile) memoryFile) error {
	if m.Folder == "" {
		return nil
	}
	if err := os.MkdirAll(m.Folder, 0o700); err != nil {
		return fmt.Errorf("remember the book's last entry: %w", err)
	}
	known, err := m.read(book)
	if err != nil {
		known = memoryFile{}
	}
	known = do(known)
	known.Format = 1
	slices.SortFunc(known.Seen, func(a, b remembered) int {
		return cmp.Or(b.Seen.Compare(a.Seen), cmp.Compare(a.Path, b.Path))
	})
	known.Seen = known.Seen[:min(len(known.Seen), mostPaths)]
	for i := range known.Seen {
		s := &known.Seen[i]
		if s.HeadText = s.Head.String(); s.Next != nil {
			s.NextHead = s.Next.Head.String()
		}
	}
	text, err := json.MarshalIndent(known, "", "  ")
	if err == nil {
		err = savefile.Write(m.file(book), func(w io.Writer) error {
			_, err := w.Write(append(text, '\n'))
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("remember the book's last entry: %w", err)
	}
	return nil
}

// absolute is a path as a book file tells its own.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	if full, err := filepath.EvalSymlinks(path); err == nil {
		path = full
	}
	return path
}
