package ledger

import (
	"hash/maphash"
	"strings"
)

// texts makes the strings that entries keep. A journal names the same parties, commitments and securities over and
// over: what was made lately is given again, so that a long journal holds most of them once. Of texts that are made for
// nobody else each is on its own. A nil *texts keeps a text as it came, in whatever memory that is.
type texts struct {
	seed maphash.Seed
	made []string // by hash; a power of two of them
	used int      // of these
}

// The room for texts that are given again: how much there is at first and at most, and how long one may be.
const (
	textsAtFirst = 1 << 8
	textsAtMost  = 1 << 16
	longestText  = 64
)

// alone is a text that is probably not to come again.
func (t *texts) alone(text string) string {
	if t == nil {
		return text
	}
	return strings.Clone(text)
}

// shared is a text that is probably not the first of its kind.
func (t *texts) shared(text string) string {
	switch {
	case t == nil || text == "":
		return text
	case len(text) > longestText:
		return strings.Clone(text)
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
	made := strings.Clone(text)
	*slot = made
	if t.used > len(t.made)/2 && len(t.made) < textsAtMost {
		t.grow()
	}
	return made
}

// slot is where a text is, if it was made lately; another text that belongs there gives way to it.
func (t *texts) slot(text string) *string {
	return &t.made[maphash.String(t.seed, text)&uint64(len(t.made)-1)]
}

func (t *texts) grow() {
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
