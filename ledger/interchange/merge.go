package interchange

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"stakebook/ledger"
)

// Plan is what an import adds to a book.
type Plan struct {
	// Entries are to be recorded in this order, all or none. They refer to entries by the book's numbers, and have no
	// seq, instant, author or hash: the book gives these.
	Entries []ledger.Entry
	// Records says for each of them which record it comes from.
	Records []Record
	// Known counts the records that add nothing because the book already holds what they say.
	Known int
}

// Merge works out what the records of files, read one after the other, add to the entries of a book, which are
// numbered from 1 on in order. An empty book gets all that one file has.
//
// Contents are compared, all but seq, recorded, author and hash; a reference counts as the content of what it refers
// to. They are compared as a multiset: of two equal payments in a file, where the book holds one, one is added. A
// reversed entry does not count for one that stands, so what was undone in the book is added again. A record that the
// file itself reverses is known where the book holds such an entry reversed, whatever the reason was; where the book
// holds it standing, only the reversal is added; else both are. What was reversed and restored again stands. So
// merging the same file a second time adds nothing, be it later or in the same call.
//
// A reference is to the seq of an earlier record of the same file, or else of one earlier file of those given. One that
// finds none, or more than one, is an *Error.
func Merge(book iter.Seq[ledger.Entry], files ...[]Record) (Plan, error) {
	m := merge{records: together(files), classes: make(map[key]int)}
	for i, file := range files {
		m.file = append(m.file, slices.Repeat([]int{i}, len(file))...)
	}
	if err := m.resolve(); err != nil {
		return Plan{}, err
	}
	m.classify()
	stock := m.takeStock(book)
	plan, from := Plan{}, 0
	for _, file := range files {
		to := from + len(file)
		stock.sort()
		m.match(stock, from, to)
		if err := m.add(&plan, stock, from, to); err != nil {
			return Plan{}, err
		}
		from = to
	}
	return plan, nil
}

// together are the records of all files; those of a single one are not copied for it.
func together(files [][]Record) []Record {
	if len(files) == 1 {
		return files[0]
	}
	return slices.Concat(files...)
}

// none stands for no record and no class.
const none = -1

// merge is one comparison. Its slices run along the records.
type merge struct {
	records []Record
	file    []int // which file a record is of
	links   []link
	classes map[key]int // the key of a content: its class
	keys    keys

	class  []int        // equal contents have equal classes
	killer []int        // the record that reverses this one and stands; none where it stands
	entry  []ledger.Seq // the book's number for it; 0 for none
	whole  []bool       // it is added with all that reverses it or restores it
	added  []bool       // it is a reversal that is added for an entry of the book
}

// link says which records a record refers to.
type link struct{ entry, disputes int }

// reverses says that an entry takes another out of the book; a claim takes nothing.
func reverses(e ledger.Entry) (ledger.Seq, bool) {
	reversal, ok := e.Payload.(ledger.Reversal)
	return reversal.Entry, ok && e.Booked()
}

// classify gives every record its class, and finds those that the file itself reverses.
func (m *merge) classify() {
	n := len(m.records)
	m.class, m.killer, m.entry = make([]int, n), make([]int, n), make([]ledger.Seq, n)
	m.whole, m.added = make([]bool, n), make([]bool, n)
	for i, record := range m.records {
		entry, disputes := none, none
		if m.links[i].entry != none {
			entry = m.class[m.links[i].entry]
		}
		if m.links[i].disputes != none {
			disputes = m.class[m.links[i].disputes]
		}
		key := m.keys.of(&record.Entry, entry, disputes)
		class, ok := m.classes[key]
		if !ok {
			class = len(m.classes)
			m.classes[key] = class
		}
		m.class[i], m.killer[i] = class, none
	}
	for i := n - 1; i >= 0; i-- {
		if _, ok := reverses(m.records[i].Entry); ok && m.killer[i] == none {
			m.killer[m.links[i].entry] = i
		}
	}
}

// match pairs the records of a file that are no reversals with entries of the book, those that stand first.
func (m *merge) match(s *stock, from, to int) {
	pair := func(standing bool, find func(i int) ledger.Seq) {
		for i := from; i < to; i++ {
			_, ok := reverses(m.records[i].Entry)
			if !ok && m.entry[i] == 0 && (m.killer[i] == none) == standing {
				m.entry[i] = find(i)
			}
		}
	}
	pair(true, func(i int) ledger.Seq { return s.standing(m.class[i]) })
	pair(false, func(i int) ledger.Seq { return s.reversedBy(m.class[i], m.class[m.killer[i]]) })
	pair(false, func(i int) ledger.Seq { return s.reversed(m.class[i]) })
	pair(false, func(i int) ledger.Seq {
		seq := s.standing(m.class[i])
		m.added[m.killer[i]] = seq != 0
		return seq
	})
}

// add puts the records of a file that the book does not hold into the plan. Reversals follow what they reverse.
func (m *merge) add(plan *Plan, s *stock, from, to int) error {
	for i := from; i < to; i++ {
		target, isReversal := m.links[i].entry, false
		if _, isReversal = reverses(m.records[i].Entry); isReversal {
			m.whole[i] = m.whole[target]
		} else {
			m.whole[i] = m.entry[i] == 0
		}
		if !m.whole[i] && !m.added[i] {
			if isReversal {
				m.entry[i] = s.killers[m.entry[target]].seq
			}
			plan.Known++
			continue
		}
		s.last++
		m.entry[i] = s.last
		entry, err := m.translated(i)
		if err != nil {
			return err
		}
		plan.Entries = append(plan.Entries, entry)
		plan.Records = append(plan.Records, m.records[i])
		s.put(entry, m.class[i])
	}
	return nil
}

// translated gives a record's entry with the book's numbers in it, and without what the book gives.
func (m *merge) translated(i int) (ledger.Entry, error) {
	entry := m.records[i].Entry
	entry.Seq, entry.Recorded, entry.Author, entry.Hash = 0, time.Time{}, "", ledger.Hash{}
	if to := m.links[i].entry; to != none {
		reversal := entry.Payload.(ledger.Reversal)
		if m.entry[to] == 0 {
			return entry, m.lost(i, fieldEntry, reversal.Entry)
		}
		reversal.Entry = m.entry[to]
		entry.Payload = reversal
	}
	if to := m.links[i].disputes; to != none {
		if m.entry[to] == 0 {
			return entry, m.lost(i, ledger.FieldDisputes, entry.Disputes)
		}
		entry.Disputes = m.entry[to]
	}
	return entry, nil
}

func (m *merge) lost(i int, field string, seq ledger.Seq) error {
	return m.records[i].Refuse(&ledger.FieldError{Field: field, Value: seq.String(),
		Err: fmt.Errorf("entry %s was undone and restored in the file, and the book never held it", seq)})
}

// resolve finds the records that records refer to.
func (m *merge) resolve() error {
	bySeq := m.bySeq()
	m.links = make([]link, len(m.records))
	for i, record := range m.records {
		m.links[i] = link{none, none}
		var err error
		if reversal, ok := record.Entry.Payload.(ledger.Reversal); ok {
			if m.links[i].entry, err = m.find(bySeq[reversal.Entry], i, fieldEntry, reversal.Entry); err != nil {
				return err
			}
		}
		if seq := record.Entry.Disputes; seq != 0 {
			if m.links[i].disputes, err = m.find(bySeq[seq], i, ledger.FieldDisputes, seq); err != nil {
				return err
			}
		}
	}
	return nil
}

// bySeq lists the records whose seqs are referred to; most files refer to few.
func (m *merge) bySeq() map[ledger.Seq][]int {
	bySeq := make(map[ledger.Seq][]int)
	for _, record := range m.records {
		if reversal, ok := record.Entry.Payload.(ledger.Reversal); ok {
			bySeq[reversal.Entry] = nil
		}
		if record.Entry.Disputes != 0 {
			bySeq[record.Entry.Disputes] = nil
		}
	}
	for i, record := range m.records {
		if at, wanted := bySeq[record.Entry.Seq]; wanted {
			bySeq[record.Entry.Seq] = append(at, i)
		}
	}
	return bySeq
}

// find says which of the records that have a seq record i means by it.
func (m *merge) find(candidates []int, i int, field string, seq ledger.Seq) (int, error) {
	refuse := func(format string, args ...any) (int, error) {
		return none, m.records[i].Refuse(&ledger.FieldError{Field: field, Value: seq.String(),
			Err: fmt.Errorf(format, args...)})
	}
	var meant, earlier []int
	for _, at := range candidates {
		switch {
		case m.file[at] == m.file[i]:
			meant = append(meant, at)
		case at < i:
			earlier = append(earlier, at)
		}
	}
	if len(meant) == 0 {
		meant = earlier
	}
	switch {
	case len(meant) == 0:
		return refuse("no record has seq %s; what is referred to must be in the file, with its seq", seq)
	case len(meant) > 1:
		return refuse("more than one record has seq %s: %s and %s", seq,
			m.records[meant[0]].place, m.records[meant[1]].place)
	case meant[0] >= i:
		return refuse("entry %s stands after the record that refers to it, at %s", seq, m.records[meant[0]].place)
	}
	return meant[0], nil
}
