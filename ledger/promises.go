package ledger

import (
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Undertaking is what one side promised the other in return, rights included.
type Undertaking struct {
	ID         UndertakingID   `field:"id" need:"yes" help:"a short id, such as anthropic-aws-100b"`
	From       PartyID         `field:"from" need:"yes" help:"who promises"`
	To         PartyID         `field:"to" need:"yes" help:"to whom"`
	Type       UndertakingType `field:"type" need:"yes" help:"what is promised"`
	Total      money.Decimal   `field:"total" unit:"number" bound:"positive" help:"how much in all"`
	Currency   money.Currency  `field:"currency" help:"the currency of the total; or give a unit"`
	Unit       string          `field:"unit" help:"the unit of the total, such as GW; or give a currency"`
	Starts     civil.Date      `field:"starts" help:"its first day"`
	Ends       civil.Date      `field:"ends" help:"its last day"`
	Commitment CommitmentID    `field:"commitment" help:"the commitment that it answers to"`
}

func (Undertaking) kind() Kind { return KindUndertaking }

// Delivery says how much of an undertaking has been delivered.
type Delivery struct {
	Undertaking UndertakingID `field:"undertaking" need:"yes" help:"the undertaking that is delivered on"`
	Amount      money.Decimal `field:"amount" need:"yes" unit:"number" bound:"positive" help:"how much"`
}

func (Delivery) kind() Kind { return KindDelivery }

// Limit is a policy cap or floor. It warns and never refuses.
type Limit struct {
	ID         LimitID        `field:"id" need:"yes" help:"a short id, such as single-name"`
	Name       string         `field:"name" help:"what the policy calls it"`
	Measure    Measure        `field:"measure" need:"yes" help:"the figure that is held to it"`
	Scope      Scope          `field:"scope" need:"yes" help:"what it covers: *, company=anthropic;investor=google, or each:company"`
	Max        money.Decimal  `field:"max" unit:"money" help:"the most, in money"`
	MaxPercent money.Percent  `field:"max_percent" help:"the most, in percent"`
	Min        money.Decimal  `field:"min" unit:"money" help:"the least, in money"`
	MinPercent money.Percent  `field:"min_percent" help:"the least, in percent"`
	Currency   money.Currency `field:"currency" help:"the currency of a bound in money; the book's unless given"`
	Of         Scope          `field:"of" help:"whose total the percentage is of"`
	Warn       money.Percent  `field:"warn" help:"percent of the limit from which to warn; 90 unless given"`
}

func (Limit) kind() Kind { return KindLimit }

// Pacing says how the forecast expects money to move.
type Pacing struct {
	Scope         Scope         `field:"scope" need:"yes" help:"what it covers, as in a limit"`
	Contributions Percents      `field:"contributions" need:"yes" help:"percent of what is left, a year each, the last repeats: 25;33.33;50"`
	Life          money.Decimal `field:"life" need:"yes" unit:"number" bound:"positive" help:"years until all has come back"`
	Bow           money.Decimal `field:"bow" need:"yes" unit:"number" help:"how late distributions come: 1 is even, 2.5 is usual"`
	Growth        money.Percent `field:"growth" need:"yes" bound:"any" help:"percent a year"`
	Yield         money.Percent `field:"yield" help:"percent a year, 0 unless given"`
}

func (Pacing) kind() Kind { return KindPacing }
