//go:build window

package main_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// TestInAWindow starts the program as it is delivered and works with it as a person does, by keyboard and mouse. What
// is asserted is what the program's trace says, and what then is in the files.
func TestInAWindow(t *testing.T) {
	if os.Getenv("DISPLAY") == "" {
		t.Fatal("there is no display; `go run ./cmd/dev test` makes one")
	}
	built := buildPrograms(t)
	t.Run("a new book", func(t *testing.T) { workOnNewBook(t, built) })
	t.Run("the sample", func(t *testing.T) { lookAtSample(t, built) })
	for _, colours := range []string{"light", "dark"} {
		t.Run("a book is kept, in "+colours, func(t *testing.T) { keepBook(t, built, colours) })
	}
}

// The case: up to 4 billion, 1.25 billion at once, and until the end of March to decide on the rest.
const (
	signed   = "2023-09-25"
	dayOff   = "2024-03-26"
	decided  = "2024-03-27"
	deadline = "2024-03-31"
	dealID   = "amazon-anthropic"
	optionID = "amazon-anthropic/2"
)

// work is the book that is worked on and the app it is open in.
type work struct {
	*app
	home home
	book string // its path
}

func workOnNewBook(t *testing.T, built programs) {
	person := newHome(t)
	w := &work{app: start(t, built, person), home: person, book: filepath.Join(t.TempDir(), "strategic.stakebook")}
	w.phase(t, "the welcome offers a new book, open and the sample", w.seeWelcome)
	w.phase(t, "a new book by keyboard", w.makeBook)
	w.phase(t, "two parties", w.recordParties)
	w.phase(t, "a commitment of 4 billion", w.recordCommitment)
	w.phase(t, "an option until the end of March", w.recordOption)
	w.phase(t, "1.25 billion is paid", w.recordFirstFunding)
	w.phase(t, "the day before the decision", w.lookBeforeDecision)
	w.phase(t, "the report exported as CSV", w.exportReport)
	w.phase(t, "an existing file is kept when replacing it is given up", w.keepExisting)
	w.phase(t, "an existing file is replaced whole when asked for", w.replaceExisting)
	w.phase(t, "the rest is paid", w.recordRest)
	w.phase(t, "one cent more is refused at the field", w.refuseOneCent)
	w.phase(t, "undo and redo are reversals", w.undoAndRedo)
	w.phase(t, "a click on a bar shows the commitment", w.clickBar)
	w.phase(t, "a second writer is told who has the book", w.refuseSecondWriter)
	w.phase(t, "a second start hands over to the first", w.startAgain)
	w.phase(t, "closed by the window manager", w.close)
}

func (w *work) seeWelcome(h *hand) {
	seen := h.await(event{Event: "places"})
	var offered []string
	for _, p := range seen.Places {
		offered = append(offered, p.ID)
	}
	if diff := cmp.Diff([]string{"book.new", "book.open", "book.sample"}, offered); diff != "" {
		h.Errorf("the welcome offers (-want +got):\n%s", diff)
	}
	h.picture("welcome")
}

func (w *work) makeBook(h *hand) {
	h.press("ctrl+n")
	h.await(event{Event: "dialog", ID: "new", State: "opened"})
	h.fill("Strategic stakes", "")
	h.replace("USD")
	h.picture("new-book")
	h.press("Return")
	h.await(event{Event: "dialog", ID: "new", State: "closed"})
	h.nameFile(w.book, "Return")
	h.await(event{Event: "book", Path: w.book, Entries: 1, State: "write"})
	h.await(event{Event: "page", ID: "overview"})
	w.newest(h, map[string]string{"kind": "book", "name": "Strategic stakes", "currency": "USD"})
}

// nameFile waits for the dialog that asks for a file, and names one; the keys are what ends it.
func (h *hand) nameFile(path string, keys ...string) event {
	h.Helper()
	h.await(event{Event: "dialog", ID: "file", State: "opened"})
	h.replace(path)
	h.press(keys...)
	return h.await(event{Event: "dialog", ID: "file", State: "closed"})
}

// entries reads the book beside the app.
func (w *work) entries(h *hand) (entries []ledger.Entry) {
	h.Helper()
	d, err := desk.Open(w.book, bookfile.Read, desk.Options{
		Author: "test", Now: time.Now, File: bookfile.Options{Host: "test", Process: "test", Now: time.Now},
	})
	if err != nil {
		h.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			h.Error(err)
		}
	}()
	err = d.View(0, func(b *ledger.Book) error {
		entries = slices.Collect(b.Journal())
		return nil
	})
	if err != nil {
		h.Fatal(err)
	}
	return entries
}

// newest asserts what the book's newest entry holds, field by field.
func (w *work) newest(h *hand, want map[string]string) {
	h.Helper()
	entries := w.entries(h)
	newest := entries[len(entries)-1]
	got := make(map[string]string)
	for name := range want {
		switch name {
		case ledger.FieldKind:
			got[name] = string(newest.Kind())
		case ledger.FieldDate:
			got[name] = newest.Date.String()
		default:
			got[name] = newest.Text(name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("the newest entry (-want +got):\n%s", diff)
	}
}

// openForm opens the form for a kind by its shortcut.
func (h *hand) openForm(kind, shortcut string) {
	h.Helper()
	h.press(shortcut)
	h.await(event{Event: "dialog", ID: "record", Kind: kind, State: "opened"})
}

// recorded waits until an entry is in the book and its form is gone.
func (h *hand) recorded(kind string, entries int) {
	h.Helper()
	h.await(event{Event: "dialog", ID: "record", Kind: kind, State: "closed"})
	h.await(event{Event: "recorded", Entries: entries})
}

func (w *work) recordParties(h *hand) {
	h.press("ctrl+shift+n")
	h.await(event{Event: "dialog", ID: "kind", State: "opened"})
	h.write("party")
	h.press("Return")
	h.await(event{Event: "dialog", ID: "record", Kind: "party", State: "opened"})
	h.fill("amazon", "Amazon")
	h.press("Return")
	h.recorded("party", 2)
	h.click("record.entry")
	h.await(event{Event: "dialog", ID: "kind", State: "opened"})
	h.write("party")
	h.press("Return")
	h.await(event{Event: "dialog", ID: "record", Kind: "party", State: "opened"})
	h.fill("anthropic", "Anthropic")
	h.picture("form-party")
	h.press("ctrl+Return")
	h.recorded("party", 3)
}

// lookAsOf types a date into the as-of bar.
func (h *hand) lookAsOf(date string) {
	h.Helper()
	h.press("ctrl+d")
	h.await(event{Event: "command", ID: "moment.date"})
	h.replace(date)
	h.press("Return")
	h.await(event{Event: "moment", Date: date})
}

func (w *work) recordCommitment(h *hand) {
	h.lookAsOf(signed) // what is entered begins with the date that is looked at
	h.openForm("commitment", "ctrl+shift+c")
	h.fill(dealID, "amazon", "anthropic", "4000000000")
	h.picture("form-commitment")
	h.press("Return")
	h.recorded("commitment", 4)
	w.newest(h, map[string]string{
		"kind": "commitment", "date": signed, "id": dealID, "investor": "amazon", "company": "anthropic",
		"cap": "4000000000", "currency": "USD",
	})
}

func (w *work) recordOption(h *hand) {
	h.do("Tranche", "record.tranche")
	h.await(event{Event: "dialog", ID: "record", Kind: "tranche", State: "opened"})
	h.fill(optionID, dealID, "2750000000")
	h.press("Tab", "Tab", "Tab") // past min and due
	h.fill(deadline, "o")        // decide by, and the strength: the option among the words
	h.picture("form-tranche")
	h.press("ctrl+Return")
	h.recorded("tranche", 5)
	w.newest(h, map[string]string{
		"kind": "tranche", "date": signed, "id": optionID, "commitment": dealID, "max": "2750000000",
		"decide_by": deadline, "strength": "option",
	})
}

func (w *work) recordFirstFunding(h *hand) {
	h.openForm("funding", "ctrl+shift+f")
	h.fill(dealID, "1250000000")
	h.press("Return")
	h.recorded("funding", 6)
	w.newest(h, map[string]string{"kind": "funding", "date": signed, "commitment": dealID, "amount": "1250000000"})
}

// commitment gives the deal's row of the report of commitments on a date, by column.
func (w *work) commitment(h *hand, date string) map[string]string {
	h.Helper()
	return theRow(h, w.programs.must(h.T, "report", "commitments", w.book, "--as-of", date, "--format", "csv"))
}

// theRow reads a CSV of one row.
func theRow(h *hand, text string) map[string]string {
	h.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		h.Fatal(err)
	}
	if len(records) != 2 {
		h.Fatalf("the CSV has %d records, not a header and a row:\n%s", len(records), text)
	}
	row := make(map[string]string)
	for i, name := range records[0] {
		row[name] = records[1][i]
	}
	return row
}

// figuresAre asserts some columns of a row.
func figuresAre(h *hand, row map[string]string, want map[string]string) {
	h.Helper()
	got := make(map[string]string)
	for name := range want {
		got[name] = row[name]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("the figures (-want +got):\n%s", diff)
	}
}

// before are the deal's figures on the day before the decision.
func before() map[string]string {
	return map[string]string{
		"commitment": dealID, "investor": "amazon", "investor_name": "Amazon", "company": "anthropic",
		"company_name": "Anthropic", "currency": "USD", "signed": signed, "cap": "4000000000.00",
		"funded": "1250000000.00", "recallable": "0.00", "released": "0.00", "unfunded": "2750000000.00", "firm": "0.00",
		"conditional": "0.00", "option": "2750000000.00", "called": "0.00", "overdue": "0.00", "undecided": "0.00",
		"used_percent": "31.2500",
	}
}

func (w *work) lookBeforeDecision(h *hand) {
	h.lookAsOf(dayOff)
	figuresAre(h, w.commitment(h, dayOff), before())
}

func (w *work) exportReport(h *hand) {
	path := filepath.Join(filepath.Dir(w.book), "commitments.csv")
	h.askExport()
	h.nameFile(path, "Return")
	h.await(event{Event: "exported", Path: path})
	got := readFile(h, path)
	figuresAre(h, theRow(h, got), before())
	w.equalsReport(h, got)
}

// askExport goes through the dialogs up to the one that asks for the file.
func (h *hand) askExport() {
	h.Helper()
	h.press("ctrl+e")
	h.await(event{Event: "dialog", ID: "report", State: "opened"})
	h.write("commitments")
	h.press("Return")
	h.await(event{Event: "dialog", ID: "export", State: "opened"})
	h.press("Return") // CSV is the first format
	h.await(event{Event: "dialog", ID: "export", State: "closed"})
}

// equalsReport asserts that a file is the report that stakectl writes of the same day, byte for byte.
func (w *work) equalsReport(h *hand, got string) {
	h.Helper()
	want := w.programs.must(h.T, "report", "commitments", w.book, "--as-of", dayOff, "--format", "csv")
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("the exported file is not what stakectl reports (-want +got):\n%s", diff)
	}
}

func readFile(h *hand, path string) string {
	h.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		h.Fatal(err)
	}
	return string(text)
}

// existing is a file of a person's own, longer than the report that is to take its place.
func (w *work) existing() string { return filepath.Join(filepath.Dir(w.book), "mine.csv") }

const mine = "what a person wrote by hand\n"

func (w *work) keepExisting(h *hand) {
	if err := os.WriteFile(w.existing(), []byte(strings.Repeat(mine, 200)), 0o644); err != nil {
		h.Fatal(err)
	}
	h.askExport()
	h.await(event{Event: "dialog", ID: "file", State: "opened"})
	h.replace(w.existing())
	h.press("Return") // it asks whether to replace the file
	h.picture("replace-file")
	h.press("Escape")
	if closed := h.await(event{Event: "dialog", ID: "file", State: "closed"}); closed.Path != "" {
		h.Errorf("the dialog gave a file that was given up: %s", closed.Path)
	}
	h.none(event{Event: "exported"})
	if got := readFile(h, w.existing()); got != strings.Repeat(mine, 200) {
		h.Errorf("the file was changed:\n%s", got)
	}
}

func (w *work) replaceExisting(h *hand) {
	h.askExport()
	h.nameFile(w.existing(), "Return", "Return")
	h.await(event{Event: "exported", Path: w.existing()})
	w.equalsReport(h, readFile(h, w.existing()))
}

func (w *work) recordRest(h *hand) {
	h.lookAsOf(decided)
	h.openForm("funding", "ctrl+shift+f")
	h.fill(dealID, "2750000000")
	h.press("Tab") // the tranche
	h.write(optionID)
	h.picture("form-funding")
	h.press("ctrl+Return")
	h.recorded("funding", 7)
	w.newest(h, map[string]string{
		"kind": "funding", "date": decided, "commitment": dealID, "amount": "2750000000", "tranche": optionID,
	})
	figuresAre(h, w.commitment(h, dayOff), map[string]string{"funded": "1250000000.00", "option": "2750000000.00"})
	w.allPaid(h)
}

func (w *work) allPaid(h *hand) {
	h.Helper()
	figuresAre(h, w.commitment(h, decided), map[string]string{
		"cap": "4000000000.00", "funded": "4000000000.00", "unfunded": "0.00", "option": "0.00", "used_percent": "100.0000",
	})
}

func (w *work) refuseOneCent(h *hand) {
	h.openForm("funding", "ctrl+shift+f")
	h.fill(dealID, "0.01")
	h.press("Return")
	refused := h.await(event{Event: "error", ID: "record", Kind: "funding"})
	if refused.Field != "amount" {
		h.Errorf("the refusal is shown at the field %q, not at amount", refused.Field)
	}
	if !strings.Contains(refused.Text, "0.01") {
		h.Errorf("the refusal does not name what is too much: %s", refused.Text)
	}
	h.picture("form-refusal")
	h.none(event{Event: "dialog", ID: "record", State: "closed"})
	h.press("Escape")
	h.await(event{Event: "dialog", ID: "record", Kind: "funding", State: "closed"})
	h.none(event{Event: "recorded"})
	w.newest(h, map[string]string{"kind": "funding", "date": decided, "amount": "2750000000"})
}

func (w *work) undoAndRedo(h *hand) {
	h.press("ctrl+z")
	h.await(event{Event: "command", ID: "edit.undo"})
	h.await(event{Event: "recorded", Entries: 8})
	w.newest(h, map[string]string{"kind": "reversal", "entry": "7"})
	figuresAre(h, w.commitment(h, decided), map[string]string{"funded": "1250000000.00", "option": "2750000000.00"})
	h.press("ctrl+y")
	h.await(event{Event: "command", ID: "edit.redo"})
	h.await(event{Event: "recorded", Entries: 9})
	w.newest(h, map[string]string{"kind": "reversal", "entry": "8"})
	w.allPaid(h)
}

func (w *work) clickBar(h *hand) {
	h.press("ctrl+3")
	h.await(event{Event: "page", ID: "journal"})
	h.picture("journal-small")
	h.click("page.overview")
	h.await(event{Event: "page", ID: "overview"})
	h.await(event{Event: "places"})
	h.picture("overview-small")
	h.click("chart." + dealID)
	h.await(event{Event: "page", ID: "commitments", Text: dealID})
	h.picture("commitments-small")
}

func (w *work) refuseSecondWriter(h *hand) {
	entry := filepath.Join(h.TempDir(), "more.csv")
	if err := os.WriteFile(entry, []byte("kind,id,name\nparty,google,Google\n"), 0o644); err != nil {
		h.Fatal(err)
	}
	got := w.programs.run(h.T, "import", w.book, entry)
	holder := fmt.Sprintf("Stakebook on %s (process %d)", hostName(h), w.command.Process.Pid)
	if got.code != 1 || !strings.Contains(got.err, holder) {
		h.Errorf("the second writer ends with code %d and is not told of %s:\n%s", got.code, holder, got.err)
	}
	if count := len(w.entries(h)); count != 9 {
		h.Errorf("the book has %d entries, not 9", count)
	}
}

func hostName(h *hand) string {
	name, err := os.Hostname()
	if err != nil {
		h.Fatal(err)
	}
	return name
}

func (w *work) startAgain(h *hand) {
	other := filepath.Join(filepath.Dir(w.book), "other.stakebook")
	w.programs.must(h.T, "new", other, "--name", "Other", "--currency", "EUR")
	for _, book := range []string{w.book, other} {
		w.handOver(h, book)
		h.await(event{Event: "raised", Path: book})
	}
	h.await(event{Event: "book", Path: other, Entries: 1, State: "write"})
	if shown := h.await(event{Event: "page"}); shown.Text != "" {
		h.Errorf("the page shows %s, which is in another book", shown.Text)
	}
	w.handOver(h, w.book)
	h.await(event{Event: "book", Path: w.book, Entries: 9, State: "write"})
}

func (w *work) close(h *hand) {
	h.await(event{Event: "checked", State: "sound"})
	h.press("alt+F4")
	h.ends(w.book)
	if said := w.programs.must(h.T, "check", w.book); !strings.Contains(said, "sound; entries: 9;") {
		h.Errorf("the check says: %s", said)
	}
}

// ends waits for the end of the program, and asserts that all went well and nothing was left beside the book.
func (h *hand) ends(book string) {
	h.Helper()
	select {
	case <-h.app.ended:
	case <-time.After(answerPatience):
		h.Fatalf("the program is still there %v after it was told to end", answerPatience)
	}
	if code := h.app.command.ProcessState.ExitCode(); code != 0 {
		h.Errorf("the program ended with code %d:\n%s", code, h.app.said)
	}
	for _, beside := range []string{bookfile.LockSuffix, "-journal"} {
		if _, err := os.Lstat(book + beside); !os.IsNotExist(err) {
			h.Errorf("%s was left behind: %v", filepath.Base(book+beside), err)
		}
	}
}

// handOver starts the program a second time.
func (w *work) handOver(h *hand, book string) {
	h.Helper()
	second := w.again(h, book)
	if said, err := second.CombinedOutput(); err != nil {
		h.Fatalf("the second start ended with %v\n%s", err, said)
	}
}
