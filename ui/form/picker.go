package form

import (
	"strings"

	"fyne.io/fyne/v2"

	"stakebook/ledger"
	"stakebook/ledger/money"
)

// picker is a line whose text names something that exists: it offers what matches as one types. Any text may be
// typed; whether it exists is the book's to say.
type picker struct {
	line      *line
	offer     func(item string) []Choice
	separator string // between items of a list; empty where there is one

	list  *menu // made when it is first needed
	moved bool  // the person has gone to a choice with the arrows
}

func newPicker(f *field, offer func(item string) []Choice, separator string) *picker {
	p := &picker{line: newLine(f, 1), offer: offer, separator: separator}
	p.line.keys = p.key
	p.line.typed = p.filter
	p.line.leaving = p.leave
	p.line.ActionItem = newOpener(f.form.float, p.line, p.toggle)
	return p
}

// menu is what opens below the line.
func (p *picker) menu() *menu {
	if p.list == nil {
		p.list = newMenu(p.line.field.form.float, p.take)
	}
	return p.list
}

func (p *picker) isOpen() bool { return p.list != nil && p.list.isOpen() }

func (p *picker) close() {
	if p.list != nil {
		p.list.close()
	}
}

// item is the part of the text that is being typed, and what stands before it.
func (p *picker) item() (before, item string) {
	text := p.line.Text
	if p.separator == "" {
		return "", text
	}
	at := strings.LastIndex(text, p.separator)
	return text[:at+1], text[at+1:]
}

// filter offers what matches the text.
func (p *picker) filter() {
	_, item := p.item()
	p.moved = false
	if item == "" {
		p.close()
	} else {
		p.menu().show(p.line, Match(p.offer(item), item), 0)
	}
	p.line.field.readBack(p.line.field.form.valueMap())
}

// toggle opens the whole list, or closes it.
func (p *picker) toggle() {
	if p.isOpen() {
		p.close()
		return
	}
	_, item := p.item()
	all := p.offer(item)
	at := 0
	for i, choice := range all {
		if choice.ID == item {
			at = i
		}
	}
	if item != "" && (len(all) == 0 || all[at].ID != item) {
		all, at = Match(all, item), 0
	}
	p.moved = true
	p.menu().show(p.line, all, at)
}

func (p *picker) key(key fyne.KeyName) bool {
	if !p.isOpen() {
		if key == fyne.KeyDown || key == fyne.KeyUp {
			p.toggle()
			return true
		}
		return false
	}
	switch key {
	case fyne.KeyDown:
		p.move(1)
	case fyne.KeyUp:
		p.move(-1)
	case fyne.KeyPageDown:
		p.move(menuRows)
	case fyne.KeyPageUp:
		p.move(-menuRows)
	case fyne.KeyEscape:
		p.close()
	case fyne.KeyReturn, fyne.KeyEnter:
		return p.enter()
	default:
		return false
	}
	return true
}

func (p *picker) move(by int) {
	p.moved = true
	p.menu().move(by)
}

// enter takes the choice that is lit; where the text is one already, Enter is left to submit.
func (p *picker) enter() bool {
	choice, ok := p.menu().lit()
	_, item := p.item()
	if !ok || choice.ID == item {
		p.close()
		return false
	}
	p.take(choice)
	return true
}

// take puts a choice into the text and keeps the keyboard in the line.
func (p *picker) take(choice Choice) {
	before, _ := p.item()
	p.close()
	p.line.change(before + choice.ID)
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(p.line); canvas != nil {
		canvas.Focus(p.line)
	}
	if strings.HasSuffix(choice.ID, "=") { // the first half of a term
		p.filter()
	}
}

// leave takes a choice that the person went to, or the only one there is; among several it guesses none.
func (p *picker) leave() (stays bool) {
	if !p.isOpen() {
		return false
	}
	if p.menu().pressed() {
		return true
	}
	choice, ok := p.menu().lit()
	before, item := p.item()
	p.close()
	if ok && choice.ID != item && item != "" && (p.moved || len(p.list.choices) == 1) {
		p.line.change(before + choice.ID)
	}
	return false
}

// currencies offers every code that the ledger takes.
func (f *field) currencies(string) []Choice {
	var choices []Choice
	for _, currency := range money.Currencies() {
		choices = append(choices, Choice{ID: currency.String()})
	}
	return choices
}

// scopes offers what a scope is made of: everything, each value of a dimension, or one value.
func (f *field) scopes(item string) []Choice {
	if dimension, _, ok := strings.Cut(item, "="); ok {
		values := f.valuesOf(dimension)
		for i := range values {
			values[i].ID = dimension + "=" + values[i].ID
		}
		return values
	}
	choices := []Choice{{ID: "*", Label: f.form.label("form.everything", "everything")}}
	for _, dimension := range ledger.Dimensions() {
		choices = append(choices, Choice{ID: dimension + "=",
			Label: f.form.label("form.one."+dimension, "one "+plain(dimension))})
	}
	for _, dimension := range ledger.Dimensions() {
		choices = append(choices, Choice{ID: "each:" + dimension,
			Label: f.form.label("form.each."+dimension, "every "+dimension+" by itself")})
	}
	return choices
}

// valuesOf lists the values of a dimension that are known; the user's own words are not.
func (f *field) valuesOf(dimension string) []Choice {
	switch dimension {
	case "company", "investor":
		return append([]Choice(nil), f.form.choices([]ledger.Kind{ledger.KindParty})...)
	case "currency":
		return f.currencies("")
	case "class":
		return idsOf(ledger.Class("").Words())
	}
	return nil
}
