package crash

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Hash is what the chain gives an entry.
type Hash = [sha256.Size]byte

// row is an entry as the file has it: texts as they are, what is absent empty.
type row struct {
	seq      int64
	recorded string
	author   string
	kind     string
	details  [6]string // date, source, note, qualifier, dated, standing
	disputes int64     // 0 where absent
	fields   string    // JSON
	hash     []byte
}

// chained gives the hash of an entry after the one before it.
func (r row) chained(previous Hash) (Hash, error) {
	disputes := ""
	if r.disputes != 0 {
		disputes = strconv.FormatInt(r.disputes, 10)
	}
	pieces := []string{"stakebook entry 1", string(previous[:]), strconv.FormatInt(r.seq, 10),
		r.recorded, r.author, r.kind}
	pieces = append(pieces, r.details[:]...)
	pieces = append(pieces, disputes)
	fields, err := members(r.fields)
	if err != nil {
		return Hash{}, fmt.Errorf("the fields: %w", err)
	}
	sum := sha256.New()
	for _, piece := range append(pieces, fields...) {
		var length [4]byte
		binary.BigEndian.PutUint32(length[:], uint32(len(piece)))
		sum.Write(length[:])
		sum.Write([]byte(piece))
	}
	return Hash(sum.Sum(nil)), nil
}

// members gives the names and texts of a JSON object of strings, in turn and in their order.
func members(object string) ([]string, error) {
	decoder := json.NewDecoder(strings.NewReader(object))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil, fmt.Errorf("it begins with %v (%w)", open, err)
	}
	var texts []string
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		text, ok := token.(string)
		if !ok {
			return nil, fmt.Errorf("%v is no text", token)
		}
		texts = append(texts, text)
	}
	if end, err := decoder.Token(); err != nil || end != json.Delim('}') {
		return nil, fmt.Errorf("it ends with %v (%w)", end, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is something after it")
	}
	return texts, nil
}
