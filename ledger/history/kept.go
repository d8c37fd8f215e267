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
	kinds := make(map[what]*what)
	for i := range h.holdings {
		h.holdings[i] = readHolding(r, kinds)
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
	writeSteps(w, &h.parts, func(parts []part) {
		w.count(len(parts))
		for i := range parts {
			p := &parts[i]
			for _, text := range [...]string{string(p.what.security), string(p.what.agreed), p.what.program,
				p.what.currency.String(), p.what.worthIn.String(), string(p.what.method), string(p.costs), string(p.worths)} {
				w.text(text)
			}
			w.day(p.valued, civil.Date{})
			w.fraction(p.cost)
			w.fraction(p.worth)
		}
	})
}

func readHolding(r *reader, kinds map[what]*what) *holding {
	h := &holding{investor: ledger.PartyID(r.text()), company: ledger.PartyID(r.text())}
	h.parts = readSteps(r, func() []part {
		parts := make([]part, r.count())
		for i := range parts {
			key := what{ledger.SecurityID(r.text()), ledger.SecurityID(r.text()), r.text(), r.currency(), r.currency(),
				ledger.Method(r.text())}
			if kinds[key] == nil {
				kinds[key] = &key
			}
			parts[i] = part{what: kinds[key], costs: ledger.Qualifier(r.text()), worths: ledger.Qualifier(r.text()),
				valued: r.day(civil.Date{}), cost: r.fraction(), worth: r.fraction()}
		}
		return parts
	})
	return h
}
