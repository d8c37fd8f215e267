package form

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// Options are what a form is told of the book and the person before it. All of them may be left out.
type Options struct {
	Choices Choices           // what exists
	Initial map[string]string // texts to begin with, by the names of the contract
	Today   civil.Date        // for the key t, the calendar, and the date to begin with

	// Label translates what is shown: key is "field.", "help.", "word.", "kind." or "form." with a name, english
	// what is shown without it.
	Label func(key, english string) string

	// Currency gives the code of what a field of money is in, for the values so far; "" where that is not known.
	Currency func(field ledger.Field, values map[string]string) string

	// KindOf says which kind of entry brought an id into being; "" for none.
	KindOf func(id string) ledger.Kind

	// Suggest gives an id for what is new, for the values so far; "" leaves it to the form.
	Suggest func(kind ledger.Kind, field string, values map[string]string) string
}

// Form is the form for one kind of entry. It is made by New and used on the goroutine of the user interface.
type Form struct {
	// OnSubmit takes the entry. An error that names a field (FieldName() string) is shown there, any other at the
	// top of the form. Where it returns nil the form says that the entry is recorded; the caller closes it.
	OnSubmit func(ledger.Entry) error
	// OnCancel is called when the person gives up; nil where that is not offered.
	OnCancel func()

	kind    ledger.Kind
	options Options

	fields   []*field // as they are seen, top to bottom
	byName   map[string]*field
	known    map[string][]Choice // what exists, by the kinds asked for
	recorded bool

	content *fyne.Container
	scroll  *container.Scroll
	rows    *fyne.Container
	float   *float
	message *widget.Label
	cancel  *button
	foot    *fyne.Container
}

// New makes the form for a kind. It refuses a kind that the ledger does not know.
func New(kind ledger.Kind, options Options) (*Form, error) {
	if _, err := ledger.ParseKind(string(kind)); err != nil {
		return nil, fmt.Errorf("make a form: %w", err)
	}
	f := &Form{kind: kind, options: options, byName: make(map[string]*field), known: make(map[string][]Choice)}
	f.build()
	f.fill()
	return f, nil
}

// fill sets what the form begins with.
func (f *Form) fill() {
	if date, ok := f.byName[ledger.FieldDate]; ok && date.required {
		date.input.setValue(f.options.Today.String())
	}
	for _, field := range f.fields {
		text, ok := f.options.Initial[field.spec.Name]
		if !ok {
			continue
		}
		field.input.setValue(text)
		field.touched = text != ""
		if field.fold != nil && text != "" {
			field.fold.open()
		}
	}
	f.refresh()
}

// Kind is the kind of entry that the form makes.
func (f *Form) Kind() ledger.Kind { return f.kind }

// Title names the kind, for the head of a dialog.
func (f *Form) Title() string { return f.label("kind."+string(f.kind), Info(f.kind).Title) }

// Content is what to show; ask for it once OnCancel is set. It scrolls; give it the room there is.
func (f *Form) Content() fyne.CanvasObject {
	if f.OnCancel == nil {
		f.cancel.Hide()
	} else {
		f.cancel.Show()
	}
	f.foot.Refresh()
	return f.content
}

// Names lists the fields that are shown, as they are seen from top to bottom, folded ones included.
func (f *Form) Names() []string {
	var names []string
	for _, field := range f.fields {
		if field.row.Visible() {
			names = append(names, field.spec.Name)
		}
	}
	return names
}

// Values are the fields that have a text, the kind first.
func (f *Form) Values() []ledger.Pair {
	pairs := []ledger.Pair{{Name: ledger.FieldKind, Text: string(f.kind)}}
	for _, field := range f.fields {
		if text := field.value(); text != "" {
			pairs = append(pairs, ledger.Pair{Name: field.spec.Name, Text: text})
		}
	}
	return pairs
}

// Entry is the entry that the fields make. Errors are *ledger.FieldError.
func (f *Form) Entry() (ledger.Entry, error) { return ledger.ParseEntry(f.Values()) }

// Set gives a field its text; it is false where the form has no such field.
func (f *Form) Set(name, text string) bool {
	field, ok := f.byName[name]
	if !ok {
		return false
	}
	field.input.setValue(text)
	field.touched = true
	f.changed(field)
	return true
}

// Problem is the message shown at a field; empty where all is well.
func (f *Form) Problem(name string) string {
	if field, ok := f.byName[name]; ok {
		return field.problem
	}
	return ""
}

// Message is what the form says at its top; it may be empty.
func (f *Form) Message() string { return f.message.Text }

// Readback is what is said beside a field of what its text comes to.
func (f *Form) Readback(name string) string {
	if field, ok := f.byName[name]; ok && field.readback != nil {
		return field.readback.Text
	}
	return ""
}

// Focus puts the keyboard into the first field that has to be filled and is empty, else into the first.
func (f *Form) Focus() {
	if first := f.first(); first != nil {
		first.focus()
	}
}

// First is the field that Focus goes to, for a dialog that gives it the keyboard as it opens; nil where there is none.
func (f *Form) First() fyne.Focusable {
	first := f.first()
	if first == nil {
		return nil
	}
	return first.input
}

func (f *Form) first() *field {
	for _, field := range f.fields {
		if field.required && field.value() == "" {
			return field
		}
	}
	if len(f.fields) > 0 {
		return f.fields[0]
	}
	return nil
}

// changed follows a field whose text is another.
func (f *Form) changed(field *field) {
	f.recorded = false
	f.say("", widget.MediumImportance)
	if field.problem != "" {
		field.check()
	}
	f.refresh()
}

// refresh brings up to date what depends on the values: suggested ids, terms that fit, and read-backs.
func (f *Form) refresh() {
	f.suggest()
	f.showFitting()
	values := f.valueMap()
	for _, field := range f.fields {
		field.readBack(values)
	}
}

func (f *Form) valueMap() map[string]string {
	values := make(map[string]string, len(f.fields))
	for _, pair := range f.Values() {
		values[pair.Name] = pair.Text
	}
	return values
}

// showFitting leaves of an amendment's terms those that fit what is amended. Terms given before they stopped
// fitting are kept out of the entry.
func (f *Form) showFitting() {
	about, ok := f.byName["about"]
	if f.kind != ledger.KindAmendment || !ok || f.options.KindOf == nil {
		return
	}
	fitting := ledger.Amendable(f.options.KindOf(about.value()))
	for _, field := range f.fields {
		if field.common || field == about {
			continue
		}
		if len(fitting) == 0 || slices.Contains(fitting, field.spec.Name) {
			field.row.Show()
		} else {
			field.row.Hide()
		}
		if field.fold != nil && len(fitting) > 0 {
			field.fold.open()
		}
	}
	f.layOut()
}

// layOut places the fields anew, since some came or went; what scrolls to a field must find it where it is.
func (f *Form) layOut() {
	f.rows.Refresh()
	f.scroll.Refresh()
}

// label translates what is shown.
func (f *Form) label(key, english string) string {
	if f.options.Label == nil {
		return english
	}
	return f.options.Label(key, english)
}

// say puts a message at the top of the form; an empty one takes it away.
func (f *Form) say(text string, importance widget.Importance) {
	if f.message.Text == text && f.message.Importance == importance {
		return
	}
	f.message.Importance = importance
	f.message.SetText(text)
	f.message.Hidden = text == ""
	f.content.Refresh()
}

// choices lists what exists of these kinds; it asks once.
func (f *Form) choices(kinds []ledger.Kind) []Choice {
	if f.options.Choices == nil {
		return nil
	}
	key := fmt.Sprint(kinds)
	choices, ok := f.known[key]
	if !ok {
		choices = f.options.Choices.Choices(kinds)
		f.known[key] = choices
	}
	return choices
}

// find looks for an id among what exists.
func (f *Form) find(kinds []ledger.Kind, id string) (Choice, bool) {
	for _, choice := range f.choices(kinds) {
		if choice.ID == id {
			return choice, true
		}
	}
	return Choice{}, false
}

// around is what the other fields say a choice in this one belongs to.
func (f *Form) around(this *field) map[string]string {
	known := make(map[string]string)
	derived := make(map[string]string)
	for _, other := range f.fields {
		id := other.value()
		if other == this || other.spec.Form != ledger.FormID || other.spec.Defines || id == "" {
			continue
		}
		known[other.spec.Name] = id
		if choice, ok := f.find(other.refers, id); ok {
			for name, parent := range choice.Of {
				derived[name] = parent
			}
		}
	}
	for name, parent := range derived {
		if known[name] == "" {
			known[name] = parent
		}
	}
	return known
}
