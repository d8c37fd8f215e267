package ledger

import "stakebook/ledger/money"

// Round is a financing of a company. Any two of its three values give the third; what is not known stays absent.
type Round struct {
	ID        RoundID        `field:"id" need:"yes" help:"a short id, such as anthropic-series-f"`
	Company   PartyID        `field:"company" need:"yes" help:"the company that is financed"`
	Currency  money.Currency `field:"currency" need:"yes" help:"the currency of its values"`
	PreMoney  money.Decimal  `field:"pre_money" unit:"money" help:"the company's value before the money"`
	NewMoney  money.Decimal  `field:"new_money" unit:"money" help:"the money that comes in"`
	PostMoney money.Decimal  `field:"post_money" unit:"money" bound:"positive" help:"the company's value after the money"`
	Price     money.Decimal  `field:"price" unit:"price" bound:"positive" help:"the price a unit"`
	Extends   RoundID        `field:"extends" help:"the round that it goes on with"`
}

func (Round) kind() Kind { return KindRound }

// Issuance brings units into being.
type Issuance struct {
	Lot      LotID          `field:"lot" need:"yes" defines:"yes" help:"a short id for these units"`
	Holder   PartyID        `field:"holder" need:"yes" help:"who holds them"`
	Security SecurityID     `field:"security" need:"yes" help:"what they are units of"`
	Units    money.Decimal  `field:"units" need:"yes" unit:"units" bound:"positive" help:"how many; the principal of a note or SAFE"`
	Cost     money.Decimal  `field:"cost" unit:"money" help:"what was paid for them"`
	Currency money.Currency `field:"currency" help:"the currency of the cost"`
	Price    money.Decimal  `field:"price" unit:"price" help:"the price a unit"`
	Round    RoundID        `field:"round" help:"the round that they were issued in"`
}

func (Issuance) kind() Kind { return KindIssuance }

// Transfer passes a lot, or part of it, to another holder.
type Transfer struct {
	Lot        LotID          `field:"lot" need:"yes" help:"the lot that changes hands"`
	To         PartyID        `field:"to" need:"yes" help:"who takes it"`
	Units      money.Decimal  `field:"units" need:"yes" unit:"units" bound:"positive" help:"how many units"`
	NewLot     LotID          `field:"new_lot" need:"yes" defines:"yes" help:"the id of their lot"`
	BalanceLot LotID          `field:"balance_lot" defines:"yes" help:"the id under which the rest stays; the old one unless given"`
	Amount     money.Decimal  `field:"amount" unit:"money" help:"what was paid for it"`
	Currency   money.Currency `field:"currency" help:"the currency of that amount"`
}

func (Transfer) kind() Kind { return KindTransfer }

// Retirement ends a lot, or so many units of it. Units are retired once.
type Retirement struct {
	Lot      LotID            `field:"lot" need:"yes" help:"the lot that ends"`
	Units    money.Decimal    `field:"units" unit:"units" bound:"positive" help:"how many units; all of them unless given"`
	Reason   RetirementReason `field:"reason" need:"yes" help:"why"`
	Amount   money.Decimal    `field:"amount" unit:"money" help:"what was received for it"`
	Currency money.Currency   `field:"currency" help:"the currency of that amount"`
}

func (Retirement) kind() Kind { return KindRetirement }

// Conversion turns a note, SAFE or preferred lot, or part of it, into another security.
type Conversion struct {
	Lot    LotID         `field:"lot" need:"yes" help:"the lot that converts"`
	Into   SecurityID    `field:"into" need:"yes" help:"the security that it becomes"`
	NewLot LotID         `field:"new_lot" need:"yes" defines:"yes" help:"the id of the new lot"`
	Units  money.Decimal `field:"units" unit:"units" bound:"positive" help:"how many units come out; by the security's ratio unless given"`
	Amount money.Decimal `field:"amount" unit:"money" bound:"positive" help:"the principal or units that convert; all unless given"`
}

func (Conversion) kind() Kind { return KindConversion }

// Split multiplies the units of every lot of a security.
type Split struct {
	Security SecurityID  `field:"security" need:"yes" help:"the security that is split"`
	Ratio    money.Ratio `field:"ratio" need:"yes" bound:"positive" help:"new units for one old unit"`
}

func (Split) kind() Kind { return KindSplit }

// Ownership is a stated share, for where units are not known.
type Ownership struct {
	Holder   PartyID        `field:"holder" need:"yes" help:"who owns it"`
	Company  PartyID        `field:"company" need:"yes" help:"of which company"`
	Percent  money.Percent  `field:"percent" need:"yes" help:"the share in percent"`
	Basis    OwnershipBasis `field:"basis" help:"of what: units issued, fully diluted, or as converted"`
	Excludes LotIDs         `field:"excludes" help:"earlier lots of the holder that it does not cover, with a semicolon between"`
}

func (Ownership) kind() Kind { return KindOwnership }

// Mark is a valuation: of the company as a whole, or of one holding.
type Mark struct {
	Company  PartyID        `field:"company" need:"yes" help:"the company that is valued"`
	Value    money.Decimal  `field:"value" need:"yes" unit:"money" help:"what it counts for"`
	Currency money.Currency `field:"currency" need:"yes" help:"the currency of the value"`
	Holder   PartyID        `field:"holder" help:"whose holding is valued; none for the company as a whole"`
	Security SecurityID     `field:"security" help:"which security of the holding; none for all of it"`
	Method   Method         `field:"method" help:"how the value was found"`
}

func (Mark) kind() Kind { return KindMark }

// Rate is an exchange rate: 1 base = rate quote.
type Rate struct {
	Base  money.Currency `field:"base" need:"yes" help:"one of this"`
	Quote money.Currency `field:"quote" need:"yes" help:"is so much of this"`
	Rate  money.Ratio    `field:"rate" need:"yes" bound:"positive" help:"how much of the quote currency one of the base is"`
}

func (Rate) kind() Kind { return KindRate }

// Index is the level of a public index.
type Index struct {
	Name  string        `field:"name" need:"yes" help:"the index, such as SPXT"`
	Level money.Decimal `field:"level" need:"yes" unit:"number" bound:"positive" help:"its level"`
}

func (Index) kind() Kind { return KindIndex }
