package ui_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/assets"
	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/history"
	"stakebook/ledger/money"
	"stakebook/ui"
	"stakebook/ui/page"
)

// inline does everything at once, but for what waits: that is done when a test asks for it.
type inline struct{ waiting []*wait }

// wait is something that is to be done later, unless it is stopped.
type wait struct{ do func() }

func (*inline) Go(work, done func()) { work(); done() }
func (*inline) Do(do func())         { do() }
func (r *inline) After(_ time.Duration, do func()) (stop func()) {
	made := &wait{do: do}
	r.waiting = append(r.waiting, made)
	return func() { made.do = nil }
}

// pass lets the time pass that was waited for until now.
func (r *inline) pass() {
	due := r.waiting
	r.waiting = nil
	for _, w := range due {
		if w.do != nil {
			w.do()
		}
	}
}

// picker answers with a path.
type picker struct {
	path  string
	err   error
	asked []ui.Ask
}

func (p *picker) Open(_ fyne.Window, ask ui.Ask, chosen func(string, error)) {
	p.asked = append(p.asked, ask)
	chosen(p.path, p.err)
}

func (p *picker) Save(window fyne.Window, ask ui.Ask, chosen func(string, error)) {
	p.Open(window, ask, chosen)
}

// stub is a page that remembers what it was shown.
type stub struct {
	id     string
	label  *widget.Label
	at     []page.Moment
	opened []string
	heads  []ledger.Seq
}

func newStub(id string) *stub { return &stub{id: id, label: widget.NewLabel(id)} }

func (p *stub) ID() string                 { return p.id }
func (p *stub) Title() string              { return strings.ToUpper(p.id[:1]) + p.id[1:] }
func (p *stub) Icon() fyne.Resource        { return theme.HomeIcon() }
func (p *stub) Content() fyne.CanvasObject { return p.label }
func (p *stub) Open(id string)             { p.opened = append(p.opened, id) }
func (p *stub) First() fyne.Focusable      { return nil }
func (p *stub) Update(book page.Reader, at page.Moment) page.Work {
	p.at = append(p.at, at)
	return func() func() {
		var head ledger.Seq
		_ = book.Look(at.Known, func(s history.Sight) error {
			head = s.Head().Seq
			return nil
		})
		return func() { p.heads = append(p.heads, head) }
	}
}

func (p *stub) last() page.Moment { return p.at[len(p.at)-1] }

// world is a shell with all that is around it.
type world struct {
	t      *testing.T
	app    fyne.App
	shell  *ui.Shell
	runner *inline
	picker *picker
	trace  *bytes.Buffer
	pages  []*stub
	folder string
}

func now() time.Time { return time.Date(2024, 3, 26, 12, 0, 0, 0, time.UTC) }

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, test.NewTempApp(t))
}

func newWorldOn(t *testing.T, app fyne.App) *world {
	t.Helper()
	runner := &inline{}
	w := newWorldWith(t, app, runner)
	w.runner = runner
	return w
}

// newWorldWith is a world whose work is carried out by a runner of the test's own.
func newWorldWith(t *testing.T, app fyne.App, runner ui.Runner) *world {
	t.Helper()
	w := &world{t: t, app: app, picker: &picker{}, trace: &bytes.Buffer{}, folder: t.TempDir()}
	w.pages = []*stub{newStub("overview"), newStub("commitments"), newStub("journal")}
	w.shell = ui.New(app, ui.Params{
		Now: now, Author: "ann", Host: "desk-1", PID: 7, Version: "0.0.0", Runner: runner, Picker: w.picker,
		Pages: func(page.Actions) []page.Page {
			var pages []page.Page
			for _, p := range w.pages {
				pages = append(pages, p)
			}
			return pages
		},
		Sample: assets.SampleJournal, Trace: w.trace, Memory: filepath.Join(w.folder, "heads"),
		Fonts: ui.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold},
	})
	t.Cleanup(func() { w.shell.Run("book.close") })
	return w
}

// options are those of another program at the same books.
func options() desk.Options {
	file := bookfile.Options{Host: "desk-2", Process: "stakectl", PID: 9, Now: now}
	return desk.Options{Author: "ben", Now: now, File: file}
}

func day(t *testing.T, text string) civil.Date {
	t.Helper()
	date, err := civil.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return date
}

func entry(t *testing.T, pairs ...string) ledger.Entry {
	t.Helper()
	var fields []ledger.Pair
	for _, pair := range pairs {
		name, text, _ := strings.Cut(pair, "=")
		fields = append(fields, ledger.Pair{Name: name, Text: text})
	}
	e, err := ledger.ParseEntry(fields)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// book makes a book with a commitment of 4 billion of which 1.25 are paid, and closes it.
func (w *world) book(name string) string {
	w.t.Helper()
	path := filepath.Join(w.folder, name)
	usd, err := money.ParseCurrency("USD")
	if err != nil {
		w.t.Fatal(err)
	}
	d, err := desk.New(path, ledger.BookName{Name: "Case", Currency: usd}, options())
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = d.RecordAll("the case", []ledger.Entry{
		entry(w.t, "kind=party", "id=amazon", "name=Amazon", "own=yes"),
		entry(w.t, "kind=party", "id=anthropic", "name=Anthropic"),
		entry(w.t, "kind=commitment", "date=2023-09-25", "id=c", "investor=amazon", "company=anthropic",
			"cap=4000000000", "currency=USD"),
		entry(w.t, "kind=funding", "date=2023-09-30", "commitment=c", "amount=1250000000"),
	})
	if err := errors.Join(err, d.Close()); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// open opens the case and gives its path.
func (w *world) open() string {
	w.t.Helper()
	path := w.book("case.stakebook")
	w.shell.OpenBook(path)
	if got := w.events("book"); len(got) != 1 || got[0]["path"] != path {
		w.t.Fatalf("the book did not open: %s", w.trace)
	}
	return path
}

// events are the traced events of one name.
func (w *world) events(name string) []map[string]any {
	w.t.Helper()
	var found []map[string]any
	for line := range strings.Lines(w.trace.String()) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			w.t.Fatal(err)
		}
		if e["event"] == name {
			found = append(found, e)
		}
	}
	return found
}

// overlay is the text of what lies over the window.
func (w *world) overlay() string {
	top := w.shell.Window().Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	var text strings.Builder
	for _, object := range test.LaidOutObjects(top) {
		switch o := object.(type) {
		case *widget.Label:
			text.WriteString(o.Text + "\n")
		case *canvas.Text:
			text.WriteString(o.Text + "\n")
		}
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

// typeText types into what has the keyboard.
func (w *world) typeText(text string) {
	w.t.Helper()
	canvas := w.shell.Window().Canvas()
	for _, r := range text {
		canvas.Focused().TypedRune(r)
	}
}

func (w *world) key(name fyne.KeyName) {
	w.t.Helper()
	focused := w.shell.Window().Canvas().Focused()
	if focused == nil {
		w.t.Fatalf("%s: nothing has the keyboard", name)
	}
	focused.TypedKey(&fyne.KeyEvent{Name: name})
}

// entries reads a book beside the shell.
func entries(t *testing.T, path string) []ledger.Entry {
	t.Helper()
	d, err := desk.Open(path, bookfile.Read, options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	var all []ledger.Entry
	err = d.View(0, func(b *ledger.Book) error {
		for e := range b.Journal() {
			all = append(all, e)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
