package ledger

import (
	"hash/maphash"
	"strings"
)

// keptTexts makes the strings that entries keep. A journal names the same parties, commitments and securities over and
// over: what was made lately is given again, so that a long journal holds most of them once. A nil *keptTexts keeps a text as
// it came, in whatever memory that is.
type keptTexts struct {
	seed maphash.Seed
	made []string // by hash; a power of two of them
	used int      // of these
	room room
}

// The room for texts that are given again: how much there is at first and at most, and how long one may be.
const (
	textsAtFirst = 1 << 8
	textsAtMost  = 1 << 16
	longestText  = 64
)

// Texts makes texts of bytes. Many of them share a piece of memory, which lives as long as any of them does.
type Texts struct{ room room }

// Text is the text of bytes.
func (t *Texts) Text(bytes []byte) string {
	from := t.room.fit(len(bytes), linesPiece)
	t.room.Write(bytes)
	return t.room.String()[from:]
}

// room is where texts are kept next to each other, so that each is no piece of memory of its own.
type room struct{ strings.Builder }

// fit makes place for so many bytes and gives where they begin. Every new piece of the room is twice as large as the one
// before, to a bound.
func (r *room) fit(bytes, largest int) (from int) {
	if r.Cap()-r.Len() < bytes {
		piece := min(max(2*r.Cap(), smallestPiece), largest)
		r.Reset() // what is full is let go
		r.Grow(max(bytes, piece))
	}
	return r.Len()
}

// How large pieces of memory are that texts share: at first, of texts that entries keep, and of texts that entries are
// read from.
const (
	smallestPiece = 512
	keptPiece     = 4 << 10
	linesPiece    = 64 << 10
)

// keep makes a text anew.
func (t *keptTexts) keep(text string) string {
	from := t.room.fit(len(text), keptPiece)
	t.room.WriteString(text)
	return t.room.String()[from:]
}

// alone is a text that is probably not to come again.
func (t *keptTexts) alone(text string) string {
	if t == nil {
		return text
	}
	return t.keep(text)
}

// shared is a text that is probably not the first of its kind.
func (t *keptTexts) shared(text string) string {
	switch {
	case t == nil || text == "":
		return text
	case len(text) > longestText:
		return t.keep(text)
	case len(t.made) == 0:
		t.seed, t.made = maphash.MakeSeed(), make([]string, textsAtFirst)
	}
	slot := t.slot(text)
	if *slot == text {
		return *slot
	}
	if *slot == "" {
		t.used++
	}
	made := t.keep(text)
	*slot = made
	if t.used > len(t.made)/2 && len(t.made) < textsAtMost {
		t.grow()
	}
	return made
}

// slot is where a text is, if it was made lately; another text that belongs there gives way to it.
func (t *keptTexts) slot(text string) *string {
	return &t.made[maphash.String(t.seed, text)&uint64(len(t.made)-1)]
}

func (t *keptTexts) grow() {
	before := t.made
	t.made, t.used = make([]string, 2*len(before)), 0
	for _, text := range before {
		if text == "" {
			continue
		}
		slot := t.slot(text)
		if *slot == "" {
			t.used++
		}
		*slot = text
	}
}
