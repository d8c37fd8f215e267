package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"
	"time"

	"stakebook/ledger"
	"stakebook/ledger/civil"
)

// TroubleOf is what a person is told where a book does not open.
func TroubleOf(path string, err error) (title, text, hint string) {
	why := troubleOf(path, err, time.UTC)
	return why.title, why.text, why.hint
}

// CheckTroubleOf is what a person is told of what a check found.
func CheckTroubleOf(err error) (title, hint string) {
	why := checkTrouble(err)
	return why.title, why.hint
}

// Matching gives the titles of the items that match what was typed.
func Matching(titles []string, typed string) []string {
	var items []item
	for _, title := range titles {
		items = append(items, item{title: title})
	}
	var found []string
	for _, i := range matching(items, typed) {
		found = append(found, i.title)
	}
	return found
}

// Life is a book's time.
type Life = life

// Counted is a number of entries in words.
func Counted(n int) string { return counted(n, "entry", "entries") }

// LifeOf reads the life of a book.
func LifeOf(b *ledger.Book, today civil.Date) Life { return lifeOf(b, today) }

// Next is the first day after a day on which something happened.
func (l life) Next(day civil.Date) (civil.Date, bool) { return l.next(day) }

// Previous is the last day before a day on which something happened.
func (l life) Previous(day civil.Date) (civil.Date, bool) { return l.previous(day) }

// Day is what a position of the slider stands for.
func (l life) Day(position int) civil.Date { return l.day(position) }

// Position is where a day stands on the slider.
func (l life) Position(day civil.Date) int { return l.position(day) }

// Currencies lists those that occur in a book, its own first.
func Currencies(b *ledger.Book) []string { return currencies(b) }

// Distance says how far a day is from today.
func Distance(day, today civil.Date) string { return distance(day, today) }

// DateField gives the keyboard to the date of the as-of bar.
func (s *Shell) DateField() { s.window.Canvas().Focus(s.frame.bar.date) }

// Drag moves the slider of the as-of bar.
func (s *Shell) Drag(position int) { s.frame.bar.slider.SetValue(float64(position)) }

// Said is what the status line says was done last.
func (s *Shell) Said() string { return s.frame.status.said.Text }

// Sign is what the as-of bar says of how far the date is from today, and of what is known.
func (s *Shell) Sign() (date, known string) { return s.frame.bar.sign.Text, s.frame.bar.known.Text }

// UseCurrency chooses a currency in the as-of bar.
func (s *Shell) UseCurrency(code string) { s.frame.bar.currency.SetSelected(code) }

// CountAll chooses whose figures are counted.
func (s *Shell) CountAll() { s.frame.bar.scope.SetSelected(allInvestors) }

// Drop drops files on the window by their paths.
func (s *Shell) Drop(files ...string) {
	var dropped []fyne.URI
	for _, file := range files {
		dropped = append(dropped, storage.NewFileURI(file))
	}
	s.dropped(dropped)
}

// LookInPlace is what the window does when a person comes back to it.
func (s *Shell) LookInPlace() { s.lookInPlace() }

// Kept is what the status line says of how the book is kept: what bars it, its encryption and its backup.
func (s *Shell) Kept() (access, sealed, backup string) {
	l := s.frame.status
	return l.access.Text, l.sealed.Text, l.backup.Text
}

// StatusParts are the texts that the status line has room for at a width.
func (s *Shell) StatusParts(width float32) (shown []string) {
	l := s.frame.status
	l.content.Resize(fyne.NewSize(width, l.content.MinSize().Height))
	for _, part := range []*widget.Label{l.book, l.entries, l.access, l.check, l.sealed, l.backup, l.author} {
		if part.Text != "" && part.Size().Width > 0 {
			shown = append(shown, part.Text)
		}
	}
	return shown
}
