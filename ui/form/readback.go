package form

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// hasReadback says that a text of this form is read back beside the input.
func (f *field) hasReadback() bool {
	switch f.spec.Form {
	case ledger.FormDecimal, ledger.FormPercent, ledger.FormRatio, ledger.FormDate:
		return true
	case ledger.FormID:
		return !f.spec.Defines
	}
	return false
}

// readBack says what the text comes to, for the values of the whole form.
func (f *field) readBack(values map[string]string) {
	if f.readback == nil {
		return
	}
	text, importance := f.value(), widget.MediumImportance
	said := ""
	switch f.spec.Form {
	case ledger.FormDecimal:
		said = decimalInWords(text, f.currency(values))
	case ledger.FormPercent:
		said = percentInWords(text)
	case ledger.FormRatio:
		said = ratioInWords(text)
	case ledger.FormDate:
		said = f.dateInWords(text)
	case ledger.FormID:
		said, importance = f.idInWords(text)
	}
	if f.readback.Text == said && f.readback.Importance == importance {
		return
	}
	f.readback.Importance = importance
	f.readback.SetText(said)
}

// currency is what the field's money is in; empty where it is no money or not known.
func (f *field) currency(values map[string]string) string {
	switch f.spec.Unit {
	case ledger.UnitMoney, ledger.UnitReporting, ledger.UnitPrice:
	default:
		return ""
	}
	code := ""
	if f.form.options.Currency != nil {
		code = f.form.options.Currency(f.spec, values)
	}
	if code == "" && f.spec.Unit != ledger.UnitReporting {
		code = values["currency"]
	}
	return code
}

// decimalInWords sets the thousands of a number apart; it is for the eye and never for the text.
func decimalInWords(text, currency string) string {
	number, err := money.ParseDecimal(text)
	if err != nil {
		return currency
	}
	return strings.TrimSpace(money.Group(number.String()) + " " + currency)
}

func percentInWords(text string) string {
	percent, err := money.ParsePercent(text)
	if err != nil {
		return "%"
	}
	return fractionInWords(percent.Points()) + " %"
}

func ratioInWords(text string) string {
	ratio, err := money.ParseRatio(text)
	if err != nil || !strings.Contains(text, "/") {
		return ""
	}
	return fractionInWords(ratio.Fraction())
}

// fractionInWords is the number itself where a decimal says it whole, else near to it.
func fractionInWords(number money.Fraction) string {
	const places = 4
	if exact, ok := number.Exact(); ok {
		return exact.String()
	}
	return "~ " + number.Round(places).String()
}

// dateInWords names the weekday and how far off the day is.
func (f *field) dateInWords(text string) string {
	date, err := civil.Parse(text)
	if err != nil {
		return ""
	}
	weekday := date.Time().Weekday().String()
	said := f.form.label("form.weekday."+weekday, weekday)
	if f.form.options.Today.IsZero() {
		return said
	}
	switch days := date.DaysSince(f.form.options.Today); {
	case days == 0:
		return said + f.form.label("form.today", ", today")
	case days == 1:
		return said + f.form.label("form.tomorrow", ", tomorrow")
	case days == -1:
		return said + f.form.label("form.yesterday", ", yesterday")
	case days > 0:
		return said + fmt.Sprintf(f.form.label("form.ahead", ", in %d days"), days)
	default:
		return said + fmt.Sprintf(f.form.label("form.ago", ", %d days ago"), -days)
	}
}

// idInWords names what the id stands for. An id that does not exist is no mistake of the form's to refuse: a claim
// may name it. The book decides.
func (f *field) idInWords(text string) (string, widget.Importance) {
	if text == "" || f.form.options.Choices == nil {
		return "", widget.MediumImportance
	}
	choice, ok := f.form.find(f.refers, text)
	if !ok && f.form.float.belongsTo(f.input) {
		return "", widget.MediumImportance // it is being typed
	}
	if !ok {
		return f.form.label("form.unknown", "not in the book"), widget.WarningImportance
	}
	return choice.Label, widget.MediumImportance
}
