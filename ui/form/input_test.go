package form_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ui/form"
)

func TestPastingIsNeverGuessedAt(t *testing.T) {
	made, window := shown(t, ledger.KindCommitment, options(t))
	focus(window, made, "cap")
	clipboard := test.NewClipboard()
	clipboard.SetContent("4,000,000,000")
	made.Input("cap").(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if !strings.HasPrefix(made.Problem("cap"), "Nothing is guessed") || text(made, "cap") != "4,000,000,000" {
		t.Errorf("the cap is %q and says %q", text(made, "cap"), made.Problem("cap"))
	}
}

func TestFieldsReadBackWhatTheyHold(t *testing.T) {
	for _, c := range []struct{ kind, field, text, want string }{
		{"funding", "amount", "4000000000", "4,000,000,000 USD"},
		{"funding", "amount", "1.10", "1.10 USD"},
		{"funding", "amount", "1,1", "USD"},
		{"funding", "reporting_amount", "5", "5 USD"},
		{"funding", "units", "1000000", "1,000,000"},
		{"funding", "date", "2024-03-27", "Wednesday, today"},
		{"funding", "date", "2024-03-28", "Thursday, tomorrow"},
		{"funding", "date", "2024-03-26", "Tuesday, yesterday"},
		{"funding", "date", "2024-04-06", "Saturday, in 10 days"},
		{"funding", "date", "2023-03-28", "Tuesday, 365 days ago"},
		{"funding", "date", "2023-3-28", ""},
		{"funding", "security", "anthropic-note", "Convertible note"},
		{"funding", "security", "nowhere", "not in the book"},
		{"ownership", "percent", "100/3", "~ 33.3333 %"},
		{"ownership", "percent", "14", "14 %"},
		{"split", "ratio", "3/2", "1.5"},
		{"split", "ratio", "3", ""},
	} {
		t.Run(c.field+" "+c.text, func(t *testing.T) {
			made, _ := shown(t, ledger.Kind(c.kind), options(t))
			made.Set("commitment", "amzn-anthropic-1")
			made.Set(c.field, c.text)
			if got := made.Readback(c.field); got != c.want {
				t.Errorf("%s reads back as %q, want %q", c.text, got, c.want)
			}
			if got := text(made, c.field); got != c.text {
				t.Errorf("the text became %q", got)
			}
		})
	}
}

func TestADateIsWalkedWithTheArrows(t *testing.T) {
	for _, c := range []struct {
		from string
		keys []fyne.KeyName
		want string
	}{
		{"2024-02-28", []fyne.KeyName{fyne.KeyUp}, "2024-02-29"},
		{"2024-03-01", []fyne.KeyName{fyne.KeyDown}, "2024-02-29"},
		{"2024-01-31", []fyne.KeyName{fyne.KeyPageUp}, "2024-02-29"},
		{"2023-12-31", []fyne.KeyName{fyne.KeyPageDown}, "2023-11-30"},
		{"2023-12-31", []fyne.KeyName{fyne.KeyPageUp}, "2024-01-31"},
		{"", []fyne.KeyName{fyne.KeyUp}, "2024-03-27"},
		{"2024-13-01", []fyne.KeyName{fyne.KeyUp}, "2024-13-01"},
	} {
		made, _ := shown(t, ledger.KindTranche, options(t))
		made.Set("due", c.from)
		press(made, "due", c.keys...)
		if got := text(made, "due"); got != c.want {
			t.Errorf("%q and %v is %q, want %q", c.from, c.keys, got, c.want)
		}
	}
}

func TestTIsToday(t *testing.T) {
	made, window := shown(t, ledger.KindTranche, options(t))
	made.Set("due", "")
	typeIn(window, made, "due", "t")
	if got := text(made, "due"); got != "2024-03-27" {
		t.Errorf("t is %q", got)
	}
}

func TestTheDateBeginsAsTodayWhereOneIsNeeded(t *testing.T) {
	for kind, want := range map[ledger.Kind]string{ledger.KindFunding: "2024-03-27", ledger.KindParty: ""} {
		made, _ := shown(t, kind, options(t))
		if got := text(made, "date"); got != want {
			t.Errorf("a %s begins with %q, want %q", kind, got, want)
		}
	}
}

func TestTheCalendarIsClickedWhileTheKeyboardStays(t *testing.T) {
	made, window := shown(t, ledger.KindFunding, options(t))
	typeIn(window, made, "date", " ")
	cells := made.Floating()
	if len(cells) != 2+42 {
		t.Fatalf("the calendar has %d cells", len(cells))
	}
	first := slices.IndexFunc(cells, func(c *form.Cell) bool { return c.Text() == "1" })
	cells[first].MouseDown(&desktop.MouseEvent{})
	window.Canvas().Unfocus() // as a window does when the mouse goes down outside the input
	if len(made.Floating()) == 0 {
		t.Fatal("the calendar closed under the mouse")
	}
	cells[first].Tapped(&fyne.PointEvent{})
	if got := text(made, "date"); got != "2024-03-01" {
		t.Errorf("the first of the month is %q", got)
	}
	if made.NameOf(window.Canvas().Focused()) != "date" || len(made.Floating()) != 0 {
		t.Error("the keyboard left the date, or the calendar stayed")
	}
}

func TestTheCalendarFollowsTheKeysAndClosesAtEnter(t *testing.T) {
	made, window := shown(t, ledger.KindFunding, options(t))
	typeIn(window, made, "date", " ")
	press(made, "date", fyne.KeyPageUp)
	var lit []string
	for _, line := range made.Offered() {
		if strings.HasPrefix(line, "*") {
			lit = append(lit, line)
		}
	}
	if diff := cmp.Diff([]string{"*27"}, lit); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	press(made, "date", fyne.KeyReturn)
	if len(made.Floating()) != 0 || text(made, "date") != "2024-04-27" {
		t.Errorf("the calendar shows %d cells, the date is %s", len(made.Floating()), text(made, "date"))
	}
}

func TestAPickerOffersWhatMatches(t *testing.T) {
	made, window := shown(t, ledger.KindCommitment, options(t))
	typeIn(window, made, "company", "an")
	want := []string{"*anthropic — Anthropic, PBC"}
	if diff := cmp.Diff(want, made.Offered()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	press(made, "company", fyne.KeyReturn)
	if got := text(made, "company"); got != "anthropic" {
		t.Errorf("Enter took %q", got)
	}
	if made.Readback("company") != "Anthropic, PBC" || made.Offered() != nil {
		t.Errorf("it reads back as %q, the menu shows %q", made.Readback("company"), made.Offered())
	}
}

func TestAPickerIsWalkedWithTheArrows(t *testing.T) {
	made, window := shown(t, ledger.KindCommitment, options(t))
	focus(window, made, "investor")
	press(made, "investor", fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	want := []string{"amazon — Amazon.com, Inc.", "*anthropic — Anthropic, PBC", "google — Google LLC",
		"openai — OpenAI"}
	if diff := cmp.Diff(want, made.Offered()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	press(made, "investor", fyne.KeyEscape)
	if made.Offered() != nil || text(made, "investor") != "" {
		t.Errorf("Escape left the menu open or took %q", text(made, "investor"))
	}
}

func TestAPickerOffersOnlyWhatBelongsToWhatIsChosen(t *testing.T) {
	for _, c := range []struct {
		kind   ledger.Kind
		given  map[string]string
		picker string
		want   []string
	}{
		{ledger.KindFunding, map[string]string{"commitment": "goog-anthropic-1"}, "tranche",
			[]string{"*goog-anthropic-1/a"}},
		{ledger.KindFunding, map[string]string{"commitment": "amzn-anthropic-1"}, "security",
			[]string{"*anthropic-note — Convertible note"}},
		{ledger.KindCommitment, map[string]string{"company": "openai"}, "security",
			[]string{"*openai-units — Profit units"}},
		{ledger.KindFunding, nil, "security",
			[]string{"*anthropic-note — Convertible note", "openai-units — Profit units"}},
		{ledger.KindAmendment, nil, "about", []string{"*amzn-anthropic-1 — Amazon in Anthropic",
			"goog-anthropic-1 — Google in Anthropic", "amzn-anthropic-1/a — First part",
			"amzn-anthropic-1/b — The rest", "goog-anthropic-1/a", "one-company — A third in one company"}},
	} {
		made, window := shown(t, c.kind, options(t))
		made.Unfold()
		for name, id := range c.given {
			made.Set(name, id)
		}
		focus(window, made, c.picker)
		press(made, c.picker, fyne.KeyDown)
		if diff := cmp.Diff(c.want, made.Offered()); diff != "" {
			t.Errorf("%s of a %s with %v (-want +got):\n%s", c.picker, c.kind, c.given, diff)
		}
	}
}

func TestLeavingAPickerTakesTheOnlyMatchAndGuessesAmongNone(t *testing.T) {
	for typed, want := range map[string]string{"openai": "openai", "opena": "openai", "a": "a", "acme": "acme"} {
		made, window := shown(t, ledger.KindCommitment, options(t))
		typeIn(window, made, "company", typed)
		window.Canvas().FocusNext()
		if got := text(made, "company"); got != want {
			t.Errorf("%q became %q, want %q", typed, got, want)
		}
		if made.Offered() != nil {
			t.Error("the menu stayed open")
		}
	}
}

func TestAListOfLotsIsPickedOneByOne(t *testing.T) {
	made, window := shown(t, ledger.KindOwnership, options(t))
	typeIn(window, made, "excludes", "lot-1;")
	press(made, "excludes", fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := text(made, "excludes"); got != "lot-1;lot-2" {
		t.Errorf("the lots are %q", got)
	}
}

func TestAScopeIsPickedTermByTerm(t *testing.T) {
	made, window := shown(t, ledger.KindLimit, options(t))
	typeIn(window, made, "scope", "comp")
	press(made, "scope", fyne.KeyReturn)
	if got := text(made, "scope"); got != "company=" {
		t.Fatalf("the scope is %q", got)
	}
	press(made, "scope", fyne.KeyDown, fyne.KeyReturn)
	if got := text(made, "scope"); got != "company=anthropic" {
		t.Errorf("the scope is %q", got)
	}
}

func TestAMenuIsClickedWhileTheKeyboardStays(t *testing.T) {
	made, window := shown(t, ledger.KindCommitment, options(t))
	typeIn(window, made, "company", "o")
	rows := made.Floating()
	rows[1].MouseDown(&desktop.MouseEvent{})
	window.Canvas().Unfocus()
	rows[1].Tapped(&fyne.PointEvent{})
	if got := text(made, "company"); got != "amazon" && got != "google" {
		t.Errorf("the second choice is %q", got)
	}
	if made.NameOf(window.Canvas().Focused()) != "company" {
		t.Error("the keyboard left the line")
	}
}

func TestAnotherFieldClosesTheMenu(t *testing.T) {
	made, window := shown(t, ledger.KindCommitment, options(t))
	focus(window, made, "company")
	press(made, "company", fyne.KeyDown)
	focus(window, made, "cap")
	if made.Offered() != nil {
		t.Errorf("the menu still shows %q", made.Offered())
	}
}

func TestALongMenuIsReachedToItsEnd(t *testing.T) {
	made, window := shown(t, ledger.KindRate, options(t))
	focus(window, made, "base")
	press(made, "base", fyne.KeyDown)
	for range 500 {
		press(made, "base", fyne.KeyDown)
	}
	if got := made.Offered(); len(got) != 8 || got[7] != "*ZWG" {
		t.Errorf("the end of the list is %q", got)
	}
}

func TestAWordIsChosenByItsFirstLetterAndTakenAway(t *testing.T) {
	made, window := shown(t, ledger.KindTranche, options(t))
	made.Unfold()
	focus(window, made, "strength")
	made.Input("strength").TypedRune('o')
	if got := text(made, "strength"); got != "option" {
		t.Errorf("o chose %q", got)
	}
	press(made, "strength", fyne.KeyDelete)
	if got := text(made, "strength"); got != "" {
		t.Errorf("Delete left %q", got)
	}
}

func TestAnAmendmentShowsTheTermsOfWhatIsAmended(t *testing.T) {
	for about, kind := range map[string]ledger.Kind{"amzn-anthropic-1": ledger.KindCommitment,
		"amzn-anthropic-1/b": ledger.KindTranche, "one-company": ledger.KindLimit} {
		made, _ := shown(t, ledger.KindAmendment, options(t))
		made.Set("about", about)
		var got []string
		for _, name := range made.Names() {
			if _, own := ledger.Table()[ledger.KindAmendment].Field(name); own && name != "about" {
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(ledger.Amendable(kind), got); diff != "" {
			t.Errorf("terms of a %s (-want +got):\n%s", kind, diff)
		}
	}
}

func TestATermThatStoppedFittingStaysOut(t *testing.T) {
	made, _ := shown(t, ledger.KindAmendment, options(t))
	made.Set("about", "amzn-anthropic-1")
	made.Set("cap", "5")
	made.Set("about", "one-company")
	if got := text(made, "cap"); got != "" {
		t.Errorf("the cap %s of a limit is handed over", got)
	}
}

func TestAnIDIsSuggestedUntilOneIsTyped(t *testing.T) {
	for _, c := range []struct {
		kind  ledger.Kind
		given map[string]string
		field string
		want  string
	}{
		{ledger.KindParty, map[string]string{"name": "Crédit Agricole S.A."}, "id", "credit-agricole-s-a"},
		{ledger.KindParty, map[string]string{"name": "OpenAI"}, "id", "openai-2"},
		{ledger.KindSecurity, map[string]string{"company": "anthropic", "name": "Series F"}, "id",
			"anthropic-series-f"},
		{ledger.KindSecurity, map[string]string{"name": "Series F"}, "id", ""},
		{ledger.KindTranche, map[string]string{"commitment": "goog-anthropic-1"}, "id", "goog-anthropic-1/1"},
		{ledger.KindCommitment, map[string]string{"investor": "amazon", "company": "openai"}, "id", "amazon-openai"},
		{ledger.KindFunding, map[string]string{"commitment": "goog-anthropic-1"}, "lot", ""},
	} {
		made, window := shown(t, c.kind, options(t))
		for name, text := range c.given {
			made.Set(name, text)
		}
		if got := text(made, c.field); got != c.want {
			t.Errorf("a %s with %v is called %q, want %q", c.kind, c.given, got, c.want)
		}
		if c.want == "" {
			continue
		}
		typeIn(window, made, c.field, "x")
		made.Set("name", "Another")
		if got := text(made, c.field); !strings.Contains(got, "x") || strings.Contains(got, "another") {
			t.Errorf("what was typed became %q", got)
		}
	}
}

func TestTheBookMaySuggestTheID(t *testing.T) {
	with := options(t)
	with.Suggest = func(kind ledger.Kind, field string, values map[string]string) string {
		return string(kind) + "." + field + "." + values["name"]
	}
	made, _ := shown(t, ledger.KindParty, with)
	made.Set("name", "n")
	if got := text(made, "id"); got != "party.id.n" {
		t.Errorf("the id is %q", got)
	}
}

func TestWhatIsGivenAtFirstIsShown(t *testing.T) {
	with := options(t)
	with.Initial = map[string]string{"commitment": "amzn-anthropic-1", "units": "12", "date": "2023-09-25"}
	made, _ := shown(t, ledger.KindFunding, with)
	for name, want := range with.Initial {
		if got := text(made, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
		if made.Folded(name) {
			t.Errorf("%s is folded away", name)
		}
	}
}

func TestLabelsAreTranslated(t *testing.T) {
	with := options(t)
	asked := make(map[string]string)
	with.Label = func(key, english string) string {
		asked[key] = english
		return english
	}
	shown(t, ledger.KindTranche, with)
	for key, want := range map[string]string{"field.decide_by": "Decide by", "field.id": "ID", "word.firm": "firm",
		"help.tranche.due": "The day on which it is due.", "form.record": "Record"} {
		if asked[key] != want {
			t.Errorf("%s is %q in English, want %q", key, asked[key], want)
		}
	}
}

func TestEveryKindButTheBooksNameIsInTheMenuOnce(t *testing.T) {
	var got []ledger.Kind
	for _, group := range form.Groups() {
		for _, info := range group.Kinds {
			got = append(got, info.Kind)
			if info.Title == "" || info.Help == "" || len(info.Help) > 70 {
				t.Errorf("%s is %q: %q", info.Kind, info.Title, info.Help)
			}
		}
	}
	want := slices.DeleteFunc(ledger.Kinds(), func(kind ledger.Kind) bool { return kind == ledger.KindBook })
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMatchPutsTheNearestFirst(t *testing.T) {
	choices := []form.Choice{{ID: "b-note", Label: "x"}, {ID: "b", Label: "the Note"}, {ID: "note"}, {ID: "c"}}
	var got []string
	for _, choice := range form.Match(choices, " NOTE") {
		got = append(got, choice.ID)
	}
	if diff := cmp.Diff([]string{"note", "b", "b-note"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTenThousandChoicesAreNarrowedByTyping(t *testing.T) {
	all := book()
	for i := range 10000 {
		all[ledger.KindCommitment] = append(all[ledger.KindCommitment], form.Choice{ID: fmt.Sprintf("c%05d", i)})
	}
	with := options(t)
	with.Choices = all
	made, window := shown(t, ledger.KindFunding, with)
	typeIn(window, made, "commitment", "c0999")
	if got := made.Offered(); len(got) != 8 || got[0] != "*c09990" {
		t.Errorf("the menu shows %q", got)
	}
}

func TestAnIDIsNotCalledUnknownWhileItIsTyped(t *testing.T) {
	made, window := shown(t, ledger.KindCommitment, options(t))
	typeIn(window, made, "company", "a")
	if got := made.Readback("company"); got != "" {
		t.Errorf("it reads back as %q while one types", got)
	}
	window.Canvas().FocusNext()
	if got := made.Readback("company"); got != "not in the book" {
		t.Errorf("it reads back as %q once it is left", got)
	}
}
