package form

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
)

// Submit checks every field, puts the messages where they belong and, where all is well, hands the entry to
// OnSubmit. It does nothing once the entry is recorded, until something is changed.
func (f *Form) Submit() {
	f.float.close()
	if f.recorded {
		return
	}
	if bad := f.checkAll(); bad != nil {
		f.say(f.label("form.mend", "Please look at the marked fields."), widget.DangerImportance)
		bad.focus()
		return
	}
	entry, err := f.Entry()
	if err == nil && f.OnSubmit != nil {
		err = f.OnSubmit(entry)
	}
	if err != nil {
		f.refuse(err)
		return
	}
	f.recorded = true
	f.say(f.label("form.recorded", "Recorded."), widget.SuccessImportance)
}

// checkAll marks every field whose text does not stand by itself, and gives the first.
func (f *Form) checkAll() *field {
	var first *field
	for _, field := range f.fields {
		field.touched = true
		if !field.check() && first == nil {
			first = field
		}
	}
	return first
}

// refuse shows an error at the field that it names, else at the top of the form.
func (f *Form) refuse(err error) {
	text := problemText(err)
	var atField namesField
	if !errors.As(err, &atField) {
		f.say(text, widget.DangerImportance)
		return
	}
	field, ok := f.byName[atField.FieldName()]
	if !ok || !field.row.Visible() {
		f.say(text, widget.DangerImportance)
		return
	}
	f.say(f.label("form.mend", "Please look at the marked fields."), widget.DangerImportance)
	field.show(text)
	field.focus()
}

// namesField is an error that knows the field at fault, by its name in the contract.
type namesField interface {
	error
	FieldName() string
}

// problemText is an error as a sentence: what was wrong, without what was being done and without the name of the
// field at which it is shown.
func problemText(err error) string {
	var named namesField
	if errors.As(err, &named) {
		err = named
	}
	var atField *ledger.FieldError
	if errors.As(err, &atField) && atField.Err != nil {
		err = atField.Err
	}
	return sentence(err.Error())
}

// sentence begins with a capital and ends with a stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	text = string(unicode.ToUpper(first)) + text[size:]
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// checkText is what the ledger says of one text by itself; empty where nothing is wrong with it.
func checkText(kind ledger.Kind, spec ledger.Field, text string) string {
	if text == "" {
		return ""
	}
	pairs := []ledger.Pair{{Name: ledger.FieldKind, Text: string(kind)}, {Name: spec.Name, Text: text}}
	if spec.Name == ledger.FieldDisputes { // which nothing but a claim may give
		pairs = append(pairs, ledger.Pair{Name: ledger.FieldStanding, Text: string(ledger.Claim)})
	}
	_, err := ledger.ParseEntry(pairs)
	var atField *ledger.FieldError
	if !errors.As(err, &atField) || atField.Field != spec.Name || atField.Value == "" {
		return ""
	}
	if isNumber(spec) && strings.ContainsAny(text, ", '’_\u00a0\u202f") {
		return sentence(`nothing is guessed: write plain digits with a point for decimals and nothing between ` +
			`thousands, such as 4000000.50`)
	}
	return problemText(err)
}

func isNumber(spec ledger.Field) bool {
	return spec.Form == ledger.FormDecimal || spec.Form == ledger.FormPercent || spec.Form == ledger.FormRatio
}
