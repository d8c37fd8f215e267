package dialogs_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"stakebook/ui/dialogs"
)

// secrets is a dialog with two secrets and the check that shows them.
func (s stage) secrets(log *[]string) (first, second *dialogs.Secret) {
	first, second = dialogs.NewSecret("Passphrase"), dialogs.NewSecret("Again")
	dialog := asked(log, container.NewVBox(first.Content(), second.Content(), dialogs.NewReveal(first, second)))
	dialog.FirstFocus = first.First()
	dialogs.Show(s.window, dialog)
	return first, second
}

func (s stage) write(text string) {
	for _, r := range text {
		s.window.Canvas().Focused().TypedRune(r)
	}
}

// concealed says of every field over the window whether its text is hidden.
func (s stage) concealed() (all []bool) {
	for _, object := range test.LaidOutObjects(s.window.Canvas().Overlays().Top()) {
		if entry, ok := object.(*dialogs.Entry); ok {
			all = append(all, entry.Password)
		}
	}
	return all
}

func TestASecretIsTypedHiddenAndShownByKeyboardAlone(t *testing.T) {
	s := newStage(t)
	var log []string
	first, second := s.secrets(&log)
	s.write("correct horse")
	s.window.Canvas().FocusNext()
	s.write("horse")
	if got := string(first.Typed()) + "|" + string(second.Typed()); got != "correct horse|horse" {
		t.Errorf("typed %q", got)
	}
	if diff := cmp.Diff([]bool{true, true}, s.concealed()); diff != "" {
		t.Errorf("while it is typed: %s", diff)
	}
	s.window.Canvas().FocusNext()
	s.window.Canvas().Focused().TypedRune(' ')
	if diff := cmp.Diff([]bool{false, false}, s.concealed()); diff != "" {
		t.Errorf("once it is to be shown: %s", diff)
	}
	s.press(t, fyne.KeyEscape)
	if diff := cmp.Diff([]string{"cancelled", "closed"}, log); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsWrongWithASecretStandsAtItUntilItIsTypedAnew(t *testing.T) {
	s := newStage(t)
	var log []string
	_, second := s.secrets(&log)
	second.Refuse("The two differ.")
	if !slices.Contains(s.texts(), "The two differ.") {
		t.Errorf("it is not said: %q", s.texts())
	}
	s.window.Canvas().FocusNext()
	s.write("h")
	if slices.Contains(s.texts(), "The two differ.") {
		t.Error("it is still said")
	}
	second.Empty()
	if len(second.Typed()) != 0 {
		t.Error("it is not empty")
	}
}

func TestFactsAreCopiedInFullAndEnterCloses(t *testing.T) {
	s := newStage(t)
	head := strings.Repeat("0123456789abcdef", 4)
	copied := ""
	dialogs.Show(s.window, dialogs.Facts("Written", "Kept elsewhere, it shows a rewrite.",
		[]dialogs.Fact{{Name: "Entries", Value: "5"}, {Name: "Head", Value: head}}, func(text string) { copied = text }))
	for _, want := range []string{"Written", "Kept elsewhere, it shows a rewrite.", "Head", head, "[Copy]", "[Close]"} {
		if !slices.Contains(s.texts(), want) {
			t.Errorf("%q is not shown: %q", want, s.texts())
		}
	}
	s.window.Canvas().FocusPrevious()
	s.press(t, fyne.KeyReturn)
	if want := "Entries: 5\nHead: " + head + "\n"; copied != want || !s.open() {
		t.Errorf("copied %q, open %v", copied, s.open())
	}
	s.window.Canvas().FocusNext()
	s.press(t, fyne.KeyReturn)
	if s.open() {
		t.Error("still open")
	}
}

func TestADialogIsNoHigherThanItsWrappedTextNeeds(t *testing.T) {
	s := newStage(t)
	text := widget.NewLabel(strings.Repeat("many words that wrap ", 30))
	text.Wrapping = fyne.TextWrapWord
	dialogs.Show(s.window, dialogs.Dialog{Title: "Long", Content: text, Size: fyne.NewSize(600, 0)})
	if got, needed := text.Size().Height, text.MinSize().Height; got != needed {
		t.Errorf("the text has %v and needs %v", got, needed)
	}
}
