package ledger

import (
	"fmt"
	"slices"
	"strings"
)

// Dimensions are what a portfolio is cut by.
func Dimensions() []string {
	return []string{"company", "investor", "sector", "country", "currency", "class", "program", "tag"}
}

// Scope says what a limit or a forecast covers: `*`, `dimension=value` terms joined by `;` that must all
// hold, or `each:dimension` in place of one value. The zero Scope is one not given.
type Scope struct {
	text  string
	terms []ScopeTerm
	each  string
}

// ScopeTerm is one dimension held to one value.
type ScopeTerm struct{ Dimension, Value string }

// ParseScope reads a scope.
func ParseScope(text string) (Scope, error) {
	scope := Scope{text: text}
	if text == "*" || text == "" {
		return scope, nil
	}
	parts, err := split(text)
	if err != nil {
		return Scope{}, err
	}
	for _, part := range parts {
		if dimension, ok := strings.CutPrefix(part, "each:"); ok {
			if scope.each != "" {
				return Scope{}, fmt.Errorf("%q runs over each of two dimensions; choose one", clip(text))
			}
			if err := checkDimension(dimension); err != nil {
				return Scope{}, err
			}
			scope.each = dimension
			continue
		}
		dimension, value, ok := strings.Cut(part, "=")
		if !ok || value == "" {
			return Scope{}, fmt.Errorf("%q is no scope; write *, company=ID, two of those with a semicolon, "+
				"or each:company", clip(part))
		}
		if err := checkDimension(dimension); err != nil {
			return Scope{}, err
		}
		scope.terms = append(scope.terms, ScopeTerm{dimension, value})
	}
	return scope, nil
}

func checkDimension(dimension string) error {
	if !slices.Contains(Dimensions(), dimension) {
		return fmt.Errorf("%q is no dimension; there are %s", clip(dimension), strings.Join(Dimensions(), ", "))
	}
	return nil
}

// Terms are the values that must all hold.
func (s Scope) Terms() []ScopeTerm { return slices.Clone(s.terms) }

// Each is the dimension over whose every value the scope runs; empty where it covers one thing.
func (s Scope) Each() string { return s.each }

// IsZero says that no scope is given.
func (s Scope) IsZero() bool { return s.text == "" }

// String writes the scope as it was typed.
func (s Scope) String() string { return s.text }

// UnmarshalText reads what ParseScope reads; an empty text is a scope not given.
func (s *Scope) UnmarshalText(text []byte) error {
	parsed, err := ParseScope(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
