package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
)

// Hash is a SHA-256 over an entry and the hash before it.
type Hash [sha256.Size]byte

// String is the hash in 64 small hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads 64 hexadecimal digits.
func ParseHash(text string) (Hash, error) {
	var hash Hash
	bytes, err := hex.DecodeString(text)
	if err != nil || len(bytes) != len(hash) {
		return Hash{}, fmt.Errorf("%q is no hash; it has 64 digits of 0-9 and a-f", clip(text))
	}
	copy(hash[:], bytes)
	return hash, nil
}

// chainTag keeps these hashes apart from those of any other use or format.
const chainTag = "stakebook entry 1"

// Canonical gives the bytes that an entry is hashed over: the domain tag, the previous entry's hash, then seq,
// recorded (to the microsecond, UTC), author, kind, date, source, note, qualifier, dated, standing and disputes, then
// the name and the text of every field that is given, in the order of the table. Each piece is its length in
// bytes as four bytes, most significant first, and then the piece; numbers are their decimal text and what is absent is
// empty. No two entries have the same bytes.
func Canonical(e Entry, previous Hash) []byte {
	out := make([]byte, 0, 512)
	add := func(piece string) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(piece)))
		out = append(out, piece...)
	}
	add(chainTag)
	add(string(previous[:]))
	add(e.Seq.String())
	add(e.Recorded.UTC().Format(RecordedForm))
	add(e.Author)
	add(string(e.Kind()))
	add(e.Date.String())
	add(e.Source)
	add(e.Note)
	add(string(e.Qualifier))
	add(string(e.Dated))
	add(string(e.Standing))
	add(e.Disputes.String())
	for _, pair := range e.Fields() {
		add(pair.Name)
		add(pair.Text)
	}
	return out
}

// Chain gives the entry's hash after the previous one; that of the first entry follows the zero Hash.
func Chain(e Entry, previous Hash) Hash { return sha256.Sum256(Canonical(e, previous)) }

// VerifyChain finds the first entry whose seq or hash is not what the ones before it make it. It returns nil where all
// are.
func VerifyChain(entries []Entry) error {
	var previous Hash
	for i, e := range entries {
		if e.Seq != Seq(i+1) {
			return fmt.Errorf("entry %d stands where entry %d belongs: the journal was changed", e.Seq, i+1)
		}
		if Chain(e, previous) != e.Hash {
			return fmt.Errorf("entry %d does not match its hash: it, or an entry before it, was changed", e.Seq)
		}
		previous = e.Hash
	}
	return nil
}

// SameContent says that two entries say the same: all but seq, recorded, author and hash.
func SameContent(a, b Entry) bool {
	return a.Date == b.Date && a.Source == b.Source && a.Note == b.Note && a.Qualifier == b.Qualifier &&
		a.Dated == b.Dated && a.Standing == b.Standing && a.Disputes == b.Disputes && a.Kind() == b.Kind() &&
		slices.Equal(a.Fields(), b.Fields())
}
