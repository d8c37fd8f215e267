package history

import (
	"slices"

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
	w.count(len(h.accounts))
	for _, a := range h.accounts {
		a.write(w)
	}
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
	h.accounts = make([]*account, r.count())
	for i := range h.accounts {
		h.accounts[i] = readAccount(r)
	}
	h.holdings = make([]*holding, r.count())
	for i := range h.holdings {
		h.holdings[i] = readHolding(r)
	}
	if len(r.rest) > 0 {
		r.fail("the end")
	}
	if r.err != nil {
		return nil, r.err
	}
	return h, nil
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

func readAccount(r *reader) *account {
	a := &account{id: ledger.CommitmentID(r.text()), investor: ledger.PartyID(r.text()),
		company: ledger.PartyID(r.text()), currency: r.currency(), signed: r.day(civil.Date{}), places: r.count()}
	if a.places > money.MaxPlaces {
		r.fail("places")
	}
	for i := range a.amounts {
		a.amounts[i] = readSteps(r, r.number)
	}
	a.next = readSteps(r, func() civil.Date { return r.day(a.signed) })
	a.terms = readSteps(r, func() terms {
		return terms{strength: ledger.Strength(r.text()), expires: r.day(a.signed), security: ledger.SecurityID(r.text()),
			program: r.text()}
	})
	a.fundedAt = readSteps(r, r.fraction)
	a.exact = readSteps(r, func() figures.Exactness { return readExact(r) })
	return a
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
	parts := &writer{at: w.at, table: w.table}
	writeSteps(parts, &h.parts, func(held []figures.HeldPart) {
		parts.count(len(held))
		for i := range held {
			writePart(parts, &held[i])
		}
	})
	w.table = parts.table
	w.count(len(parts.body))
	w.body = append(w.body, parts.body...)
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

func readHolding(r *reader) *holding {
	h := &holding{investor: ledger.PartyID(r.text()), company: ledger.PartyID(r.text())}
	h.wholes = readSteps(r, func() *figures.Whole {
		whole := &figures.Whole{Cost: readStated(r)}
		whole.Worth = make([]figures.Worth, r.count())
		for i := range whole.Worth {
			whole.Worth[i] = figures.Worth{In: r.currency(), Amount: readStated(r)}
		}
		whole.Seen = make([]figures.Seen, r.count())
		for i := range whole.Seen {
			whole.Seen[i] = figures.Seen{Currency: r.currency(), Valued: r.day(civil.Date{})}
		}
		return whole
	})
	size := r.count()
	if r.err == nil {
		h.kept, r.rest = r.rest[:size:size], r.rest[size:]
		h.texts = r.texts
	}
	return h
}

// readParts reads the parts of a holding that was kept. They are as many as the digest of all says, or none.
func (h *holding) readParts() { h.reading.Do(h.readKept) }

func (h *holding) readKept() {
	if h.kept == nil {
		return
	}
	r := &reader{rest: h.kept, texts: h.texts}
	h.kept = nil
	parts := readSteps(r, func() []figures.HeldPart {
		held := make([]figures.HeldPart, r.count())
		for i := range held {
			held[i] = figures.HeldPart{Security: ledger.SecurityID(r.text()), Agreed: ledger.SecurityID(r.text()),
				Program: r.text(), Currency: r.currency(), WorthIn: r.currency(), Method: ledger.Method(r.text()),
				Valued: r.day(civil.Date{}), Cost: readStated(r), Worth: readStated(r)}
		}
		return held
	})
	if r.err == nil {
		h.parts = parts
	}
}
