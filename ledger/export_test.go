package ledger

// AppendAnew takes an entry into the book as Append does, and folds all that it touches from the first entry on: nothing
// is taken a step further from where it stood.
func (b *Book) AppendAnew(e Entry) (Entry, error) {
	stamped, err := b.Stamper().stamp(e, new(Entry))
	if err != nil {
		return Entry{}, err
	}
	if !e.Booked() || e.Kind() == KindReversal || e.Kind() == KindBook {
		return stamped.Entry(), b.Take(stamped)
	}
	next := change{entry: b.write(stamped.entry), placing: &placing{}}
	refusal := b.checkOrigin(next.entry)
	if refusal == nil {
		refusal = b.planAnew(next.placing, next.entry)
	}
	if refusal != nil {
		return Entry{}, refusal
	}
	b.carryOut(next)
	return stamped.Entry(), nil
}

func (b *Book) planAnew(p *placing, e *line) *Refusal {
	if refusal := b.checkNames(p, e); refusal != nil {
		return refusal
	}
	p.accounts.folded = make(accountPlan)
	for _, id := range b.commitmentsOf(e) {
		var events []*line
		if p.accounts.account = b.account(id); p.accounts.account != nil {
			events = p.accounts.account.events
		}
		if wrong := b.planAccount(p.accounts.folded, id, with(events[:len(events):len(events)], e)); wrong != nil {
			return blame(wrong, e)
		}
	}
	company := p.moverOf(e)
	if company == nil {
		return nil
	}
	var events []*line
	if company.register != nil {
		events = company.register.events
	}
	var wrong *broken
	p.lots, wrong = b.planRegister(company, with(events[:len(events):len(events)], e))
	return blame(wrong, e)
}
