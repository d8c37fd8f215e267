package ui

import (
	"errors"
	"fmt"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
	"stakebook/ui/form"
	"stakebook/ui/page"
)

// What a form asks of the window; it gets less where there is less.
const formWidth, formHeight = 760, 640

// Record opens the form for a new entry of a kind.
func (s *Shell) Record(kind ledger.Kind, prefill map[string]string) {
	if reason := s.noRecording(); reason != "" {
		s.Fail(errors.New("nothing can be recorded: " + reason))
		return
	}
	if !s.inPlace() {
		return
	}
	f, err := form.New(kind, s.formOptions(kind, prefill))
	if err != nil {
		s.Fail(err)
		return
	}
	var shown *dialogs.Shown
	f.OnSubmit = func(e ledger.Entry) error {
		recorded, err := s.record(e)
		if err != nil {
			s.trace.put(event{Event: "error", ID: "record", Kind: string(kind), Text: err.Error(), Field: fieldOf(err)})
			return err
		}
		shown.Close()
		s.say(fmt.Sprintf("Recorded entry %d.", recorded.Seq))
		return nil
	}
	f.OnCancel = func() { shown.Dismiss() }
	shown = s.show("record", string(kind), dialogs.Dialog{
		Title: f.Title(), Content: f.Content(), Size: fyne.NewSize(formWidth, formHeight), FirstFocus: f.First(),
	})
}

// fieldOf is the field at which a form shows an error; empty for the top of the form.
func fieldOf(err error) string {
	var atField interface{ FieldName() string }
	if errors.As(err, &atField) {
		return atField.FieldName()
	}
	return ""
}

// record takes an entry into the book, and gives the refusal without what it came wrapped in.
func (s *Shell) record(e ledger.Entry) (ledger.Entry, error) {
	if reason := s.noRecording(); reason != "" {
		return ledger.Entry{}, errors.New(reason)
	}
	s.goFirst()()
	recorded, err := s.desk.Record(e)
	if s.meetSetback(err) {
		return ledger.Entry{}, s.worded(err)
	}
	var batch *desk.BatchError
	if errors.As(err, &batch) {
		return ledger.Entry{}, batch.Err
	}
	return recorded, err
}

// formOptions tell a form of the book, and give it the date that is looked at.
func (s *Shell) formOptions(kind ledger.Kind, prefill map[string]string) form.Options {
	initial := maps.Clone(prefill)
	if initial == nil {
		initial = make(map[string]string)
	}
	if _, given := initial[ledger.FieldDate]; !given && !kind.DateOptional() {
		initial[ledger.FieldDate] = s.at.AsOf.String()
	}
	s.fillUsual(kind, initial)
	d := s.desk
	return form.Options{
		Choices: choices{desk: d}, Initial: initial, Today: s.today(),
		Currency: func(field ledger.Field, values map[string]string) string { return currencyOf(d, field, values) },
		KindOf:   func(id string) ledger.Kind { return kindOf(d, id) },
	}
}

// fillUsual begins a form with what is mostly meant: the book's currency, and its investor where it has one of its own.
func (s *Shell) fillUsual(kind ledger.Kind, initial map[string]string) {
	usual := make(map[string]string)
	err := s.desk.View(0, func(b *ledger.Book) error {
		usual["currency"] = b.Currency().String()
		var own []string
		for e := range b.All(ledger.KindParty) {
			if party, ok := e.Payload.(ledger.Party); ok && party.Own == ledger.Yes {
				own = append(own, string(party.ID))
			}
		}
		if len(own) == 1 {
			usual["investor"] = own[0]
		}
		return nil
	})
	if err != nil {
		s.Fail(err)
		return
	}
	for name, text := range usual {
		field, ok := ledger.Table()[kind].Field(name)
		if _, given := initial[name]; ok && field.Required && !given {
			initial[name] = text
		}
	}
}

// chooseKind asks which kind of entry is to be recorded.
func (s *Shell) chooseKind() {
	var items []item
	for _, group := range form.Groups() {
		for _, info := range group.Kinds {
			if info.Kind == ledger.KindReversal {
				continue // which asks for the entry and the reason, and has a command of its own
			}
			items = append(items, item{title: info.Title, detail: info.Help, right: group.Title,
				run: func() { s.Record(info.Kind, nil) }})
		}
	}
	s.choose("kind", "New entry", "Which kind of entry?", items)
}

// Reverse asks why and reverses an entry.
func (s *Shell) Reverse(seq ledger.Seq) {
	if reason := s.noRecording(); reason != "" {
		s.Fail(errors.New("nothing can be reversed: " + reason))
		return
	}
	if !s.inPlace() {
		return
	}
	reason, wrong := dialogs.NewEntry(), paragraph("")
	reason.SetPlaceHolder("typed a digit too many")
	wrong.Importance = widget.DangerImportance
	words := paragraph(s.entryInWords(seq))
	content := container.NewVBox(words,
		paragraph("It stays in the journal and counts no more. The reversal is an entry of its own."),
		widget.NewForm(widget.NewFormItem("Reason", reason)), wrong)
	s.show("reverse", "", dialogs.Dialog{
		Title: fmt.Sprintf("Reverse entry %d", seq), Content: content, FirstFocus: reason, Size: fyne.NewSize(520, 300),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss},
			{Label: "Reverse", Role: dialogs.Primary, Run: func() bool {
				err := s.reverse(seq, reason.Text)
				if err != nil {
					wrong.SetText(sentence(err.Error()))
					s.open.Fit()
				}
				return err == nil
			}},
		},
	})
}

func (s *Shell) reverse(seq ledger.Seq, reason string) error {
	recorded, err := s.record(ledger.Entry{
		Date: civil.On(s.params.Now()), Payload: ledger.Reversal{Entry: seq, Reason: reason},
	})
	if err != nil {
		s.trace.put(event{Event: "error", ID: "reverse", Text: err.Error()})
		return err
	}
	s.say(fmt.Sprintf("Recorded entry %d: entry %d is reversed.", recorded.Seq, seq))
	return nil
}

func (s *Shell) entryInWords(seq ledger.Seq) string {
	words := ""
	err := s.desk.View(0, func(b *ledger.Book) error {
		if e, ok := b.Entry(seq); ok {
			words = fmt.Sprintf("%s  %s", e.Date, page.Sentence(b, e))
		}
		return nil
	})
	if err != nil {
		return err.Error()
	}
	return words
}

// chooseReversed asks which entry is to be reversed, the newest first.
func (s *Shell) chooseReversed() {
	var items []item
	err := s.desk.View(0, func(b *ledger.Book) error {
		for seq := ledger.Seq(b.Len()); seq > 1; seq-- {
			if e, ok := b.Entry(seq); ok && b.Live(seq) {
				items = append(items, item{title: page.Sentence(b, e), detail: fmt.Sprintf("%s  %s", e.Date, e.Source),
					right: seq.String(), run: func() { s.Reverse(seq) }})
			}
		}
		return nil
	})
	if err != nil {
		s.Fail(err)
		return
	}
	s.choose("entry", "Reverse an entry", "Which entry?", items)
}

func (s *Shell) undoTitle() string { return s.turnTitle("Undo", (*desk.Desk).CanUndo) }
func (s *Shell) redoTitle() string { return s.turnTitle("Redo", (*desk.Desk).CanRedo) }

func (s *Shell) turnTitle(word string, what func(*desk.Desk) string) string {
	if s.desk == nil || what(s.desk) == "" {
		return word
	}
	return word + " " + what(s.desk)
}

func (s *Shell) undo() { s.turn("undone", s.desk.Undo) }
func (s *Shell) redo() { s.turn("redone", s.desk.Redo) }

func (s *Shell) turn(done string, turn func() (string, error)) {
	s.goFirst()()
	title, err := turn()
	if err != nil {
		var batch *desk.BatchError
		if errors.As(err, &batch) {
			err = batch.Err
		} else if s.meetSetback(err) {
			return
		}
		s.fail(fmt.Sprintf("%s was not %s", sentenceStart(title), done), err)
		return
	}
	s.say(fmt.Sprintf("%s: %s.", sentenceStart(done), title))
}
