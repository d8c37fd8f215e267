package dialogs_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/go-cmp/cmp"

	"stakebook/ui/dialogs"
)

// stage is a window with a field that has the keyboard.
type stage struct {
	window fyne.Window
	field  *widget.Entry
}

func newStage(t *testing.T) stage {
	t.Helper()
	test.NewApp()
	made := stage{field: widget.NewEntry()}
	made.window = test.NewWindow(container.NewVBox(made.field, widget.NewButton("other", nil)))
	made.window.Resize(fyne.NewSize(800, 600))
	made.window.Canvas().Focus(made.field)
	t.Cleanup(made.window.Close)
	return made
}

// press sends a key where the window would: to what has the keyboard, else to the window.
func (s stage) press(t *testing.T, key fyne.KeyName) {
	t.Helper()
	event := &fyne.KeyEvent{Name: key}
	canvas := s.window.Canvas()
	if focused := canvas.Focused(); focused != nil {
		focused.TypedKey(event)
		return
	}
	if typed := canvas.OnTypedKey(); typed != nil {
		typed(event)
	}
}

func (s stage) open() bool { return s.window.Canvas().Overlays().Top() != nil }

// texts are the words that are shown over the window.
func (s stage) texts() []string {
	var found []string
	for _, object := range test.LaidOutObjects(s.window.Canvas().Overlays().Top()) {
		switch shown := object.(type) {
		case *widget.Label:
			found = append(found, shown.Text)
		case interface{ AccessibilityLabel() string }:
			if _, isButton := shown.(fyne.Tappable); isButton {
				found = append(found, "["+shown.AccessibilityLabel()+"]")
			}
		}
	}
	return found
}

// asked is a dialog with a field and the usual actions, and what was done in it.
func asked(log *[]string, content fyne.CanvasObject) dialogs.Dialog {
	note := func(word string, closes bool) func() bool {
		return func() bool {
			*log = append(*log, word)
			return closes
		}
	}
	return dialogs.Dialog{
		Title: "Reverse an entry", Content: content,
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss, Run: note("cancelled", true)},
			{Label: "Check", Role: dialogs.Plain, Run: note("checked", false)},
			{Label: "Reverse", Role: dialogs.Primary, Run: note("reversed", true)},
		},
		OnClosed: func() { *log = append(*log, "closed") },
	}
}

func TestTheFirstFieldHasTheKeyboardAndGivesItBack(t *testing.T) {
	s := newStage(t)
	first, second := dialogs.NewEntry(), dialogs.NewEntry()
	var log []string
	shown := dialogs.Show(s.window, asked(&log, container.NewVBox(first, second)))
	if s.window.Canvas().Focused() != fyne.Focusable(first) {
		t.Errorf("the first field does not have the keyboard: %T", s.window.Canvas().Focused())
	}
	shown.Close()
	if s.window.Canvas().Focused() != fyne.Focusable(s.field) {
		t.Errorf("the keyboard was not given back: %T", s.window.Canvas().Focused())
	}
	dialog := asked(&log, container.NewVBox(first, second))
	dialog.FirstFocus = second
	defer dialogs.Show(s.window, dialog).Close()
	if s.window.Canvas().Focused() != fyne.Focusable(second) {
		t.Errorf("the named field does not have the keyboard: %T", s.window.Canvas().Focused())
	}
}

func TestKeys(t *testing.T) {
	line := func() fyne.CanvasObject { return dialogs.NewEntry() }
	for _, check := range []struct {
		name    string
		content func() fyne.CanvasObject
		keys    []fyne.KeyName
		want    []string
		open    bool
	}{
		{"Esc in a field", line, []fyne.KeyName{fyne.KeyEscape}, []string{"cancelled", "closed"}, false},
		{"Enter in a field", line, []fyne.KeyName{fyne.KeyReturn}, []string{"reversed", "closed"}, false},
		{"the other Enter", line, []fyne.KeyName{fyne.KeyEnter}, []string{"reversed", "closed"}, false},
		{"a letter", line, []fyne.KeyName{fyne.KeyA}, nil, true},
		{"after it is closed", line, []fyne.KeyName{fyne.KeyEscape, fyne.KeyEscape}, []string{"cancelled", "closed"}, false},
		{
			"Enter in several lines", func() fyne.CanvasObject { return dialogs.NewTextEntry() },
			[]fyne.KeyName{fyne.KeyReturn}, nil, true,
		},
		{
			"Esc in several lines", func() fyne.CanvasObject { return container.NewVScroll(dialogs.NewTextEntry()) },
			[]fyne.KeyName{fyne.KeyEscape},
			[]string{"cancelled", "closed"}, false,
		},
		{
			"Enter in a choice", func() fyne.CanvasObject { return dialogs.NewSelect([]string{"CSV"}, nil) },
			[]fyne.KeyName{fyne.KeyEnter},
			[]string{"reversed", "closed"}, false,
		},
		{
			"Esc at a check", func() fyne.CanvasObject {
				return widget.NewForm(widget.NewFormItem("", dialogs.NewCheck("Excel", nil)))
			},
			[]fyne.KeyName{fyne.KeyEscape},
			[]string{"cancelled", "closed"}, false,
		},
		{
			"Enter on the primary button", func() fyne.CanvasObject { return widget.NewLabel("Sure?") },
			[]fyne.KeyName{fyne.KeyReturn},
			[]string{"reversed", "closed"}, false,
		},
	} {
		t.Run(check.name, func(t *testing.T) {
			s := newStage(t)
			var log []string
			dialogs.Show(s.window, asked(&log, check.content()))
			for _, key := range check.keys {
				s.press(t, key)
			}
			if diff := cmp.Diff(check.want, log); diff != "" {
				t.Error(diff)
			}
			if s.open() != check.open {
				t.Errorf("open: %v, want %v", s.open(), check.open)
			}
		})
	}
}

func TestControlEnterIsThePrimaryActionOfALongText(t *testing.T) {
	s := newStage(t)
	var log []string
	dialogs.Show(s.window, asked(&log, dialogs.NewTextEntry()))
	field, ok := s.window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		t.Fatal("the field takes no shortcuts")
	}
	field.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	if diff := cmp.Diff([]string{"reversed", "closed"}, log); diff != "" {
		t.Error(diff)
	}
}

func TestEnterOnAButtonIsThatButton(t *testing.T) {
	s := newStage(t)
	var log []string
	dialogs.Show(s.window, asked(&log, dialogs.NewEntry()))
	canvas := s.window.Canvas()
	canvas.FocusNext() // Cancel
	canvas.FocusNext() // Check
	s.press(t, fyne.KeyReturn)
	if diff := cmp.Diff([]string{"checked"}, log); diff != "" {
		t.Error(diff)
	}
	if !s.open() {
		t.Error("an action that stays closed the dialog")
	}
	s.press(t, fyne.KeyEscape)
	if diff := cmp.Diff([]string{"checked", "cancelled", "closed"}, log); diff != "" {
		t.Error(diff)
	}
}

func TestKeysReachTheDialogWhenNothingHasTheKeyboard(t *testing.T) {
	s := newStage(t)
	kept := 0
	s.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { kept++ })
	var log []string
	dialogs.Show(s.window, asked(&log, dialogs.NewEntry()))
	s.window.Canvas().Unfocus()
	s.press(t, fyne.KeyEscape)
	if diff := cmp.Diff([]string{"cancelled", "closed"}, log); diff != "" {
		t.Error(diff)
	}
	s.window.Canvas().Unfocus()
	s.press(t, fyne.KeyEscape)
	if kept != 1 {
		t.Errorf("the window's own keys were not given back: %d", kept)
	}
}

func TestAnActionThatIsDisabledIsNotTaken(t *testing.T) {
	s := newStage(t)
	var log []string
	shown := dialogs.Show(s.window, asked(&log, dialogs.NewEntry()))
	shown.Enable(dialogs.Primary, false)
	s.press(t, fyne.KeyReturn)
	if len(log) != 0 {
		t.Errorf("taken: %v", log)
	}
	shown.Enable(dialogs.Primary, true)
	s.press(t, fyne.KeyReturn)
	if diff := cmp.Diff([]string{"reversed", "closed"}, log); diff != "" {
		t.Error(diff)
	}
}

func TestADialogWithoutActionsClosesWithEsc(t *testing.T) {
	s := newStage(t)
	closed := 0
	dialogs.Show(s.window, dialogs.Dialog{
		Title: "Columns", Content: dialogs.NewEntry(), OnClosed: func() { closed++ },
	})
	s.press(t, fyne.KeyReturn)
	s.press(t, fyne.KeyEscape)
	if closed != 1 || s.open() {
		t.Errorf("closed %d times, open %v", closed, s.open())
	}
}

func TestAnErrorShowsItsHintApart(t *testing.T) {
	s := newStage(t)
	err := fmt.Errorf("record: %w", errors.New("funded 4.01 is more than the cap, 4.00, by 0.01; amend the cap first"))
	dialogs.Error(s.window, "The entry was not recorded", err)
	want := []string{
		"The entry was not recorded",
		"Record: funded 4.01 is more than the cap, 4.00, by 0.01.",
		"Amend the cap first.",
	}
	got := slices.DeleteFunc(s.texts(), func(text string) bool { return text[0] == '[' })
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.press(t, fyne.KeyEscape)
	if s.open() {
		t.Error("Esc did not close it")
	}
}

func TestAMessageIsClosedByEnter(t *testing.T) {
	s := newStage(t)
	dialogs.Message(s.window, "Checked", "The chain holds.")
	s.press(t, fyne.KeyReturn)
	if s.open() {
		t.Error("still open")
	}
}

func TestConfirm(t *testing.T) {
	for _, check := range []struct {
		name  string
		risky bool
		keys  []fyne.KeyName
		want  int
	}{
		{"yes by Enter", false, []fyne.KeyName{fyne.KeyReturn}, 1},
		{"no by Esc", false, []fyne.KeyName{fyne.KeyEscape}, 0},
		{"Enter does nothing risky", true, []fyne.KeyName{fyne.KeyReturn}, 0},
	} {
		t.Run(check.name, func(t *testing.T) {
			s := newStage(t)
			done := 0
			dialogs.Confirm(s.window, dialogs.Question{
				Title: "Drop the branch?", Text: "Its trial entries go with it.", Yes: "Drop", Risky: check.risky,
			}, func() {
				if s.open() {
					t.Error("done before the question was gone")
				}
				done++
			})
			for _, key := range check.keys {
				s.press(t, key)
			}
			if done != check.want || s.open() {
				t.Errorf("done %d times, want %d; open %v", done, check.want, s.open())
			}
		})
	}
}

func TestARiskyThingIsDoneByItsButton(t *testing.T) {
	s := newStage(t)
	done := 0
	dialogs.Confirm(s.window, dialogs.Question{Title: "Drop?", Yes: "Drop", Risky: true}, func() { done++ })
	s.window.Canvas().FocusNext()
	s.press(t, fyne.KeyReturn)
	if done != 1 {
		t.Errorf("done %d times", done)
	}
}

func TestProgressIsStoppedOnceAndStaysUntilTheWorkEnds(t *testing.T) {
	s := newStage(t)
	cancelled := 0
	progress := dialogs.NewProgress(s.window, "Importing", func() { cancelled++ })
	progress.Done(0.5, "20 of 40 entries")
	if !slices.Contains(s.texts(), "20 of 40 entries") {
		t.Errorf("what is done is not shown: %q", s.texts())
	}
	s.press(t, fyne.KeyEscape)
	s.press(t, fyne.KeyEscape)
	progress.Done(0.6, "24 of 40 entries")
	if cancelled != 1 || !s.open() {
		t.Errorf("cancelled %d times, open %v", cancelled, s.open())
	}
	if !slices.Contains(s.texts(), "Stopping …") {
		t.Errorf("stopping is not shown: %q", s.texts())
	}
	progress.Close()
	if s.open() {
		t.Error("still open")
	}
	if s.window.Canvas().Focused() != fyne.Focusable(s.field) {
		t.Error("the keyboard was not given back")
	}
}

func TestWorkThatCannotBeStoppedIgnoresEsc(t *testing.T) {
	s := newStage(t)
	progress := dialogs.NewProgress(s.window, "Saving", nil)
	s.press(t, fyne.KeyEscape)
	if !s.open() {
		t.Error("Esc closed it")
	}
	progress.Close()
}

func TestADialogIsNeverLargerThanItsWindow(t *testing.T) {
	s := newStage(t)
	shown := dialogs.Show(s.window, dialogs.Dialog{
		Title: "Journal", Content: container.NewVScroll(widget.NewLabel("")), Size: fyne.NewSize(5000, 5000),
	})
	defer shown.Close()
	for _, object := range test.LaidOutObjects(s.window.Canvas().Overlays().Top()) {
		popUp, ok := object.(*widget.PopUp)
		if !ok {
			continue
		}
		if got, want := popUp.Size(), fyne.NewSize(800, 600); got != want {
			t.Errorf("%v, want %v", got, want)
		}
		return
	}
	t.Error("no dialog")
}
