package figures

import (
	"maps"
	"slices"
	"sync"
)

// Group is the sum of the lines of one value of a dimension.
type Group struct {
	Value string
	Line  Line
}

// Sums are the lines of a portfolio summed by a dimension.
type Sums struct {
	Groups  []Group // in the order of the values
	Total   Line
	Several bool // a line with several tags counts under each and once in the total; there is such a line
}

// Watch is shown the lines that are summed, each of which is valid while it is shown: those of commitments and those of
// holdings, at the same time.
type Watch struct{ Commitment, Holding func(*Line) }

// Sum sums the portfolio's lines by a dimension, in the order of the values, and all of them into a total. Every missing
// rate is named.
func (f *Portfolio) Sum(dimension string, watch Watch) (Sums, error) {
	commitments := newSummation(f.names, dimension, func(sum *Committed, line *Line) { sum.Add(&line.Committed) })
	holdings := newSummation(f.names, dimension, func(sum *Held, line *Line) { sum.Add(&line.Held) })
	beside := *f // has its own of what is worked out on the way
	beside.rateTo = nil
	var missing refused
	var wait sync.WaitGroup
	var refusedHoldings error
	wait.Go(func() {
		refusedHoldings = beside.eachHoldingLine(f.sieve.seesWholes(dimension), holdings.through(watch.Holding))
	})
	missing.add(f.eachCommitmentLine(commitments.through(watch.Commitment)))
	wait.Wait()
	missing.add(refusedHoldings)
	if err := missing.err(); err != nil {
		return Sums{}, err
	}
	return sumsOf(commitments, holdings), nil
}

// sumsOf puts what commitments and holdings come to together.
func sumsOf(commitments *summation[Committed], holdings *summation[Held]) Sums {
	values := slices.AppendSeq(slices.Collect(maps.Keys(commitments.groups)), maps.Keys(holdings.groups))
	slices.Sort(values)
	values = slices.Compact(values)
	sums := Sums{Groups: make([]Group, len(values)), Several: commitments.several || holdings.several,
		Total: Line{Committed: commitments.total, Held: holdings.total}}
	for i, value := range values {
		group := &sums.Groups[i]
		group.Value = value
		if owed, ok := commitments.groups[value]; ok {
			group.Line.Committed = owed.sum
		}
		if held, ok := holdings.groups[value]; ok {
			group.Line.Held = held.sum
		}
		if commitments.dimension != dimensionTag {
			sums.Total.Add(&group.Line)
		}
	}
	return sums
}

// summation is a sum of lines that is being made.
type summation[T any] struct {
	names     Names
	dimension string
	add       func(sum *T, line *Line)
	groups    map[string]*summed[T]
	last      *summed[T]  // that was added to: the lines of one holding follow each other
	room      []summed[T] // for groups to come: each on its own would be a piece of memory to look after
	several   bool
	total     T // where a line may be in several groups
}

// summed is what the lines of one value come to.
type summed[T any] struct {
	value string
	sum   T
}

// groupRoom is how many groups share a piece of memory.
const groupRoom = 32

func newSummation[T any](names Names, dimension string, add func(sum *T, line *Line)) *summation[T] {
	return &summation[T]{names: names, dimension: dimension, add: add, groups: make(map[string]*summed[T])}
}

// through adds what is watched.
func (s *summation[T]) through(watch func(*Line)) func(*Line) {
	if watch == nil {
		return s.take
	}
	return func(line *Line) {
		watch(line)
		s.take(line)
	}
}

func (s *summation[T]) take(line *Line) {
	if value, one := line.value(s.names, s.dimension); one {
		s.add(s.group(value), line)
		return
	}
	s.add(&s.total, line)
	values := tagsOf(s.names, line.Company)
	s.several = s.several || len(values) > 1
	for _, value := range values {
		s.add(s.group(value), line)
	}
}

func (s *summation[T]) group(value string) *T {
	if s.last != nil && s.last.value == value {
		return &s.last.sum
	}
	group, ok := s.groups[value]
	if !ok {
		if len(s.room) == 0 {
			s.room = make([]summed[T], groupRoom)
		}
		group, s.room = &s.room[0], s.room[1:]
		group.value = value
		s.groups[value] = group
	}
	s.last = group
	return &group.sum
}
