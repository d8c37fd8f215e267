package form

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
)

// mostOpen is how many of a kind's own optional fields are shown without unfolding: the table names what matters most
// first. A fold is worth its line from two fields on.
const (
	mostOpen  = 4
	leastFold = 2
)

// build makes the fields of the kind and lays them out: what is required, the rest of the kind's own, then what
// every entry carries.
func (f *Form) build() {
	f.float = newFloat()
	f.message = widget.NewLabel("")
	f.message.Wrapping = fyne.TextWrapWord
	f.message.Hide()

	rows := container.NewVBox()
	f.rows = rows
	required, optional := f.specs()
	f.addRows(rows, nil, required)
	open, folded := f.split(optional)
	f.addRows(rows, nil, open)
	if len(folded) > 0 {
		f.addFold(rows, f.label("form.more", "More"), folded)
	}
	common := commonSpecs(f.kind)
	f.addRows(rows, nil, common[:2])
	f.addFold(rows, f.label("form.standing", "How sure, and since when"), common[2:])

	f.alignLabels()
	f.scroll = container.NewVScroll(container.New(insetLayout{}, rows))
	f.scroll.SetMinSize(fyne.NewSize(minWidth, minHeight))
	f.scroll.OnScrolled = func(fyne.Position) { f.float.close() }
	frame := container.NewBorder(f.message, f.buttons(), nil, nil, f.scroll)
	f.content = container.NewStack(frame, f.float.layer)
	f.float.frame = f.content
}

// specs are the fields of the kind and the date, those that have to be filled apart from the rest.
func (f *Form) specs() (required, optional []ledger.Field) {
	if date := ledger.CommonFields()[0]; !f.kind.DateOptional() {
		date.Required = true
		required = append(required, date)
	} else {
		optional = append(optional, date)
	}
	for _, spec := range ledger.Table()[f.kind].List {
		if spec.Required {
			required = append(required, spec)
		} else {
			optional = append(optional, spec)
		}
	}
	return required, optional
}

// split parts optional fields into those that are seen at once and those that are unfolded. New terms are all seen: of
// those of an amendment only the ones that fit what it is about are shown at all.
func (f *Form) split(optional []ledger.Field) (open, folded []ledger.Field) {
	if f.kind == ledger.KindAmendment || len(optional) < mostOpen+leastFold {
		return optional, nil
	}
	return optional[:mostOpen], optional[mostOpen:]
}

// commonSpecs are the fields that every entry carries but the date: source and note first.
func commonSpecs(kind ledger.Kind) []ledger.Field {
	specs := slices.Clone(ledger.CommonFields()[1:])
	slices.SortStableFunc(specs, func(a, b ledger.Field) int { return foldedRank(a) - foldedRank(b) })
	return specs
}

func foldedRank(spec ledger.Field) int {
	switch spec.Name {
	case ledger.FieldSource:
		return 0
	case ledger.FieldNote:
		return 1
	}
	return 2
}

func (f *Form) addRows(to *fyne.Container, fold *fold, specs []ledger.Field) {
	for _, spec := range specs {
		field := f.newField(spec)
		field.fold = fold
		f.fields = append(f.fields, field)
		f.byName[spec.Name] = field
		to.Add(field.row)
	}
}

func (f *Form) addFold(to *fyne.Container, title string, specs []ledger.Field) {
	fold := newFold(f, title)
	f.addRows(fold.rows, fold, specs)
	to.Add(fold.box)
}

// alignLabels gives all labels one width.
func (f *Form) alignLabels() {
	widest := float32(0)
	for _, field := range f.fields {
		widest = max(widest, field.title.MinSize().Width)
	}
	for _, field := range f.fields {
		field.layout.label = widest
	}
}

// buttons are the foot of the form.
func (f *Form) buttons() fyne.CanvasObject {
	f.cancel = newButton(f, f.label("form.cancel", "Cancel"), theme.CancelIcon(), f.giveUp)
	record := newButton(f, f.label("form.record", "Record"), theme.ConfirmIcon(), f.Submit)
	record.Importance = widget.HighImportance
	f.foot = container.NewHBox(layout.NewSpacer(), f.cancel, record)
	return container.New(insetLayout{}, f.foot)
}

func (f *Form) giveUp() {
	if f.OnCancel != nil {
		f.OnCancel()
	}
}

// refersOf are the kinds whose ids a field takes.
func (f *Form) refersOf(spec ledger.Field) []ledger.Kind {
	if f.kind != ledger.KindAmendment || spec.Name != "about" {
		return spec.Refers
	}
	var kinds []ledger.Kind
	for _, kind := range ledger.Kinds() {
		if len(ledger.Amendable(kind)) > 0 {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
