package ledger

import (
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Commitment is a negotiated maximum that an investor pays into a company in parts.
type Commitment struct {
	ID             CommitmentID   `field:"id" need:"yes" help:"a short id, such as amzn-anthropic-1"`
	Investor       PartyID        `field:"investor" need:"yes" help:"who pays"`
	Company        PartyID        `field:"company" need:"yes" help:"who is paid"`
	Cap            money.Decimal  `field:"cap" need:"yes" unit:"money" bound:"positive" help:"the most that is ever paid"`
	Currency       money.Currency `field:"currency" need:"yes" help:"the currency of the cap and of all that is paid"`
	Strength       Strength       `field:"strength" help:"firm: must be paid when asked; option: may be; indicative: not binding yet"`
	Expires        civil.Date     `field:"expires" help:"the last day on which an option may be taken"`
	Security       SecurityID     `field:"security" help:"what the money buys"`
	Valuation      money.Decimal  `field:"valuation" unit:"money" bound:"positive" help:"what the company counts for when the money comes in"`
	ValuationBasis Basis          `field:"valuation_basis" help:"whether that is before or after the money"`
	Price          money.Decimal  `field:"price" unit:"price" bound:"positive" help:"the price a unit"`
	Program        string         `field:"program" help:"a programme or fund that it belongs to"`
}

func (Commitment) kind() Kind { return KindCommitment }

// Amendment gives new terms to a commitment, tranche, undertaking or limit from its date on. Terms that are not
// given stay as they were.
type Amendment struct {
	About          ID             `field:"about" need:"yes" help:"the commitment, tranche, undertaking or limit that is amended"`
	Cap            money.Decimal  `field:"cap" unit:"money" bound:"positive" help:"of a commitment: the new cap"`
	Strength       Strength       `field:"strength" help:"of a commitment or tranche: its new strength"`
	Expires        civil.Date     `field:"expires" help:"of a commitment: the new last day"`
	Security       SecurityID     `field:"security" help:"of a commitment: what the money buys"`
	Program        string         `field:"program" help:"of a commitment: its programme"`
	Max            money.Decimal  `field:"max" unit:"money" bound:"positive" help:"of a tranche or limit: the new maximum"`
	Min            money.Decimal  `field:"min" unit:"money" help:"of a tranche or limit: the new minimum"`
	Due            civil.Date     `field:"due" help:"of a tranche: the new day on which it is due"`
	DecideBy       civil.Date     `field:"decide_by" help:"of a tranche: the new last day to decide"`
	Condition      string         `field:"condition" help:"of a tranche: what has to happen first"`
	ConditionBy    civil.Date     `field:"condition_by" help:"of a tranche: by when it has to happen"`
	Valuation      money.Decimal  `field:"valuation" unit:"money" bound:"positive" help:"of a commitment or tranche: the company's value"`
	ValuationBasis Basis          `field:"valuation_basis" help:"whether that is before or after the money"`
	Price          money.Decimal  `field:"price" unit:"price" bound:"positive" help:"of a commitment or tranche: the price a unit"`
	Name           string         `field:"name" help:"of a limit: its name"`
	MaxPercent     money.Percent  `field:"max_percent" help:"of a limit: the new maximum in percent"`
	MinPercent     money.Percent  `field:"min_percent" help:"of a limit: the new minimum in percent"`
	Of             Scope          `field:"of" help:"of a limit: what the percentage is of"`
	Warn           money.Percent  `field:"warn" help:"of a limit: percent of it from which to warn"`
	Total          money.Decimal  `field:"total" unit:"number" help:"of an undertaking: the new total"`
	Currency       money.Currency `field:"currency" help:"of an undertaking or limit: its currency"`
	Unit           string         `field:"unit" help:"of an undertaking: its unit"`
	Starts         civil.Date     `field:"starts" help:"of an undertaking: its first day"`
	Ends           civil.Date     `field:"ends" help:"of an undertaking: its last day"`
}

func (Amendment) kind() Kind { return KindAmendment }

// Assignment passes a part of a commitment that is not yet paid to another investor: this cap falls, theirs begins.
type Assignment struct {
	Commitment    CommitmentID  `field:"commitment" need:"yes" help:"the commitment that is passed on"`
	Amount        money.Decimal `field:"amount" need:"yes" unit:"money" bound:"positive" help:"how much of it"`
	To            PartyID       `field:"to" need:"yes" help:"the investor who takes it over"`
	NewCommitment CommitmentID  `field:"new_commitment" need:"yes" defines:"yes" help:"the id of their commitment"`
	Tranche       TrancheID     `field:"tranche" help:"the tranche it comes out of; none for what no tranche has taken"`
}

func (Assignment) kind() Kind { return KindAssignment }

// Tranche is one part of a commitment.
type Tranche struct {
	ID             TrancheID     `field:"id" need:"yes" help:"a short id, such as amzn-anthropic-1/b"`
	Commitment     CommitmentID  `field:"commitment" need:"yes" help:"the commitment that it is part of"`
	Max            money.Decimal `field:"max" need:"yes" unit:"money" bound:"positive" help:"the most that it comes to"`
	Min            money.Decimal `field:"min" unit:"money" help:"what must be paid once asked; all of it for a firm one, nothing for an option unless given"`
	Due            civil.Date    `field:"due" help:"the day on which it is due"`
	DecideBy       civil.Date    `field:"decide_by" help:"the last day to decide on an option"`
	Strength       Strength      `field:"strength" help:"firm or option; the commitment's unless given"`
	Condition      string        `field:"condition" help:"what has to happen first"`
	ConditionBy    civil.Date    `field:"condition_by" help:"by when it has to happen"`
	Valuation      money.Decimal `field:"valuation" unit:"money" bound:"positive" help:"what the company counts for in this tranche"`
	ValuationBasis Basis         `field:"valuation_basis" help:"whether that is before or after the money"`
	Price          money.Decimal `field:"price" unit:"price" bound:"positive" help:"the price a unit in this tranche"`
}

func (Tranche) kind() Kind { return KindTranche }

// Condition says that a tranche's milestone was met or missed.
type Condition struct {
	Tranche TrancheID `field:"tranche" need:"yes" help:"the tranche that waits for it"`
	Outcome Outcome   `field:"outcome" need:"yes" help:"whether it was met; a failed one releases what is left"`
}

func (Condition) kind() Kind { return KindCondition }

// Decision records why an option was taken as it was.
type Decision struct {
	Tranche  TrancheID     `field:"tranche" need:"yes" help:"the option that is decided on"`
	Choice   Choice        `field:"choice" need:"yes" help:"full and partial make the amount firm, withdraw releases the tranche, defer moves the deadline"`
	Amount   money.Decimal `field:"amount" unit:"money" bound:"positive" help:"of a partial decision: how much"`
	DecideBy civil.Date    `field:"decide_by" help:"of a deferral: the new last day to decide"`
	Reason   string        `field:"reason" help:"why"`
}

func (Decision) kind() Kind { return KindDecision }
