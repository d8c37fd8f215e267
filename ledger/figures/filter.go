package figures

import (
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

// Subject is what a filter and a dimension look at: whose money in which company, in what.
type Subject struct {
	Investor ledger.PartyID
	Company  ledger.PartyID
	Currency money.Currency
	Class    ledger.Class
	Program  string
}

// SubjectOf is what a filter sees of a commitment.
func SubjectOf(b Names, c Commitment) Subject {
	return Subject{Investor: c.Investor, Company: c.Company, Currency: c.Currency, Class: classOf(b, c.Security),
		Program: c.Program}
}

// dimensionTag is the one dimension that a subject may have several values of.
const dimensionTag = "tag"

// Values are what a subject counts under in a dimension: one value, several tags, or "" where the book does not say.
// Sector, country and tags are the company's.
func (s Subject) Values(b Names, dimension string) []string {
	if dimension == dimensionTag {
		return tagsOf(b, s.Company)
	}
	return []string{s.value(b, dimension)}
}

// value is the one of Values in any dimension but that of tags.
func (s *Subject) value(b Names, dimension string) string {
	switch dimension {
	case "company":
		return string(s.Company)
	case "investor":
		return string(s.Investor)
	case "currency":
		return s.Currency.String()
	case "class":
		return string(s.Class)
	case "program":
		return s.Program
	}
	company, _ := b.Party(s.Company)
	switch dimension {
	case "sector":
		return company.Sector
	case "country":
		return company.Country
	}
	return ""
}

// tagsOf are a company's tags in order, each once; "" where it has none.
func tagsOf(b Names, id ledger.PartyID) []string {
	company, _ := b.Party(id)
	if len(company.Tags) == 0 {
		return []string{""}
	}
	tags := slices.Clone(company.Tags)
	slices.Sort(tags)
	return slices.Compact(tags)
}

// Filter chooses what a report counts: own investors alone where some are marked own, unless All, and only what has
// every value of Where.
type Filter struct {
	All   bool
	Where []ledger.ScopeTerm
}

// ParseWhere reads `dimension=value`.
func ParseWhere(text string) (ledger.ScopeTerm, error) {
	scope, err := ledger.ParseScope(text)
	if err != nil {
		return ledger.ScopeTerm{}, err
	}
	if terms := scope.Terms(); len(terms) == 1 && scope.Each() == "" {
		return terms[0], nil
	}
	return ledger.ScopeTerm{}, fmt.Errorf("%q is no dimension=value; dimensions are %s", text,
		strings.Join(ledger.Dimensions(), ", "))
}

// On is the filter at work on a book.
func (f Filter) On(b Names) Sieve {
	return Sieve{names: b, ownOnly: !f.All && b.HasOwn(), where: f.Where}
}

// Sieve is a filter at work on a book. It asks once what the book's own investors are.
type Sieve struct {
	names   Names
	ownOnly bool
	where   []ledger.ScopeTerm
}

// keepsAll says that every subject is counted.
func (s *Sieve) keepsAll() bool { return !s.ownOnly && len(s.where) == 0 }

// Keeps says whether a subject is counted. What has no investor is nobody else's.
func (s Sieve) Keeps(subject Subject) bool {
	return s.keepsInvestor(subject.Investor) && s.keepsWhere(subject)
}

// KeepsOthers says whether a subject would be counted if all investors were.
func (s Sieve) KeepsOthers(subject Subject) bool {
	return !s.keepsInvestor(subject.Investor) && s.keepsWhere(subject)
}

func (s Sieve) keepsInvestor(id ledger.PartyID) bool {
	if !s.ownOnly || id == "" {
		return true
	}
	investor, _ := s.names.Party(id)
	return investor.Own == ledger.Yes
}

func (s Sieve) keepsWhere(subject Subject) bool {
	for _, term := range s.where {
		if !slices.Contains(subject.Values(s.names, term.Dimension), term.Value) {
			return false
		}
	}
	return true
}

// ofWhat says that a dimension is of what a holding is in, and may differ from part to part.
func ofWhat(dimension string) bool {
	return dimension == "currency" || dimension == "class" || dimension == "program"
}

// seesWholes says that neither the filter nor a dimension asks for the parts of holdings.
func (s Sieve) seesWholes(dimension string) bool {
	return !ofWhat(dimension) && !slices.ContainsFunc(s.where, func(t ledger.ScopeTerm) bool { return ofWhat(t.Dimension) })
}

// mayKeep says whether anything between an investor and a company can be counted, whatever it is in.
func (s Sieve) mayKeep(k key) bool {
	subject := Subject{Investor: k.investor, Company: k.company}
	for _, term := range s.where {
		if !ofWhat(term.Dimension) && !slices.Contains(subject.Values(s.names, term.Dimension), term.Value) {
			return false
		}
	}
	return s.keepsInvestor(k.investor)
}
