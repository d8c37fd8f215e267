package history

import (
	"iter"
	"slices"
	"sync/atomic"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
)

// Keep writes the history of a book, so that Read gives one that says the same.
func (h *History) Keep(b *ledger.Book) []byte {
	w := &writer{at: make(map[string]uint64)}
	w.day(h.from, civil.Date{})
	w.text(h.in.String())
	writeNames(w, b)
	rates := h.rates.Since(h.from)
	w.count(len(rates))
	for _, rate := range rates {
		w.text(rate.Base.String())
		w.text(rate.Quote.String())
		w.day(rate.On, civil.Date{})
		w.fraction(rate.Rate)
	}
	accounts := w.beside()
	accounts.count(len(h.accounts))
	for _, a := range h.accounts {
		a.write(accounts)
	}
	w.section(accounts)
	w.count(len(h.holdings))
	for _, held := range h.holdings {
		held.write(w)
	}
	return w.bytes()
}

// Read gives the history that was kept. The bytes are trusted no further than that nothing in them makes reading fail in
// another way than by an error or asks for more memory than is in proportion to them.
func Read(data []byte) (*History, error) {
	r := newReader(data)
	h := &History{from: r.day(civil.Date{}), in: r.currency()}
	known := readNames(r)
	h.names = known
	rates := make([]figures.DatedRate, r.count())
	for i := range rates {
		rates[i] = figures.DatedRate{Base: r.currency(), Quote: r.currency(), On: r.day(civil.Date{}), Rate: r.fraction()}
	}
	h.rates = figures.NewRates(known.reporting, rates)
	if r.err != nil {
		return nil, r.err
	}
	h.kept = &kept{texts: r.texts, rest: r.rest}
	return h, nil
}

// kept is the accounts and holdings of a history that was read, as they were written. A report asks for each once, so
// that they are read as they are asked for and not held.
type kept struct {
	texts  []string
	rest   []byte
	broken atomic.Bool
}

// Err says that the bytes that a history was read from turned out not to be one, once it was asked for its figures.
func (h *History) Err() error {
	if h.kept != nil && h.kept.broken.Load() {
		return errForm
	}
	return nil
}

func (k *kept) everyAccount() iter.Seq[*account] {
	return func(yield func(*account) bool) {
		r := &reader{rest: k.rest, texts: k.texts}
		r.count() // of bytes
		var a account
		for range r.count() {
			r.reuse()
			readAccount(r, &a)
			if r.err != nil || !yield(&a) {
				break
			}
		}
		k.note(r)
	}
}

func (k *kept) everyHolding(parts bool) iter.Seq[*holding] {
	return func(yield func(*holding) bool) {
		r := &reader{rest: k.rest, texts: k.texts}
		k.skipAccounts(r)
		var h holding
		for range r.count() {
			r.reuse()
			readHolding(r, &h, parts)
			if r.err != nil || !yield(&h) {
				k.note(r)
				return
			}
		}
		if len(r.rest) > 0 {
			r.fail("the end")
		}
		k.note(r)
	}
}

func (k *kept) note(r *reader) {
	if r.err != nil {
		k.broken.Store(true)
	}
}

// skipAccounts goes to the holdings.
func (k *kept) skipAccounts(r *reader) {
	size := r.count()
	if r.err == nil {
		r.rest = r.rest[size:]
	}
}

func (a *account) write(w *writer) {
	w.text(string(a.id))
	w.text(string(a.investor))
	w.text(string(a.company))
	w.text(a.currency.String())
	w.day(a.signed, civil.Date{})
	w.count(a.places)
	for i := range a.amounts {
		writeSteps(w, &a.amounts[i], w.number)
	}
	writeSteps(w, &a.next, func(day civil.Date) { w.day(day, a.signed) })
	writeSteps(w, &a.terms, func(t terms) {
		w.text(string(t.strength))
		w.day(t.expires, a.signed)
		w.text(string(t.security))
		w.text(t.program)
	})
	writeSteps(w, &a.fundedAt, w.fraction)
	writeSteps(w, &a.exact, func(exact figures.Exactness) { writeExact(w, exact) })
}

func readAccount(r *reader, a *account) {
	*a = account{id: ledger.CommitmentID(r.text()), investor: ledger.PartyID(r.text()),
		company: ledger.PartyID(r.text()), currency: r.currency(), signed: r.day(civil.Date{}), places: r.count()}
	if a.places > money.MaxPlaces {
		r.fail("places")
	}
	for i := range a.amounts {
		a.amounts[i] = readSteps(r, &r.units, r.number)
	}
	a.next = readSteps(r, &r.days, func() civil.Date { return r.day(a.signed) })
	a.terms = readSteps(r, &r.terms, func() terms {
		return terms{strength: ledger.Strength(r.text()), expires: r.day(a.signed), security: ledger.SecurityID(r.text()),
			program: r.text()}
	})
	a.fundedAt = readSteps(r, &r.fractions, r.fraction)
	a.exact = readSteps(r, &r.exact, func() figures.Exactness { return readExact(r) })
}

func writeExact(w *writer, exact figures.Exactness) {
	figured := make([]figures.Figure, 0, len(exact))
	for figure := range exact {
		figured = append(figured, figure)
	}
	slices.Sort(figured)
	w.count(len(figured))
	for _, figure := range figured {
		w.text(string(figure))
		w.text(string(exact[figure]))
	}
}

func readExact(r *reader) figures.Exactness {
	n := r.count()
	if n == 0 {
		return nil
	}
	exact := make(figures.Exactness)
	for range n {
		figure := figures.Figure(r.text())
		exact[figure] = ledger.Qualifier(r.text())
	}
	return exact
}

func (h *holding) write(w *writer) {
	w.text(string(h.investor))
	w.text(string(h.company))
	writeSteps(w, &h.wholes, func(whole *figures.Whole) {
		writeStated(w, whole.Cost)
		w.count(len(whole.Worth))
		for _, worth := range whole.Worth {
			w.text(worth.In.String())
			writeStated(w, worth.Amount)
		}
		w.count(len(whole.Seen))
		for _, seen := range whole.Seen {
			w.text(seen.Currency.String())
			w.day(seen.Valued, civil.Date{})
		}
	})
	parts := w.beside()
	writeSteps(parts, &h.parts, func(held []figures.HeldPart) {
		parts.count(len(held))
		for i := range held {
			writePart(parts, &held[i])
		}
	})
	w.section(parts)
}

func writePart(w *writer, p *figures.HeldPart) {
	for _, text := range [...]string{string(p.Security), string(p.Agreed), p.Program, p.Currency.String(),
		p.WorthIn.String(), string(p.Method)} {
		w.text(text)
	}
	w.day(p.Valued, civil.Date{})
	writeStated(w, p.Cost)
	writeStated(w, p.Worth)
}

func writeStated(w *writer, s figures.Stated) {
	w.text(string(s.Qualifier))
	w.fraction(s.Number)
}

func readStated(r *reader) figures.Stated {
	return figures.Stated{Qualifier: ledger.Qualifier(r.text()), Number: r.fraction()}
}

func readHolding(r *reader, h *holding, parts bool) {
	*h = holding{investor: ledger.PartyID(r.text()), company: ledger.PartyID(r.text())}
	h.wholes = readSteps(r, &r.wholes, func() *figures.Whole { return readWhole(r) })
	size := r.count()
	if r.err != nil {
		return
	}
	if !parts {
		r.rest = r.rest[size:]
		return
	}
	h.parts = readSteps(r, &r.parts, func() []figures.HeldPart {
		held := make([]figures.HeldPart, r.count())
		for i := range held {
			held[i] = figures.HeldPart{Security: ledger.SecurityID(r.text()), Agreed: ledger.SecurityID(r.text()),
				Program: r.text(), Currency: r.currency(), WorthIn: r.currency(), Method: ledger.Method(r.text()),
				Valued: r.day(civil.Date{}), Cost: readStated(r), Worth: readStated(r)}
		}
		return held
	})
}

func readWhole(r *reader) *figures.Whole {
	whole := &take(&r.whole, 1)[:1][0]
	*whole = figures.Whole{Cost: readStated(r)}
	n := r.count()
	whole.Worth = take(&r.worth, n)
	for range n {
		whole.Worth = append(whole.Worth, figures.Worth{In: r.currency(), Amount: readStated(r)})
	}
	n = r.count()
	whole.Seen = take(&r.seen, n)
	for range n {
		whole.Seen = append(whole.Seen, figures.Seen{Currency: r.currency(), Valued: r.day(civil.Date{})})
	}
	return whole
}
