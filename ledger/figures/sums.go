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
	commitments := newSummation(f.names, dimension, (*Line).addCommitment)
	holdings := newSummation(f.names, dimension, (*Line).addHolding)
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
	commitments.take(holdings)
	return commitments.sums(), nil
}

// summation is a sum that is being made.
type summation struct {
	names     Names
	dimension string
	addTo     func(sum, line *Line)
	groups    map[string]*Group
	last      *Group  // that was added to: the lines of one holding follow each other
	room      []Group // for groups to come: each on its own would be a piece of memory to look after
	several   bool
	total     Line // where a line may be in several groups
}

// groupRoom is how many groups share a piece of memory.
const groupRoom = 32

func newSummation(names Names, dimension string, addTo func(sum, line *Line)) *summation {
	return &summation{names: names, dimension: dimension, addTo: addTo, groups: make(map[string]*Group)}
}

// through adds what is watched.
func (s *summation) through(watch func(*Line)) func(*Line) {
	if watch == nil {
		return s.add
	}
	return func(line *Line) {
		watch(line)
		s.add(line)
	}
}

func (s *summation) add(line *Line) {
	if value, one := line.value(s.names, s.dimension); one {
		s.addTo(s.group(value), line)
		return
	}
	s.addTo(&s.total, line)
	values := tagsOf(s.names, line.Company)
	s.several = s.several || len(values) > 1
	for _, value := range values {
		s.addTo(s.group(value), line)
	}
}

func (s *summation) group(value string) *Line {
	if s.last != nil && s.last.Value == value {
		return &s.last.Line
	}
	group, ok := s.groups[value]
	if !ok {
		if len(s.room) == 0 {
			s.room = make([]Group, groupRoom)
		}
		group, s.room = &s.room[0], s.room[1:]
		group.Value = value
		s.groups[value] = group
	}
	s.last = group
	return &group.Line
}

// take adds what another sum of the dimension has.
func (s *summation) take(other *summation) {
	for value, group := range other.groups {
		s.group(value).Add(&group.Line)
	}
	s.total.Add(&other.total)
	s.several = s.several || other.several
}

func (s *summation) sums() Sums {
	sums := Sums{Groups: make([]Group, 0, len(s.groups)), Total: s.total, Several: s.several}
	for _, value := range slices.Sorted(maps.Keys(s.groups)) {
		sums.Groups = append(sums.Groups, *s.groups[value])
	}
	if s.dimension == dimensionTag {
		return sums
	}
	for i := range sums.Groups {
		sums.Total.Add(&sums.Groups[i].Line)
	}
	return sums
}
