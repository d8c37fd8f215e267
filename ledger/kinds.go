package ledger

import "fmt"

// Kind names what an entry says. The zero Kind is invalid.
type Kind string

// The kinds, in the order of the contract.
const (
	KindBook         Kind = "book"
	KindParty        Kind = "party"
	KindSecurity     Kind = "security"
	KindCommitment   Kind = "commitment"
	KindAmendment    Kind = "amendment"
	KindAssignment   Kind = "assignment"
	KindTranche      Kind = "tranche"
	KindCondition    Kind = "condition"
	KindCall         Kind = "call"
	KindFunding      Kind = "funding"
	KindRelease      Kind = "release"
	KindDistribution Kind = "distribution"
	KindRound        Kind = "round"
	KindIssuance     Kind = "issuance"
	KindTransfer     Kind = "transfer"
	KindRetirement   Kind = "retirement"
	KindConversion   Kind = "conversion"
	KindSplit        Kind = "split"
	KindOwnership    Kind = "ownership"
	KindMark         Kind = "mark"
	KindRate         Kind = "rate"
	KindIndex        Kind = "index"
	KindLimit        Kind = "limit"
	KindUndertaking  Kind = "undertaking"
	KindDelivery     Kind = "delivery"
	KindPacing       Kind = "pacing"
	KindDecision     Kind = "decision"
	KindMemo         Kind = "memo"
	KindDocument     Kind = "document"
	KindReversal     Kind = "reversal"
)

// payloads holds one empty payload of every kind, in the order of the contract. It is the only
// place that lists them.
func payloads() []Payload {
	return []Payload{
		BookName{}, Party{}, Security{}, Commitment{}, Amendment{}, Assignment{}, Tranche{}, Condition{}, Call{},
		Funding{}, Release{}, Distribution{}, Round{}, Issuance{}, Transfer{}, Retirement{}, Conversion{}, Split{},
		Ownership{}, Mark{}, Rate{}, Index{}, Limit{}, Undertaking{}, Delivery{}, Pacing{}, Decision{}, Memo{},
		Document{}, Reversal{},
	}
}

// Kinds lists every kind in the order of the contract.
func Kinds() []Kind {
	all := payloads()
	kinds := make([]Kind, len(all))
	for i, p := range all {
		kinds[i] = p.kind()
	}
	return kinds
}

// ParseKind reads a kind's name.
func ParseKind(text string) (Kind, error) {
	if _, ok := Table()[Kind(text)]; !ok {
		return "", fmt.Errorf("%q is no kind of entry", clip(text))
	}
	return Kind(text), nil
}

// DateOptional says that an entry of this kind may leave its date out and then holds from the beginning.
func (k Kind) DateOptional() bool { return k == KindBook || k == KindParty || k == KindSecurity }
