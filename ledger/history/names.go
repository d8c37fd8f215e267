package history

import (
	"stakebook/ledger"
	"stakebook/ledger/money"
)

// names says who and what the ids of a history are that was read, and no more of them than figures ask for.
type names struct {
	reporting  money.Currency
	parties    map[ledger.PartyID]ledger.Party
	securities map[ledger.SecurityID]ledger.Security
}

func (n *names) Party(id ledger.PartyID) (ledger.Party, bool) {
	party, ok := n.parties[id]
	return party, ok
}

func (n *names) Security(id ledger.SecurityID) (ledger.Security, bool) {
	security, ok := n.securities[id]
	return security, ok
}

func (n *names) PartyName(id ledger.PartyID) string {
	if party, ok := n.parties[id]; ok {
		return party.Name
	}
	return string(id)
}

func (n *names) HasOwn() bool {
	for _, party := range n.parties {
		if party.Own == ledger.Yes {
			return true
		}
	}
	return false
}

func (n *names) Currency() money.Currency { return n.reporting }

// writeNames writes what a book says of its parties and securities.
func writeNames(w *writer, b *ledger.Book) {
	w.text(b.Currency().String())
	var parties, securities []ledger.Entry
	for e := range b.All(ledger.KindParty) {
		parties = append(parties, e)
	}
	for e := range b.All(ledger.KindSecurity) {
		securities = append(securities, e)
	}
	w.count(len(parties))
	for _, e := range parties {
		p := e.Payload.(ledger.Party)
		w.text(string(p.ID))
		w.text(p.Name)
		w.text(string(p.Own))
		w.text(p.Country)
		w.text(p.Sector)
		w.count(len(p.Tags))
		for _, tag := range p.Tags {
			w.text(tag)
		}
	}
	w.count(len(securities))
	for _, e := range securities {
		p := e.Payload.(ledger.Security)
		w.text(string(p.ID))
		w.text(string(p.Company))
		w.text(string(p.Class))
	}
}

func readNames(r *reader) *names {
	n := &names{reporting: r.currency()}
	count := r.count()
	n.parties = make(map[ledger.PartyID]ledger.Party, count)
	for range count {
		p := ledger.Party{ID: ledger.PartyID(r.text()), Name: r.text(), Own: ledger.YesNo(r.text()), Country: r.text(),
			Sector: r.text()}
		for range r.count() {
			p.Tags = append(p.Tags, r.text())
		}
		n.parties[p.ID] = p
	}
	count = r.count()
	n.securities = make(map[ledger.SecurityID]ledger.Security, count)
	for range count {
		s := ledger.Security{ID: ledger.SecurityID(r.text()), Company: ledger.PartyID(r.text()),
			Class: ledger.Class(r.text())}
		n.securities[s.ID] = s
	}
	return n
}
