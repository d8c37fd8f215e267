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
	s, ok := sheetOf(e.Payload)
	if ok {
		defer s.giveBack()
	}
	return appendCanonical(make([]byte, 0, 512), &e, s, appendRecorded(nil, e.Recorded), previous)
}

// appendCanonical writes what Canonical says of an entry whose instant is written and whose payload is on the sheet;
// there is no sheet where it has none.
func appendCanonical(out []byte, e *Entry, s *sheet, recorded []byte, previous Hash) []byte {
	out = appendPiece(out, chainTag)
	out = appendPiece(out, previous[:])
	out = sized(e.Seq.appendTo(begin(out)), len(out))
	out = appendPiece(out, recorded)
	out = appendPiece(out, e.Author)
	out = appendPiece(out, e.Kind())
	out = sized(e.Date.AppendTo(begin(out)), len(out))
	out = appendPiece(out, e.Source)
	out = appendPiece(out, e.Note)
	out = appendPiece(out, e.Qualifier)
	out = appendPiece(out, e.Dated)
	out = appendPiece(out, e.Standing)
	out = sized(e.Disputes.appendTo(begin(out)), len(out))
	if s == nil {
		return out
	}
	for i := range s.places {
		place := &s.places[i]
		before := len(out)
		text := begin(append(out, place.piece...))
		if after := place.appendText(text); len(after) > len(text) {
			out = sized(after, before+len(place.piece))
		}
	}
	return out
}

// lengthSize is how many bytes say the length of a piece.
const lengthSize = 4

func appendPiece[P ~string | ~[]byte](out []byte, piece P) []byte {
	return append(binary.BigEndian.AppendUint32(out, uint32(len(piece))), piece...)
}

// begin leaves room for the length of a piece that is then written.
func begin(out []byte) []byte { return append(out, 0, 0, 0, 0) }

// sized writes the length of the piece that was begun at a place and goes on to the end.
func sized(out []byte, from int) []byte {
	binary.BigEndian.PutUint32(out[from:], uint32(len(out)-from-lengthSize))
	return out
}

// Chain gives the entry's hash after the previous one; that of the first entry follows the zero Hash.
func Chain(e Entry, previous Hash) Hash {
	return sha256.Sum256(Canonical(e, previous))
}

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
