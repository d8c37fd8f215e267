package history

import "slices"

// ranked is values by a key of theirs, which can be had in an order. The order is made anew only where values came,
// went or changed their place.
type ranked[K comparable, V any] struct {
	key     func(V) K
	compare func(x, y V) int
	at      map[K]int // where the value of a key is in the list
	list    []V
	mixed   bool // the list is in no order
}

func newRanked[K comparable, V any](key func(V) K, compare func(x, y V) int) ranked[K, V] {
	return ranked[K, V]{key: key, compare: compare, at: make(map[K]int)}
}

// put takes a value in, in place of another of its key.
func (r *ranked[K, V]) put(value V) {
	key := r.key(value)
	at, known := r.at[key]
	if !known {
		r.at[key] = len(r.list)
		r.list, r.mixed = append(r.list, value), true
		return
	}
	r.mixed = r.mixed || r.compare(r.list[at], value) != 0
	r.list[at] = value
}

// drop gives up the value of a key, where there is one.
func (r *ranked[K, V]) drop(key K) {
	at, known := r.at[key]
	if !known {
		return
	}
	last := len(r.list) - 1
	delete(r.at, key)
	if at < last {
		r.list[at], r.mixed = r.list[last], true
		r.at[r.key(r.list[at])] = at
	}
	clear(r.list[last:])
	r.list = r.list[:last]
}

// sorted gives the values in their order, in a list of its own.
func (r *ranked[K, V]) sorted() []V {
	if r.mixed {
		slices.SortFunc(r.list, r.compare)
		for at, value := range r.list {
			r.at[r.key(value)] = at
		}
		r.mixed = false
	}
	return slices.Clone(r.list)
}

// queue is what is to be done, each thing once, the first that came first.
type queue[T comparable] struct {
	list []T
	in   map[T]bool
}

func newQueue[T comparable]() queue[T] { return queue[T]{in: make(map[T]bool)} }

func (q *queue[T]) add(thing T) {
	if !q.in[thing] {
		q.in[thing] = true
		q.list = append(q.list, thing)
	}
}

// first is what is to be done next; ok is false where there is nothing.
func (q *queue[T]) first() (thing T, ok bool) {
	if len(q.list) == 0 {
		return thing, false
	}
	return q.list[0], true
}

// done takes the first thing off.
func (q *queue[T]) done() {
	delete(q.in, q.list[0])
	q.list = q.list[1:]
}
