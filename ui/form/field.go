package form

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
)

// input is where a field's text is entered.
type input interface {
	fyne.CanvasObject
	fyne.Focusable
	value() string        // the text as the contract writes it
	setValue(text string) // by the form, not by the person
	mark(problem error)   // nil takes the mark away
}

// field is one field of the form.
type field struct {
	form     *Form
	spec     ledger.Field
	refers   []ledger.Kind
	required bool
	common   bool // every entry carries it
	fold     *fold

	row      *fyne.Container
	layout   *rowLayout
	title    *widget.Label
	input    input
	readback *widget.Label    // nil where there is nothing to say
	caption  *widget.RichText // the help, or what is wrong
	help     string

	touched bool   // the person has been here
	problem string // what is wrong with the text
}

func (f *Form) newField(spec ledger.Field) *field {
	made := &field{form: f, spec: spec, refers: f.refersOf(spec), required: spec.Required}
	_, own := ledger.Table()[f.kind].Field(spec.Name)
	made.common = !own
	title := f.label("field."+spec.Name, plain(spec.Name))
	if made.required {
		title += " *"
	}
	made.title = widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: made.required})
	made.help = f.label("help."+string(f.kind)+"."+spec.Name, sentence(spec.Help))
	made.caption = widget.NewRichText()
	made.caption.Wrapping = fyne.TextWrapWord
	made.input = made.newInput()
	if made.hasReadback() {
		made.readback = widget.NewLabel("")
		made.readback.Truncation = fyne.TextTruncateEllipsis
	}
	made.showCaption()
	made.layout = &rowLayout{}
	made.row = container.New(made.layout, made.title, made.input, made.side(), made.caption)
	return made
}

// side is what stands beside the input; nothing where the input takes the whole width.
func (f *field) side() fyne.CanvasObject {
	switch {
	case f.readback != nil:
		return f.readback
	case f.spec.Form == ledger.FormText, f.spec.Form == ledger.FormDigest:
		return nothing{}
	}
	return widget.NewLabel("")
}

// newInput makes the input that the field's form asks for.
func (f *field) newInput() input {
	switch f.spec.Form {
	case ledger.FormWord:
		return newWord(f)
	case ledger.FormDate:
		return newDate(f).line
	case ledger.FormCurrency:
		return newPicker(f, f.currencies, "").line
	case ledger.FormScope:
		return newPicker(f, f.scopes, ";").line
	case ledger.FormLots:
		return newPicker(f, f.ids, ";").line
	case ledger.FormID:
		if f.spec.Defines {
			return newLine(f, 1)
		}
		return newPicker(f, f.ids, "").line
	case ledger.FormText:
		return newLine(f, f.rows())
	default:
		return newLine(f, 1)
	}
}

// rows is how tall the input of a text is: what is written in sentences gets three rows.
func (f *field) rows() int {
	switch f.spec.Name {
	case "note", "text", "reason":
		return 3
	}
	return 1
}

func (f *field) value() string {
	if !f.row.Visible() {
		return ""
	}
	return f.input.value()
}

// edited follows what the person does to the text.
func (f *field) edited() {
	f.touched = true
	f.form.changed(f)
}

// left checks the field as the keyboard leaves it.
func (f *field) left() {
	if f.touched {
		f.check()
	}
	f.readBack(f.form.valueMap())
}

// check says whether the text stands by itself and shows it where it does not.
func (f *field) check() bool {
	text := f.value()
	problem := checkText(f.form.kind, f.spec, text)
	if problem == "" && text == "" && f.required && f.touched && f.row.Visible() {
		problem = f.form.label("form.missing", "Is missing:") + " " + strings.ToLower(f.help[:1]) + f.help[1:]
	}
	f.show(problem)
	return problem == ""
}

// show puts a message below the field; an empty one brings the help back.
func (f *field) show(problem string) {
	if problem == f.problem {
		return
	}
	f.problem = problem
	f.showCaption()
	if problem == "" {
		f.input.mark(nil)
		return
	}
	f.input.mark(errors.New(problem))
	if f.fold != nil {
		f.fold.open()
	}
}

func (f *field) showCaption() {
	text, name := f.help, theme.ColorNamePlaceHolder
	if f.problem != "" {
		text, name = f.problem, theme.ColorNameError
	}
	style := widget.RichTextStyle{ColorName: name, SizeName: theme.SizeNameCaptionText}
	f.caption.Segments = []widget.RichTextSegment{&widget.TextSegment{Text: text, Style: style}}
	f.caption.Refresh()
}

// focus puts the keyboard into the field and brings it into view.
func (f *field) focus() {
	if f.fold != nil {
		f.fold.open()
	}
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(f.input); canvas != nil {
		canvas.Focus(f.input)
	}
}

// reveal scrolls as far as needed for the whole field to be seen.
func (f *field) reveal() {
	scroll := f.form.scroll
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(f.row).Y - driver.AbsolutePositionForObject(scroll.Content).Y
	bottom := top + f.row.Size().Height
	offset := scroll.Offset
	switch {
	case top < offset.Y:
		offset.Y = top
	case bottom > offset.Y+scroll.Size().Height:
		offset.Y = bottom - scroll.Size().Height
	default:
		return
	}
	scroll.ScrollToOffset(offset)
}

// ids offers what exists and belongs to what the other fields name.
func (f *field) ids(string) []Choice {
	known := f.form.around(f)
	return Within(f.form.choices(f.refers), known)
}

// plain writes a name of the contract as a person does.
func plain(name string) string {
	switch name {
	case "id":
		return "ID"
	case "sha256":
		return "SHA-256"
	}
	words := strings.ReplaceAll(strings.ReplaceAll(name, "_", " "), "-", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}
