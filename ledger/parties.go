package ledger

import (
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// BookName is the first entry of every book.
type BookName struct {
	Name     string         `field:"name" need:"yes" help:"what the book is called"`
	Currency money.Currency `field:"currency" need:"yes" help:"the currency that totals are reported in"`
}

func (BookName) kind() Kind { return KindBook }

// Party is an investor, a company, or both.
type Party struct {
	ID      PartyID `field:"id" need:"yes" help:"a short id, such as anthropic"`
	Name    string  `field:"name" need:"yes" help:"the name as it is written"`
	Own     YesNo   `field:"own" help:"yes where this is the book's own investor: totals, limits and returns count own investors only"`
	Country string  `field:"country" help:"the country it sits in"`
	Sector  string  `field:"sector" help:"its line of business"`
	Tags    List    `field:"tags" help:"words of your own to group by, with a semicolon between"`
}

func (Party) kind() Kind { return KindParty }

// Security is what can be held of a company.
type Security struct {
	ID           SecurityID    `field:"id" need:"yes" help:"a short id, such as anthropic-preferred"`
	Company      PartyID       `field:"company" need:"yes" help:"the company that issues it"`
	Name         string        `field:"name" need:"yes" help:"the name as it is written"`
	Class        Class         `field:"class" need:"yes" help:"what sort of security it is"`
	Votes        money.Decimal `field:"votes" unit:"number" help:"votes a unit"`
	ConvertsTo   SecurityID    `field:"converts_to" help:"the security it becomes"`
	Ratio        money.Ratio   `field:"ratio" bound:"positive" help:"units of that security for one of this"`
	Rate         money.Percent `field:"rate" help:"interest, percent a year"`
	DayCount     DayCount      `field:"day_count" help:"how days of interest are counted"`
	Cap          money.Decimal `field:"cap" unit:"money" help:"the valuation cap of a note or SAFE"`
	CapBasis     Basis         `field:"cap_basis" help:"whether the cap is before or after the money"`
	Discount     money.Percent `field:"discount" help:"discount of a note or SAFE, percent"`
	Maturity     civil.Date    `field:"maturity" help:"the day on which it falls due"`
	AntiDilution AntiDilution  `field:"anti_dilution" help:"how a lower price later moves its conversion"`
	Price        money.Decimal `field:"price" unit:"price" help:"the price a unit at which it was first issued"`
}

func (Security) kind() Kind { return KindSecurity }
