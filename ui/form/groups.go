package form

import "stakebook/ledger"

// KindInfo is one kind of entry as a menu offers it.
type KindInfo struct {
	Kind  ledger.Kind
	Title string // in English; label it with the key "kind." and the kind
	Help  string // one line in English; label it with the key "kind.help." and the kind
}

// Group is some kinds of entry that belong together.
type Group struct {
	Title string // in English
	Kinds []KindInfo
}

// Groups lists every kind of entry that a person records, in the order of a menu. A book's name is not among
// them: it is given when the book is made.
func Groups() []Group {
	return []Group{
		{"Parties and securities", []KindInfo{
			{ledger.KindParty, "Party", "An investor, a company, or both"},
			{ledger.KindSecurity, "Security", "A share class, note, SAFE or warrant of a company"},
		}},
		{"Commitments", []KindInfo{
			{ledger.KindCommitment, "Commitment", "The most that an investor pays into a company"},
			{ledger.KindTranche, "Tranche", "One part of a commitment, firm or at the investor's option"},
			{ledger.KindAmendment, "Amendment", "New terms of a commitment, tranche, undertaking or limit"},
			{ledger.KindCondition, "Condition", "A milestone of a tranche was met or missed"},
			{ledger.KindAssignment, "Assignment", "Part of a commitment passes to another investor"},
			{ledger.KindRelease, "Release", "Headroom that is given up"},
			{ledger.KindDecision, "Decision", "An option is taken, in full or in part, left or put off"},
		}},
		{"Money", []KindInfo{
			{ledger.KindCall, "Call", "The company asks for money"},
			{ledger.KindFunding, "Funding", "Money is paid"},
			{ledger.KindDistribution, "Distribution", "Money is received"},
		}},
		{"Stakes and values", []KindInfo{
			{ledger.KindRound, "Round", "A financing of a company"},
			{ledger.KindIssuance, "Issuance", "Units come to be"},
			{ledger.KindTransfer, "Transfer", "A lot, or part of it, changes hands"},
			{ledger.KindConversion, "Conversion", "A note, SAFE or preferred lot becomes another security"},
			{ledger.KindRetirement, "Retirement", "A lot ends: bought back, cancelled, exercised"},
			{ledger.KindSplit, "Split", "Units of a security are multiplied"},
			{ledger.KindOwnership, "Ownership", "A stated share, where units are not known"},
			{ledger.KindMark, "Mark", "What a company or a holding counts for"},
		}},
		{"In return", []KindInfo{
			{ledger.KindUndertaking, "Undertaking", "What one side promised the other"},
			{ledger.KindDelivery, "Delivery", "How much of it has been delivered"},
		}},
		{"Policy and forecast", []KindInfo{
			{ledger.KindLimit, "Limit", "A cap or floor of your own on a figure"},
			{ledger.KindPacing, "Pacing", "How the forecast expects money to move"},
			{ledger.KindRate, "Exchange rate", "What one currency is in another"},
			{ledger.KindIndex, "Index level", "A public index, to compare returns with"},
		}},
		{"Records", []KindInfo{
			{ledger.KindMemo, "Memo", "A remark about anything that has an id"},
			{ledger.KindDocument, "Document", "A term sheet, notice or filing, kept in the book"},
			{ledger.KindReversal, "Reversal", "Takes an entry out of the book again"},
		}},
	}
}

// Info is the title and the help of a kind.
func Info(kind ledger.Kind) KindInfo {
	for _, group := range Groups() {
		for _, info := range group.Kinds {
			if info.Kind == kind {
				return info
			}
		}
	}
	return KindInfo{Kind: kind, Title: plain(string(kind))}
}
