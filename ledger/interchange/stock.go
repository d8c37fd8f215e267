package interchange

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// stock is what a book holds of the classes that the files have, in the order of the book.
type stock struct {
	last      ledger.Seq
	holdings  []holding
	reversals []reversal

	// What follows is made for one file after the other; what is taken is not found again for the same file.
	killers map[ledger.Seq]reversal // what stands reversed, and by what
	stand   map[int][]ledger.Seq    // by class
	dead    map[int][]ledger.Seq    // by class
	deadBy  map[[2]int][]ledger.Seq // by class and the class of the reversal
	taken   map[ledger.Seq]bool
}

// holding is an entry of the book that has a class of the files, and is no reversal.
type holding struct {
	seq   ledger.Seq
	class int
}

// reversal is a reversal in the book.
type reversal struct {
	seq, entry ledger.Seq
	class      int
}

// subject is what a content is first told apart by, before it is looked at whole.
type subject struct {
	kind ledger.Kind
	date civil.Date
}

// takeStock goes through the book once.
func (m *merge) takeStock(book iter.Seq[ledger.Entry]) *stock {
	subjects := make(map[subject]bool)
	for _, record := range m.records {
		subjects[subject{record.Entry.Kind(), record.Entry.Date}] = true
	}
	s := &stock{}
	classes := make(map[ledger.Seq]int) // one more than the class, so that 0 is none
	for entry := range book {
		s.last = entry.Seq
		class := none
		if subjects[subject{entry.Kind(), entry.Date}] {
			class = m.classOf(entry, classes)
		}
		if class != none {
			classes[entry.Seq] = class + 1
		}
		s.put(entry, class)
	}
	return s
}

// put adds the entry that now is the last of the book.
func (s *stock) put(entry ledger.Entry, class int) {
	if target, ok := reverses(entry); ok {
		s.reversals = append(s.reversals, reversal{s.last, target, class})
	} else if class != none {
		s.holdings = append(s.holdings, holding{s.last, class})
	}
}

// classOf finds the class of an entry of the book; none where the file has nothing like it.
func (m *merge) classOf(entry ledger.Entry, classes map[ledger.Seq]int) int {
	target, disputed := none, none
	if reversal, ok := entry.Payload.(ledger.Reversal); ok {
		if target = classes[reversal.Entry] - 1; target == none {
			return none
		}
	}
	if entry.Disputes != 0 {
		if disputed = classes[entry.Disputes] - 1; disputed == none {
			return none
		}
	}
	if class, ok := m.classes[m.keys.of(&entry, target, disputed)]; ok {
		return class
	}
	return none
}

// sort tells what stands from what is reversed, and makes all of it ready to be taken.
func (s *stock) sort() {
	s.killers = make(map[ledger.Seq]reversal)
	for i := len(s.reversals) - 1; i >= 0; i-- {
		if r := s.reversals[i]; s.killers[r.seq].seq == 0 {
			s.killers[r.entry] = r
		}
	}
	s.stand, s.dead = make(map[int][]ledger.Seq), make(map[int][]ledger.Seq)
	s.deadBy, s.taken = make(map[[2]int][]ledger.Seq), make(map[ledger.Seq]bool)
	for _, h := range s.holdings {
		killer := s.killers[h.seq]
		if killer.seq == 0 {
			s.stand[h.class] = append(s.stand[h.class], h.seq)
			continue
		}
		s.dead[h.class] = append(s.dead[h.class], h.seq)
		s.deadBy[[2]int{h.class, killer.class}] = append(s.deadBy[[2]int{h.class, killer.class}], h.seq)
	}
}

// standing takes out the first entry of a class that stands; 0 where there is none.
func (s *stock) standing(class int) ledger.Seq { return take(s, s.stand, class) }

// reversed takes out the first entry of a class that is reversed; 0 where there is none.
func (s *stock) reversed(class int) ledger.Seq { return take(s, s.dead, class) }

// reversedBy takes out the first entry of a class that is reversed by one of another; 0 where there is none.
func (s *stock) reversedBy(class, killer int) ledger.Seq {
	return take(s, s.deadBy, [2]int{class, killer})
}

func take[K comparable](s *stock, shelf map[K][]ledger.Seq, key K) ledger.Seq {
	for len(shelf[key]) > 0 {
		seq := shelf[key][0]
		shelf[key] = shelf[key][1:]
		if !s.taken[seq] {
			s.taken[seq] = true
			return seq
		}
	}
	return 0
}

// key stands for a content: the SHA-256 of what it says, which is shorter than that and holds no text in memory.
type key [sha256.Size]byte

// keys makes the keys of contents.
type keys struct{ buffer, text []byte }

// of gives keys that are equal where two entries say the same and refer to equal contents.
func (k *keys) of(e *ledger.Entry, entry, disputes int) key {
	k.buffer = k.buffer[:0]
	k.text = e.Date.AppendTo(append(k.text[:0], e.Kind()...))
	for _, piece := range [...]string{e.Source, e.Note, string(e.Qualifier), string(e.Dated), string(e.Standing)} {
		add(k, piece)
	}
	add(k, k.text)
	k.buffer = binary.AppendVarint(k.buffer, int64(entry))
	k.buffer = binary.AppendVarint(k.buffer, int64(disputes))
	for name, text := range e.FieldTexts(k.text) {
		if name != fieldEntry {
			add(k, name)
			add(k, text)
		}
	}
	return sha256.Sum256(k.buffer)
}

func add[P string | []byte](k *keys, piece P) {
	k.buffer = binary.AppendUvarint(k.buffer, uint64(len(piece)))
	k.buffer = append(k.buffer, piece...)
}
