package figures

import "stakebook/ledger"

// SubjectsOf is what an entry of the journal is about, for a filter: it is kept where any of them is. What an entry
// does not say stays empty; an entry about nobody's money in nothing, such as an exchange rate, is about the empty
// Subject.
func SubjectsOf(b *ledger.Book, e ledger.Entry) []Subject {
	switch p := e.Payload.(type) {
	case ledger.Party:
		return ofParty(p.ID)
	case ledger.Security:
		return []Subject{{Company: p.Company, Class: p.Class}}
	case ledger.Commitment:
		return []Subject{{Investor: p.Investor, Company: p.Company, Currency: p.Currency, Class: classOf(b, p.Security),
			Program: p.Program}}
	case ledger.Assignment:
		return append(ofID(b, ledger.ID(p.Commitment)), ofID(b, ledger.ID(p.NewCommitment))...)
	case ledger.Amendment:
		return ofID(b, p.About)
	case ledger.Tranche:
		return ofID(b, ledger.ID(p.Commitment))
	case ledger.Condition:
		return ofID(b, ledger.ID(p.Tranche))
	case ledger.Decision:
		return ofID(b, ledger.ID(p.Tranche))
	case ledger.Call:
		return ofID(b, ledger.ID(p.Commitment))
	case ledger.Funding:
		subjects := ofID(b, ledger.ID(p.Commitment))
		if p.Security != "" {
			subjects[0].Class = classOf(b, p.Security)
		}
		return subjects
	case ledger.Release:
		return ofID(b, ledger.ID(p.Commitment))
	case ledger.Memo:
		return ofID(b, p.About)
	case ledger.Document:
		return ofID(b, p.About)
	case ledger.Delivery:
		return ofID(b, ledger.ID(p.Undertaking))
	case ledger.Reversal:
		reversed, _ := b.Entry(p.Entry)
		return SubjectsOf(b, reversed)
	default:
		return ofHolding(b, e)
	}
}

// ofHolding is what an entry about a company's securities, values and promises is about.
func ofHolding(b *ledger.Book, e ledger.Entry) []Subject {
	switch p := e.Payload.(type) {
	case ledger.Distribution:
		if p.Commitment != "" {
			return ofID(b, ledger.ID(p.Commitment))
		}
		return []Subject{{Investor: p.Holder, Company: p.Company, Currency: p.Currency}}
	case ledger.Round:
		return []Subject{{Company: p.Company, Currency: p.Currency}}
	case ledger.Issuance:
		return []Subject{ofSecurity(b, p.Holder, p.Security)}
	case ledger.Transfer:
		sale := ofLot(b, p.Lot)
		purchase := sale
		purchase.Investor = p.To
		return []Subject{sale, purchase}
	case ledger.Retirement:
		return []Subject{ofLot(b, p.Lot)}
	case ledger.Conversion:
		into := ofLot(b, p.Lot)
		into.Class = classOf(b, p.Into)
		return []Subject{ofLot(b, p.Lot), into}
	case ledger.Split:
		return []Subject{ofSecurity(b, "", p.Security)}
	case ledger.Ownership:
		return []Subject{{Investor: p.Holder, Company: p.Company}}
	case ledger.Mark:
		return []Subject{{Investor: p.Holder, Company: p.Company, Currency: p.Currency, Class: classOf(b, p.Security)}}
	case ledger.Undertaking:
		return []Subject{{Investor: p.To, Company: p.From}, {Investor: p.From, Company: p.To}}
	case ledger.Limit:
		return []Subject{ofScope(p.Scope)}
	case ledger.Pacing:
		return []Subject{ofScope(p.Scope)}
	default:
		return []Subject{{}}
	}
}

// ofID is what the entry that made an id is about.
func ofID(b *ledger.Book, id ledger.ID) []Subject {
	made, known := b.Defined(id)
	if !known {
		return []Subject{{}}
	}
	passedOn, isAssignment := made.Payload.(ledger.Assignment)
	if !isAssignment {
		return SubjectsOf(b, made)
	}
	subjects := ofID(b, ledger.ID(passedOn.Commitment))
	for i := range subjects {
		subjects[i].Investor = passedOn.To
	}
	return subjects
}

// ofParty is a party as an investor and as a company.
func ofParty(id ledger.PartyID) []Subject { return []Subject{{Investor: id}, {Company: id}} }

func classOf(b Names, id ledger.SecurityID) ledger.Class {
	security, _ := b.Security(id)
	return security.Class
}

func ofSecurity(b *ledger.Book, holder ledger.PartyID, id ledger.SecurityID) Subject {
	security, _ := b.Security(id)
	return Subject{Investor: holder, Company: security.Company, Class: security.Class}
}

// ofLot is whose a lot was when it came to be, and of what.
func ofLot(b *ledger.Book, id ledger.LotID) Subject {
	made, _ := b.Defined(ledger.ID(id))
	switch p := made.Payload.(type) {
	case ledger.Funding:
		subject := ofID(b, ledger.ID(p.Commitment))[0]
		subject.Class = classOf(b, p.Security)
		return subject
	case ledger.Issuance:
		return ofSecurity(b, p.Holder, p.Security)
	case ledger.Transfer:
		subject := ofLot(b, p.Lot)
		if p.NewLot == id {
			subject.Investor = p.To
		}
		return subject
	case ledger.Conversion:
		subject := ofLot(b, p.Lot)
		subject.Class = classOf(b, p.Into)
		return subject
	default:
		return Subject{}
	}
}

// ofScope is what a scope's terms hold its measure to.
func ofScope(scope ledger.Scope) Subject {
	var subject Subject
	for _, term := range scope.Terms() {
		switch term.Dimension {
		case "company":
			subject.Company = ledger.PartyID(term.Value)
		case "investor":
			subject.Investor = ledger.PartyID(term.Value)
		case "class":
			subject.Class = ledger.Class(term.Value)
		case "program":
			subject.Program = term.Value
		}
	}
	return subject
}
