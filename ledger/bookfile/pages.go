package bookfile

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// pages finds out what each page of the file belongs to: to the tree of one table or index, to the list of free pages,
// or to nothing. SQLite's own check does that too, but takes itself for a check of one part where the schema begins
// with a view, which has no pages, and then passes over pages that belong to nothing and over the free ones. Pages go
// astray where one further up in a tree is put back to its own older state: it matches its checksum, and what was added
// since is gone.
//
// The layout of the pages is that of https://www.sqlite.org/fileformat2.html.
type pages struct {
	file    vfs.File
	stopped func() error // why to end before all is done
	owner   []uint32     // by page: the root of what it belongs to, freePages, or 0
	leaves  []uint32     // the free pages that hold nothing
	page    [pageSize]byte
}

// freePages owns the list of free pages. No tree begins there.
const freePages = ^uint32(0)

// usable is how many bytes of a page hold data.
const usable = pageSize - reserveBytes

// checkPages makes sure that every page belongs to exactly one thing.
func (l *link) checkPages(ctx context.Context) error {
	p, err := l.pages(ctx)
	if err != nil {
		return err
	}
	roots := []uint32{1}
	err = l.query(`SELECT rootpage FROM sqlite_schema WHERE rootpage > 0`, nil, func(row *sqlite3.Stmt) error {
		roots = append(roots, uint32(row.ColumnInt64(0)))
		return nil
	})
	if err != nil {
		return explain("the schema", err)
	}
	return explain("the pages", p.account(roots))
}

func (l *link) pages(ctx context.Context) (*pages, error) {
	file, err := l.conn.FileControl("main", sqlite3.FCNTL_FILE_POINTER)
	if err != nil {
		return nil, explain("the pages", err)
	}
	count, err := l.number(`PRAGMA page_count`)
	if err != nil {
		return nil, explain("the pages", err)
	}
	open, ok := file.(vfs.File)
	if !ok || count < 1 || count > 1<<31 {
		return nil, damage("the pages", "there are %d", count)
	}
	return &pages{file: open, stopped: ctx.Err, owner: make([]uint32, count+1)}, nil
}

// account follows every tree and the free pages, and names the first page that nothing leads to.
func (p *pages) account(roots []uint32) error {
	if err := p.free(); err != nil {
		return err
	}
	for _, root := range roots {
		if err := p.tree(root); err != nil {
			return err
		}
	}
	const locks = lockBytes/pageSize + 1 // SQLite leaves out the page that its locks lie on
	for number := 1; number < len(p.owner); number++ {
		if p.owner[number] == 0 && number != locks {
			return damage(pagePlace(uint32(number)), "it belongs to nothing, so what led to it is not as it was")
		}
	}
	return nil
}

func pagePlace(number uint32) string { return fmt.Sprintf("page %d", number) }

// claim notes a page's one owner.
func (p *pages) claim(number, owner uint32) error {
	if err := p.stopped(); err != nil {
		return err
	}
	if number < 1 || int64(number) >= int64(len(p.owner)) {
		return damage("the pages", "page %d is led to, and there are %d", number, len(p.owner)-1)
	}
	if p.owner[number] != 0 {
		return damage(pagePlace(number), "it belongs to two things")
	}
	p.owner[number] = owner
	return nil
}

// take reads a page for its one owner. What it gives holds until the next page is read.
func (p *pages) take(number, owner uint32) ([]byte, error) {
	if err := p.claim(number, owner); err != nil {
		return nil, err
	}
	if _, err := p.file.ReadAt(p.page[:], offsetOf(number)); err != nil {
		return nil, err
	}
	return p.page[:], nil
}

// free follows the list of free pages: trunks, each with the numbers of more. What those more hold has no meaning, and
// need not match its checksum: a write that was cut off leaves them torn (see heal).
func (p *pages) free() error {
	if _, err := p.file.ReadAt(p.page[:], 0); err != nil {
		return err
	}
	trunk, left := number(p.page[32:]), number(p.page[36:])
	for trunk != 0 {
		page, err := p.take(trunk, freePages)
		if err != nil {
			return err
		}
		count := number(page[4:])
		if count > usable/4-2 || count >= left {
			return damage(pagePlace(trunk), "it lists %d free pages, and %d are left", count, left)
		}
		left -= count + 1
		next, more := number(page), make([]uint32, count)
		for i := range more {
			more[i] = number(page[8+4*i:])
		}
		for _, leaf := range more {
			if err := p.claim(leaf, freePages); err != nil {
				return err
			}
			p.leaves = append(p.leaves, leaf)
		}
		trunk = next
	}
	if left != 0 {
		return damage("the free pages", "%d of them are missing", left)
	}
	return nil
}

// The kinds of page in a tree.
const (
	innerIndex, innerTable = 2, 5
	leafIndex, leafTable   = 10, 13
)

// tree follows one table or index from its root.
func (p *pages) tree(root uint32) error {
	waiting := []uint32{root}
	for len(waiting) > 0 {
		last := len(waiting) - 1
		at := waiting[last]
		page, err := p.take(at, root)
		if err != nil {
			return err
		}
		children, chains, err := readCells(page, at)
		if err != nil {
			return &DamageError{Place: pagePlace(at), Err: err}
		}
		waiting = append(waiting[:last], children...)
		for _, c := range chains {
			if err := p.chain(c, root); err != nil {
				return err
			}
		}
	}
	return nil
}

// chain is the pages that a long cell goes on to.
type chain struct {
	first uint32
	count int
}

func (p *pages) chain(c chain, owner uint32) error {
	next := c.first
	for range c.count {
		page, err := p.take(next, owner)
		if err != nil {
			return err
		}
		next = number(page)
	}
	if next != 0 {
		return damage(pagePlace(c.first), "what begins there goes on beyond its end")
	}
	return nil
}

var errCells = errors.New("its cells are not where they belong")

// readCells gives the pages below a page of a tree, and those that its long cells go on to.
func readCells(page []byte, at uint32) (children []uint32, chains []chain, err error) {
	start := 0
	if at == 1 {
		start = 100 // the file's own header
	}
	head, kind := 8, page[start]
	if kind == innerIndex || kind == innerTable {
		head = 12
	} else if kind != leafIndex && kind != leafTable {
		return nil, nil, fmt.Errorf("it is no page of a table or an index, but of the kind %d", kind)
	}
	count := int(binary.BigEndian.Uint16(page[start+3:]))
	if start+head+2*count > usable {
		return nil, nil, errCells
	}
	for i := range count {
		cell := int(binary.BigEndian.Uint16(page[start+head+2*i:]))
		if cell < start+head+2*count || cell+4 > usable {
			return nil, nil, errCells
		}
		rest := page[cell:usable]
		if head == 12 {
			children = append(children, number(rest))
			rest = rest[4:]
		}
		if kind == innerTable {
			continue
		}
		long, c, err := overflow(rest, kind == leafTable)
		if err != nil {
			return nil, nil, err
		}
		if long {
			chains = append(chains, c)
		}
	}
	if head == 12 {
		children = append(children, number(page[start+8:]))
	}
	return children, chains, nil
}

// overflow says whether a cell is too long for its page, and then where it goes on.
func overflow(cell []byte, isTable bool) (long bool, c chain, err error) {
	length, n := varint(cell)
	cell = cell[n:]
	most := (usable-12)*64/255 - 23
	if isTable {
		most = usable - 35
		_, n := varint(cell)
		cell = cell[n:]
	}
	if length <= uint64(most) {
		return false, chain{}, nil
	}
	const least = (usable-12)*32/255 - 23
	if length > rowBytes {
		return false, chain{}, fmt.Errorf("it has a cell of %d bytes", length)
	}
	here := least + (int(length)-least)%(usable-4)
	if here > most {
		here = least
	}
	if here+4 > len(cell) {
		return false, chain{}, errCells
	}
	return true, chain{number(cell[here:]), (int(length) - here + usable - 5) / (usable - 4)}, nil
}

func number(bytes []byte) uint32 { return binary.BigEndian.Uint32(bytes) }

// varint reads a number of one to nine bytes. Past the end there are zeros.
func varint(bytes []byte) (value uint64, length int) {
	for length < min(8, len(bytes)) {
		b := bytes[length]
		length++
		value = value<<7 | uint64(b&0x7f)
		if b < 0x80 {
			return value, length
		}
	}
	if length < len(bytes) {
		return value<<8 | uint64(bytes[length]), length + 1
	}
	return value, length
}
