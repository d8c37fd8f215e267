package ledger

import (
	"fmt"
	"strings"

	"stakebook/ledger/money"
)

// Refusal is the book's no to an entry, in words for a person.
type Refusal struct {
	Field   string // the field of the entry that is at fault, by its name in the contract; may be empty
	Problem string // which figure, which limit, and by how much
	Hint    string // what to do; may be empty
	Stands  []Seq  // the entries that stand on what would be taken away, or that would break

	mendable bool // a later entry of the same day may still make it fit
}

// Error is the problem and the hint.
func (r *Refusal) Error() string {
	if r.Hint == "" {
		return r.Problem
	}
	return r.Problem + "; " + r.Hint
}

// FieldName is the field at which to show the refusal.
func (r *Refusal) FieldName() string { return r.Field }

// FieldName is the field at which to show the error.
func (e *FieldError) FieldName() string { return e.Field }

func refuse(field, format string, args ...any) *Refusal {
	return &Refusal{Field: field, Problem: fmt.Sprintf(format, args...)}
}

func (r *Refusal) hint(format string, args ...any) *Refusal {
	r.Hint = fmt.Sprintf(format, args...)
	return r
}

// at makes sure that the refusal shows at a field that the entry has: its own, or else the first of those that say
// how much.
func (r *Refusal) at(e *line) *Refusal {
	fields := fieldsOfKind(e.Kind())
	if _, has := fields.Field(r.Field); has {
		return r
	}
	r.Field = FieldDate
	for _, name := range []string{"amount", "cap", "max", "min", "tranche", "strength", "units", "ratio", "lot",
		"starts", "ends", "about"} {
		if e.Text(name) != "" {
			r.Field = name
			break
		}
	}
	return r
}

// tooMuch refuses a figure that is over its limit: which figure, which limit, by how much.
func tooMuch(
	field, figure string, amount money.Decimal, limitName string, limit money.Decimal, c money.Currency,
) *Refusal {
	return refuse(field, "%s %s is more than %s (%s) by %s",
		figure, inWords(amount, c), limitName, inWords(limit, c), inWords(amount.Sub(limit), c))
}

// tooLittle refuses a figure that is under its limit: which figure, which limit, by how much.
func tooLittle(
	field, figure string, amount money.Decimal, limitName string, limit money.Decimal, c money.Currency,
) *Refusal {
	return refuse(field, "%s %s is less than %s (%s) by %s",
		figure, inWords(amount, c), limitName, inWords(limit, c), inWords(limit.Sub(amount), c))
}

// inWords writes an amount for a message.
func inWords(amount money.Decimal, c money.Currency) string {
	digits := amount.Or(money.Int(0)).String()
	return strings.TrimSpace(c.String() + " " + money.Group(digits))
}

// entryList writes the numbers of entries for a message: the first few and how many there are.
func entryList(seqs []Seq) string {
	const shown = 5
	names := make([]string, 0, shown)
	for _, seq := range seqs[:min(len(seqs), shown)] {
		names = append(names, seq.String())
	}
	list := strings.Join(names, ", ")
	if rest := len(seqs) - shown; rest > 0 {
		list += fmt.Sprintf(" and %d more", rest)
	}
	if len(seqs) == 1 {
		return "entry " + list
	}
	return "entries " + list
}
