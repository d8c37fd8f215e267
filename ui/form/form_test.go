package form_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ui/form"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(t *testing.T, text string) civil.Date {
	t.Helper()
	date, err := civil.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return date
}

// things is what exists in the book of these tests.
type things map[ledger.Kind][]form.Choice

func (all things) Choices(kinds []ledger.Kind) []form.Choice {
	if len(kinds) == 0 {
		kinds = ledger.Kinds()
	}
	var choices []form.Choice
	for _, kind := range kinds {
		choices = append(choices, all[kind]...)
	}
	return choices
}

func book() things {
	amzn := map[string]string{"investor": "amazon", "company": "anthropic"}
	goog := map[string]string{"investor": "google", "company": "anthropic"}
	return things{
		ledger.KindParty: {{ID: "amazon", Label: "Amazon.com, Inc."}, {ID: "anthropic", Label: "Anthropic, PBC"},
			{ID: "google", Label: "Google LLC"}, {ID: "openai", Label: "OpenAI"}},
		ledger.KindSecurity: {{ID: "anthropic-note", Label: "Convertible note",
			Of: map[string]string{"company": "anthropic"}},
			{ID: "openai-units", Label: "Profit units", Of: map[string]string{"company": "openai"}}},
		ledger.KindCommitment: {{ID: "amzn-anthropic-1", Label: "Amazon in Anthropic", Of: amzn},
			{ID: "goog-anthropic-1", Label: "Google in Anthropic", Of: goog}},
		ledger.KindTranche: {
			{ID: "amzn-anthropic-1/a", Label: "First part",
				Of: map[string]string{"commitment": "amzn-anthropic-1", "company": "anthropic"}},
			{ID: "amzn-anthropic-1/b", Label: "The rest",
				Of: map[string]string{"commitment": "amzn-anthropic-1", "company": "anthropic"}},
			{ID: "goog-anthropic-1/a", Of: map[string]string{"commitment": "goog-anthropic-1", "company": "anthropic"}},
		},
		ledger.KindLimit: {{ID: "one-company", Label: "A third in one company"}},
		ledger.KindIssuance: {{ID: "lot-1", Of: map[string]string{"holder": "amazon"}},
			{ID: "lot-2", Of: map[string]string{"holder": "amazon"}}},
	}
}

func options(t *testing.T) form.Options {
	t.Helper()
	all := book()
	return form.Options{
		Choices: all,
		Today:   day(t, "2024-03-27"),
		KindOf: func(id string) ledger.Kind {
			for kind, choices := range all {
				if slices.ContainsFunc(choices, func(c form.Choice) bool { return c.ID == id }) {
					return kind
				}
			}
			return ""
		},
		Currency: func(field ledger.Field, values map[string]string) string {
			switch {
			case field.Unit == ledger.UnitReporting:
				return "USD"
			case values["commitment"] == "amzn-anthropic-1":
				return "USD"
			}
			return ""
		},
	}
}

// shown makes a form and shows it in a window.
func shown(t *testing.T, kind ledger.Kind, with form.Options) (*form.Form, fyne.Window) {
	t.Helper()
	test.NewTempApp(t)
	made, err := form.New(kind, with)
	if err != nil {
		t.Fatal(err)
	}
	window := test.NewTempWindow(t, made.Content())
	window.Resize(fyne.NewSize(760, 900))
	return made, window
}

func press(f *form.Form, name string, keys ...fyne.KeyName) {
	for _, key := range keys {
		f.Input(name).TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func focus(window fyne.Window, f *form.Form, name string) { window.Canvas().Focus(f.Input(name)) }

func typeIn(window fyne.Window, f *form.Form, name, text string) {
	focus(window, f, name)
	for _, r := range text {
		f.Input(name).TypedRune(r)
	}
}

func text(f *form.Form, name string) string {
	for _, pair := range f.Values() {
		if pair.Name == name {
			return pair.Text
		}
	}
	return ""
}

// validText is a text that the field takes by itself.
func validText(field ledger.Field) string {
	switch field.Form {
	case ledger.FormWord:
		if field.Name == ledger.FieldStanding {
			return string(ledger.Claim)
		}
		return field.Words[0]
	case ledger.FormID:
		return "id-of/" + field.Name
	case ledger.FormDecimal:
		return "1.10"
	case ledger.FormPercent:
		return "100/3"
	case ledger.FormRatio:
		return "8/3"
	case ledger.FormDate:
		return "2024-03-26"
	case ledger.FormCurrency:
		if field.Name == "quote" {
			return "EUR"
		}
		return "USD"
	case ledger.FormSeq:
		return "7"
	case ledger.FormList:
		return "one;two"
	case ledger.FormLots:
		return "lot-1;lot-2"
	case ledger.FormPercents:
		return "25;33.33;50"
	case ledger.FormScope:
		return "company=anthropic"
	case ledger.FormDigest:
		return strings.Repeat("0a", 32)
	}
	return "some words"
}

func allFields(kind ledger.Kind) []ledger.Field {
	return append(ledger.CommonFields(), ledger.Table()[kind].List...)
}

// fullest gives an entry of the kind as many fields as can stand together.
func fullest(t *testing.T, kind ledger.Kind) []ledger.Pair {
	t.Helper()
	pairs := []ledger.Pair{{Name: ledger.FieldKind, Text: string(kind)}}
	var optional []ledger.Pair
	for _, field := range allFields(kind) {
		pair := ledger.Pair{Name: field.Name, Text: validText(field)}
		if field.Required || field.Name == ledger.FieldDate {
			pairs = append(pairs, pair)
		} else {
			optional = append(optional, pair)
		}
	}
	if _, err := ledger.ParseEntry(pairs); err != nil {
		for _, pair := range optional {
			if _, err := ledger.ParseEntry(append(slices.Clone(pairs), pair)); err == nil {
				pairs = append(pairs, pair)
				break
			}
		}
	}
	for _, pair := range optional {
		if with := append(slices.Clone(pairs), pair); !slices.Contains(pairs, pair) {
			if _, err := ledger.ParseEntry(with); err == nil {
				pairs = with
			}
		}
	}
	if _, err := ledger.ParseEntry(pairs); err != nil {
		t.Fatalf("no entry of kind %s can be made: %v", kind, err)
	}
	return pairs
}

func TestEveryKindShowsEveryFieldOfTheTableOnce(t *testing.T) {
	test.NewTempApp(t)
	for _, kind := range ledger.Kinds() {
		made, err := form.New(kind, form.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, field := range allFields(kind) {
			want = append(want, field.Name)
		}
		got := made.Names()
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

func TestEveryKindGivesBackTheEntryThatWasFilledIn(t *testing.T) {
	test.NewTempApp(t)
	for _, kind := range ledger.Kinds() {
		made, err := form.New(kind, form.Options{})
		if err != nil {
			t.Fatal(err)
		}
		pairs := fullest(t, kind)
		for _, pair := range pairs[1:] {
			if !made.Set(pair.Name, pair.Text) {
				t.Errorf("the form for %s has no %s", kind, pair.Name)
			}
		}
		want, err := ledger.ParseEntry(pairs)
		if err != nil {
			t.Fatal(err)
		}
		var got ledger.Entry
		made.OnSubmit = func(entry ledger.Entry) error {
			got = entry
			return nil
		}
		made.Submit()
		if diff := cmp.Diff(want.Flat(), got.Flat()); diff != "" {
			t.Errorf("%s (-want +got):\n%s%s", kind, diff, made.Message())
		}
		if made.Message() != "Recorded." {
			t.Errorf("the form for %s says %q", kind, made.Message())
		}
	}
}

func TestWhatMustBeFilledComesFirstAndSourceIsNeverFolded(t *testing.T) {
	test.NewTempApp(t)
	for _, kind := range ledger.Kinds() {
		made, err := form.New(kind, form.Options{})
		if err != nil {
			t.Fatal(err)
		}
		optionalSeen := false
		for _, name := range made.Names() {
			field, own := ledger.Table()[kind].Field(name)
			required := field.Required || name == ledger.FieldDate && !kind.DateOptional()
			if required && optionalSeen {
				t.Errorf("%s: %s must be filled and comes late", kind, name)
			}
			if required && made.Folded(name) {
				t.Errorf("%s: %s must be filled and is folded away", kind, name)
			}
			optionalSeen = optionalSeen || own && !required
		}
		if made.Folded(ledger.FieldSource) || made.Folded(ledger.FieldNote) {
			t.Errorf("%s: the source or the note is folded away", kind)
		}
	}
}

func TestTheTabKeyFollowsTheEye(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			made, window := shown(t, kind, options(t))
			made.Unfold()
			var got []string
			for range 100 {
				window.Canvas().FocusNext()
				name := made.NameOf(window.Canvas().Focused())
				if len(got) > 0 && name == got[0] {
					break
				}
				if name == "" {
					continue
				}
				got = append(got, name)
			}
			if diff := cmp.Diff(made.Names(), got); diff != "" {
				t.Errorf("(-seen +tabbed):\n%s", diff)
			}
			made.Focus()
			driver := fyne.CurrentApp().Driver()
			above := float32(-1e6)
			for _, name := range got {
				at := driver.AbsolutePositionForObject(made.Input(name).(fyne.CanvasObject)).Y
				if at <= above {
					t.Errorf("%s is seen above what comes before it", name)
				}
				above = at
			}
		})
	}
}

func TestTheKeyboardBeginsWhereSomethingIsMissing(t *testing.T) {
	made, window := shown(t, ledger.KindFunding, options(t))
	for _, want := range []string{"commitment", "amount", "date"} {
		made.Focus()
		if got := made.NameOf(window.Canvas().Focused()); got != want {
			t.Errorf("the keyboard is in %q, want %q", got, want)
		}
		made.Set(want, map[string]string{"commitment": "amzn-anthropic-1", "amount": "1"}[want])
	}
}

func TestAKindThatIsUnknownHasNoForm(t *testing.T) {
	if _, err := form.New("loan", form.Options{}); err == nil {
		t.Error("there is a form for a loan")
	}
}

func TestABadTextIsSaidAtItsFieldAsItIsLeft(t *testing.T) {
	for _, c := range []struct{ kind, field, typed, want string }{
		{"commitment", "cap", "4,000,000", "Nothing is guessed: write plain digits with a point for decimals and " +
			"nothing between thousands, such as 4000000.50."},
		{"commitment", "cap", "1e9", `"1e9" is no number: a number is written in plain digits with at most one ` +
			`point, such as 1250000.50.`},
		{"commitment", "cap", "0", "0 is not more than 0."},
		{"commitment", "expires", "2024-02-30", `"2024-02-30" is no day of the calendar: a date is written ` +
			`YYYY-MM-DD, such as 2024-03-27.`},
		{"commitment", "currency", "EURO", `"EURO" is no currency: a currency is one of the three-letter codes ` +
			`of ISO 4217, such as USD.`},
		{"commitment", "id", "my deal", `"my deal": an id is made of letters, digits, - _ . and /, at most 80 ` +
			`of them.`},
		{"reversal", "entry", "0", `"0" is no entry's number; they are 1, 2, 3 and so on.`},
		{"limit", "scope", "planet=mars", `"planet" is no dimension; there are company, investor, sector, ` +
			`country, currency, class, program, tag.`},
	} {
		t.Run(c.field+" "+c.typed, func(t *testing.T) {
			made, window := shown(t, ledger.Kind(c.kind), options(t))
			made.Unfold()
			typeIn(window, made, c.field, c.typed)
			if got := made.Problem(c.field); got != "" {
				t.Errorf("it is said while one types: %q", got)
			}
			window.Canvas().Unfocus()
			if got := made.Problem(c.field); got != c.want {
				t.Errorf("the field says %q, want %q", got, c.want)
			}
			if got := text(made, c.field); got != c.typed {
				t.Errorf("the text became %q", got)
			}
		})
	}
}

func TestAMendedFieldIsClearAtOnce(t *testing.T) {
	made, window := shown(t, ledger.KindCommitment, options(t))
	typeIn(window, made, "cap", "4x")
	window.Canvas().Unfocus()
	if made.Problem("cap") == "" {
		t.Fatal("4x is taken for a number")
	}
	focus(window, made, "cap")
	press(made, "cap", fyne.KeyEnd, fyne.KeyBackspace)
	if got := made.Problem("cap"); got != "" {
		t.Errorf("the field still says %q", got)
	}
}

func TestWhatIsMissingIsMarkedAndTheFirstGetsTheKeyboard(t *testing.T) {
	made, window := shown(t, ledger.KindFunding, options(t))
	made.OnSubmit = func(ledger.Entry) error {
		t.Error("an empty funding was handed over")
		return nil
	}
	made.Submit()
	if got := made.NameOf(window.Canvas().Focused()); got != "commitment" {
		t.Errorf("the keyboard is in %q", got)
	}
	for _, name := range []string{"commitment", "amount"} {
		if !strings.HasPrefix(made.Problem(name), "Is missing: ") {
			t.Errorf("%s says %q", name, made.Problem(name))
		}
	}
	if made.Problem("tranche") != "" {
		t.Errorf("the tranche says %q and need not be given", made.Problem("tranche"))
	}
}

func filledFunding(t *testing.T) (*form.Form, fyne.Window) {
	t.Helper()
	made, window := shown(t, ledger.KindFunding, options(t))
	made.Set("commitment", "amzn-anthropic-1")
	made.Set("amount", "2750000000.01")
	return made, window
}

func TestARefusalOfTheBookIsShownAtItsField(t *testing.T) {
	made, window := filledFunding(t)
	made.OnSubmit = func(ledger.Entry) error {
		refusal := &ledger.Refusal{Field: "amount", Problem: "funded is more than the cap by USD 0.01"}
		return fmt.Errorf("record: %w", refusal)
	}
	made.Submit()
	if got, want := made.Problem("amount"), "Funded is more than the cap by USD 0.01."; got != want {
		t.Errorf("the amount says %q, want %q", got, want)
	}
	if got := made.NameOf(window.Canvas().Focused()); got != "amount" {
		t.Errorf("the keyboard is in %q", got)
	}
}

func TestARefusalAtAFoldedFieldUnfoldsIt(t *testing.T) {
	made, _ := filledFunding(t)
	if made.Folded("tranche") || !made.Folded("outside") {
		t.Fatalf("folded away: the tranche %t, outside %t", made.Folded("tranche"), made.Folded("outside"))
	}
	made.OnSubmit = func(ledger.Entry) error { return &ledger.Refusal{Field: "outside", Problem: "no"} }
	made.Submit()
	if made.Folded("outside") || made.Problem("outside") != "No." {
		t.Errorf("outside is folded: %t, and says %q", made.Folded("outside"), made.Problem("outside"))
	}
}

func TestWhatContradictsItselfIsShownAtItsField(t *testing.T) {
	made, _ := shown(t, ledger.KindDecision, options(t))
	made.Set("tranche", "amzn-anthropic-1/b")
	made.Set("choice", "partial")
	made.Submit()
	if got, want := made.Problem("amount"), "Is missing: how much of the tranche is taken?"; got != want {
		t.Errorf("the amount says %q, want %q", got, want)
	}
}

func TestAnErrorWithoutAFieldIsShownAtTheTop(t *testing.T) {
	made, _ := filledFunding(t)
	for _, err := range []error{errors.New("the disk is full"), &ledger.Refusal{Problem: "the disk is full"},
		&ledger.Refusal{Field: "strange", Problem: "the disk is full"}} {
		made.OnSubmit = func(ledger.Entry) error { return err }
		made.Submit()
		if made.Message() != "The disk is full." {
			t.Errorf("the form says %q", made.Message())
		}
	}
}

func TestAnEntryIsRecordedOnce(t *testing.T) {
	made, _ := filledFunding(t)
	count := 0
	made.OnSubmit = func(ledger.Entry) error {
		count++
		return nil
	}
	made.Submit()
	made.Submit()
	if count != 1 {
		t.Errorf("it was handed over %d times", count)
	}
	made.Set("amount", "1")
	made.Submit()
	if count != 2 {
		t.Errorf("another amount was handed over %d times", count-1)
	}
}

func TestKeysSubmitAndGiveUp(t *testing.T) {
	made, window := filledFunding(t)
	recorded, cancelled := 0, 0
	made.OnSubmit = func(ledger.Entry) error {
		recorded++
		return errors.New("again")
	}
	made.OnCancel = func() { cancelled++ }
	ctrlEnter := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
	focus(window, made, "amount")
	press(made, "amount", fyne.KeyReturn)
	press(made, "note", fyne.KeyReturn)
	if recorded != 1 {
		t.Errorf("Enter in a line and in a text of several rows handed over %d times, want 1", recorded)
	}
	for _, name := range []string{"amount", "note", "type", "date"} {
		made.Input(name).(fyne.Shortcutable).TypedShortcut(ctrlEnter)
	}
	if recorded != 5 {
		t.Errorf("Ctrl+Enter in four fields handed over %d times", recorded-1)
	}
	press(made, "amount", fyne.KeyEscape)
	press(made, "type", fyne.KeyEscape)
	if cancelled != 2 {
		t.Errorf("Escape gave up %d times, want 2", cancelled)
	}
}

func TestFormsLookAsTheyDid(t *testing.T) {
	for _, kind := range []ledger.Kind{ledger.KindCommitment, ledger.KindFunding, ledger.KindDecision} {
		t.Run(string(kind), func(t *testing.T) {
			made, window := shown(t, kind, options(t))
			made.OnCancel = func() {}
			window.SetContent(made.Content())
			window.Resize(fyne.NewSize(700, 800))
			window.Resize(fyne.NewSize(760, 900))
			golden(t, filepath.Join("testdata", string(kind)+".xml"), test.RenderToMarkup(window.Canvas()))
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 {
		t.Fatalf("%s is empty", path)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("run with -update if this is meant (-want +got):\n%s", diff)
	}
}
