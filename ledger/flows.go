package ledger

import (
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Call is a company's request for money.
type Call struct {
	Commitment CommitmentID  `field:"commitment" need:"yes" help:"the commitment that is called"`
	Amount     money.Decimal `field:"amount" need:"yes" unit:"money" bound:"positive" help:"how much is asked for"`
	Tranche    TrancheID     `field:"tranche" help:"the tranche that is called; none for what no tranche has taken"`
	Due        civil.Date    `field:"due" help:"when it is due; the tranche's day or 10 business days unless given"`
}

func (Call) kind() Kind { return KindCall }

// Funding is money paid. The amount is authoritative; a price is derived from it.
type Funding struct {
	Commitment      CommitmentID  `field:"commitment" need:"yes" help:"the commitment that is paid on"`
	Amount          money.Decimal `field:"amount" need:"yes" unit:"money" bound:"positive" help:"how much was paid"`
	Tranche         TrancheID     `field:"tranche" help:"the tranche it is paid out of; none for what no tranche has taken"`
	Round           RoundID       `field:"round" help:"the financing round it is part of"`
	Security        SecurityID    `field:"security" help:"what it bought"`
	Units           money.Decimal `field:"units" unit:"units" bound:"positive" help:"how many units; none for a note or SAFE"`
	Lot             LotID         `field:"lot" defines:"yes" help:"the id of the lot it issues; made from the commitment and the date unless given"`
	Type            FundingType   `field:"type" help:"what the money was for"`
	Outside         YesNo         `field:"outside" help:"yes where it was paid beside the cap"`
	ReportingAmount money.Decimal `field:"reporting_amount" unit:"reporting" bound:"positive" help:"what it cost in the book's currency, where that is known"`
}

func (Funding) kind() Kind { return KindFunding }

// Release is headroom given up and kept as history.
type Release struct {
	Commitment CommitmentID  `field:"commitment" need:"yes" help:"the commitment that is given up"`
	Tranche    TrancheID     `field:"tranche" help:"the tranche that is given up"`
	Amount     money.Decimal `field:"amount" unit:"money" bound:"positive" help:"how much; all that is left unless given"`
	Reason     ReleaseReason `field:"reason" need:"yes" help:"why"`
}

func (Release) kind() Kind { return KindRelease }

// Distribution is money received: on a commitment, or by a holder from a company.
type Distribution struct {
	Commitment CommitmentID     `field:"commitment" help:"the commitment that it comes from; or give holder, company and currency"`
	Holder     PartyID          `field:"holder" help:"who received it, where no commitment is named"`
	Company    PartyID          `field:"company" help:"who paid it, where no commitment is named"`
	Currency   money.Currency   `field:"currency" help:"the currency, where no commitment is named"`
	Amount     money.Decimal    `field:"amount" need:"yes" unit:"money" bound:"positive" help:"how much was received"`
	Recallable money.Decimal    `field:"recallable" unit:"money" help:"the part of it that can be called again"`
	Type       DistributionType `field:"type" help:"what it was"`
}

func (Distribution) kind() Kind { return KindDistribution }
