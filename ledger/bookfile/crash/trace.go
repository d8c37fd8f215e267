package crash

import (
	"hash/maphash"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// Trace is what was done to a disk, and the promises made meanwhile, in order.
type Trace struct {
	operations []Operation

	files map[int][]byte // what was durable at the beginning
	start map[string]int // and by which names
	first []Promise      // and what was promised

	names map[string]int // the names as they are while recording
	next  int
}

func newTrace(image Image, promises []Promise) *Trace {
	t := &Trace{files: make(map[int][]byte), start: make(map[string]int), first: promises}
	for _, path := range slices.Sorted(maps.Keys(image)) {
		t.next++
		t.files[t.next], t.start[path] = image[path], t.next
	}
	t.names = maps.Clone(t.start)
	return t
}

func (t *Trace) add(o Operation) {
	switch o.Kind {
	case KindOpen, KindRead:
		return
	case KindCreate:
		t.next++
		o.file = t.next
	case KindLink, KindRename:
		o.file = t.names[o.Path]
	case KindSync:
		if o.file == 0 {
			o.file = t.names[o.Path]
		}
	}
	rename(t.names, o)
	t.operations = append(t.operations, o)
}

// rename does to names what an operation does.
func rename(names map[string]int, o Operation) {
	switch o.Kind {
	case KindCreate:
		names[o.Path] = o.file
	case KindLink:
		names[o.To] = o.file
	case KindRename:
		names[o.To] = o.file
		delete(names, o.Path)
	case KindRemove:
		delete(names, o.Path)
	}
}

// Len is how many operations and promises there are.
func (t *Trace) Len() int { return len(t.operations) }

// Moment is a disk between two operations.
type Moment struct {
	trace    *Trace
	lying    bool
	at       int
	durable  map[int][]byte      // the files as they were last synced
	pending  map[int][]Operation // and what was done to them since
	names    map[string]int      // the names as their folder was last synced
	renamed  []Operation         // and what was done to them since
	promises map[string]Promise
}

// Begin is the moment before the first operation.
func (t *Trace) Begin() *Moment {
	m := &Moment{trace: t, durable: maps.Clone(t.files), pending: make(map[int][]Operation),
		names: maps.Clone(t.start), promises: make(map[string]Promise)}
	for _, promise := range t.first {
		m.promises[promise.Path] = promise
	}
	return m
}

// BeginLying is Begin on a disk that says that it synced and did not.
func (t *Trace) BeginLying() *Moment {
	m := t.Begin()
	m.lying = true
	return m
}

// Next goes on by one operation. It says whether there was one.
func (m *Moment) Next() bool {
	if m.at == len(m.trace.operations) {
		return false
	}
	o := m.trace.operations[m.at]
	m.at++
	switch {
	case o.promise != nil:
		m.promises[o.promise.Path] = *o.promise
	case o.Kind == KindWrite, o.Kind == KindTruncate:
		m.pending[o.file] = append(m.pending[o.file], o)
	case m.lying:
		if o.Kind != KindSync && o.Kind != KindSyncFolder {
			m.renamed = append(m.renamed, o)
		}
	case o.Kind == KindSync:
		contents := slices.Clone(m.durable[o.file])
		for _, done := range m.pending[o.file] {
			contents = applied(contents, done)
		}
		m.durable[o.file], m.pending[o.file] = contents, nil
	case o.Kind == KindSyncFolder:
		m.syncFolder(o.Path)
	default:
		m.renamed = append(m.renamed, o)
	}
	return true
}

// syncFolder makes the names of one folder durable. Nothing is renamed from one folder to another.
func (m *Moment) syncFolder(folder string) {
	m.renamed = slices.DeleteFunc(m.renamed, func(o Operation) bool {
		if filepath.Dir(o.Path) != folder {
			return false
		}
		rename(m.names, o)
		return true
	})
}

func applied(contents []byte, o Operation) []byte {
	if o.Kind == KindTruncate {
		return resized(contents, o.At)
	}
	return written(contents, o.Data, o.At)
}

// Last is the operation before this moment.
func (m *Moment) Last() Operation {
	if m.at == 0 {
		return Operation{}
	}
	return m.trace.operations[m.at-1]
}

// Promises are what was promised until now, by path.
func (m *Moment) Promises() []Promise {
	var all []Promise
	for _, path := range slices.Sorted(maps.Keys(m.promises)) {
		all = append(all, m.promises[path])
	}
	return all
}

// Image gives the disk as it may be found when the power fails now. What is left of what was not synced is drawn from
// random.
func (m *Moment) Image(random *rand.Rand) Image {
	names := maps.Clone(m.names)
	keep := keeper(random)
	for _, o := range m.renamed {
		if keep() {
			rename(names, o)
		}
	}
	left := loss{random: random, keep: keeper(random), unit: []int64{sector, 4096, 1 << 40}[random.IntN(3)],
		rubbish: random.IntN(4) == 0}
	files := make(map[int][]byte)
	image := make(Image)
	for _, path := range slices.Sorted(maps.Keys(names)) {
		file := names[path]
		if _, made := files[file]; !made {
			files[file] = left.of(m.durable[file], m.pending[file])
		}
		image[path] = slices.Clone(files[file])
	}
	return image
}

// keeper decides of one thing after another whether it reached the disk: all, none, few, about half, most, or all until
// one.
func keeper(random *rand.Rand) func() bool {
	switch kind := random.IntN(6); kind {
	case 0:
		return func() bool { return true }
	case 1:
		return func() bool { return false }
	case 2, 3, 4:
		often := []float64{0.1, 0.5, 0.9}[kind-2]
		return func() bool { return random.Float64() < often }
	default:
		left := random.IntN(24)
		return func() bool { left--; return left >= 0 }
	}
}

// loss is how a disk loses what was not synced.
type loss struct {
	random  *rand.Rand
	keep    func() bool
	unit    int64 // what is kept or lost as one
	rubbish bool  // what was never written reads as anything, not as zeros
}

// of gives what is left of a file.
func (l loss) of(durable []byte, pending []Operation) []byte {
	contents := slices.Clone(durable)
	for _, o := range pending {
		if o.Kind == KindTruncate {
			if l.keep() {
				contents = l.resized(contents, o.At)
			}
			continue
		}
		for at, end := o.At, o.At+int64(len(o.Data)); at < end; {
			border := min((at/l.unit+1)*l.unit, end)
			if l.keep() {
				contents = l.resized(contents, max(border, int64(len(contents))))
				copy(contents[at:border], o.Data[at-o.At:])
			}
			at = border
		}
	}
	return contents
}

func (l loss) resized(contents []byte, size int64) []byte {
	had := int64(len(contents))
	contents = resized(contents, size)
	if l.rubbish {
		for at := had; at < size; at++ {
			contents[at] = byte(l.random.Uint32())
		}
	}
	return contents
}

// fingerprint tells images apart.
func (i Image) fingerprint(seed maphash.Seed) uint64 {
	var sum maphash.Hash
	sum.SetSeed(seed)
	for _, path := range slices.Sorted(maps.Keys(i)) {
		_, _ = sum.WriteString(path)
		_ = sum.WriteByte(0)
		_, _ = sum.Write(i[path])
	}
	return sum.Sum64()
}
