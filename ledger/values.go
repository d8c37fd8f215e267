package ledger

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"stakebook/ledger/money"
)

// An id names one thing in the whole book; no two things share one. The zero id is one not given.
type (
	PartyID       string
	SecurityID    string
	CommitmentID  string
	TrancheID     string
	RoundID       string
	LotID         string
	LimitID       string
	UndertakingID string
	DocumentID    string
	ID            string // of anything
)

// MaxID is the longest id in bytes.
const MaxID = 80

// ErrID is wrapped by every refusal of an id's text.
var ErrID = errors.New("an id is made of letters, digits, - _ . and /, at most 80 of them")

func checkID(text string) error {
	if text == "" || len(text) > MaxID {
		return fmt.Errorf("%q: %w", clip(text), ErrID)
	}
	for i := range len(text) {
		if !idBytes[text[i]] {
			return fmt.Errorf("%q: %w", clip(text), ErrID)
		}
	}
	return nil
}

// idBytes says of every byte whether an id may have it.
var idBytes = func() (table [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") {
		table[c] = true
	}
	return table
}()

// Word is a value of a closed set of words. Its text is the file format.
type Word interface{ Words() []string }

type (
	// YesNo is yes, or no unless given.
	YesNo string
	// Strength says how binding a commitment or tranche is.
	Strength string
	// Class is the sort of a security.
	Class string
	// Basis says whether a value is before or after the new money.
	Basis string
	// AntiDilution says how a lower price later moves a conversion.
	AntiDilution string
	// DayCount says how days of interest are counted.
	DayCount string
	// Outcome is how a condition ended.
	Outcome string
	// Choice is what was decided on an option.
	Choice string
	// FundingType is what money paid was for.
	FundingType string
	// ReleaseReason is why headroom was given up.
	ReleaseReason string
	// DistributionType is what money received was.
	DistributionType string
	// RetirementReason is why a lot ended.
	RetirementReason string
	// OwnershipBasis says what a stated share is a share of.
	OwnershipBasis string
	// Method is how a value was found.
	Method string
	// UndertakingType is what was promised in return.
	UndertakingType string
	// Measure is a figure that a limit holds.
	Measure string
	// Qualifier says how exact a figure is; none is exact.
	Qualifier string
	// Dated says whether an entry's date is the day itself.
	Dated string
	// Standing says whether an entry counts.
	Standing string
)

// The words that the rules speak of.
const (
	Yes YesNo = "yes"
	No  YesNo = "no"

	Firm       Strength = "firm"
	Option     Strength = "option"
	Indicative Strength = "indicative"

	Common    Class = "common"
	Preferred Class = "preferred"
	Note      Class = "note"
	SAFE      Class = "safe"
	Warrant   Class = "warrant"
	Options   Class = "option"
	Pool      Class = "pool"
	Interest  Class = "interest"

	Pre  Basis = "pre"
	Post Basis = "post"

	NoProtection AntiDilution = "none"
	Broad        AntiDilution = "broad"
	Narrow       AntiDilution = "narrow"
	Ratchet      AntiDilution = "ratchet"

	Actual365 DayCount = "ACT/365F"
	Actual360 DayCount = "ACT/360"
	Thirty360 DayCount = "30/360"

	Met    Outcome = "met"
	Failed Outcome = "failed"

	Full     Choice = "full"
	Partial  Choice = "partial"
	Withdraw Choice = "withdraw"
	Defer    Choice = "defer"

	Investment FundingType = "investment"
	Fee        FundingType = "fee"
	Expense    FundingType = "expense"

	Lapsed          ReleaseReason = "lapsed"
	Withdrawn       ReleaseReason = "withdrawn"
	Waived          ReleaseReason = "waived"
	ConditionFailed ReleaseReason = "condition-failed"

	Income  DistributionType = "income"
	Capital DistributionType = "capital"
	Gain    DistributionType = "gain"

	Repurchased RetirementReason = "repurchased"
	Cancelled   RetirementReason = "cancelled"
	Forfeited   RetirementReason = "forfeited"
	Converted   RetirementReason = "converted"
	Exercised   RetirementReason = "exercised"

	OfIssued    OwnershipBasis = "issued"
	OfDiluted   OwnershipBasis = "diluted"
	OfConverted OwnershipBasis = "converted"

	AtCost     Method = "cost"
	AtRound    Method = "round"
	AtMultiple Method = "multiple"
	AtCashFlow Method = "cash-flow"
	AsStated   Method = "stated"

	About   Qualifier = "about"
	AtLeast Qualifier = "at-least"
	AtMost  Qualifier = "at-most"

	On Dated = "on"
	By Dated = "by"

	Booked Standing = "booked"
	Claim  Standing = "claim"

	OwnershipMeasure Measure = "ownership"
	UsedMeasure      Measure = "used"
)

// Words lists the set.
func (YesNo) Words() []string { return words(Yes, No) }

// Words lists the set.
func (Strength) Words() []string { return words(Firm, Option, Indicative) }

// Words lists the set.
func (Class) Words() []string {
	return words(Common, Preferred, Note, SAFE, Warrant, Options, Pool, Interest)
}

// Words lists the set.
func (Basis) Words() []string { return words(Pre, Post) }

// Words lists the set.
func (AntiDilution) Words() []string { return words(NoProtection, Broad, Narrow, Ratchet) }

// Words lists the set.
func (DayCount) Words() []string { return words(Actual365, Actual360, Thirty360) }

// Words lists the set.
func (Outcome) Words() []string { return words(Met, Failed) }

// Words lists the set.
func (Choice) Words() []string { return words(Full, Partial, Withdraw, Defer) }

// Words lists the set.
func (FundingType) Words() []string { return words(Investment, Fee, Expense) }

// Words lists the set.
func (ReleaseReason) Words() []string { return words(Lapsed, Withdrawn, Waived, ConditionFailed) }

// Words lists the set.
func (DistributionType) Words() []string { return words(Income, Capital, Gain) }

// Words lists the set.
func (RetirementReason) Words() []string {
	return words(Repurchased, Cancelled, Forfeited, Converted, Exercised)
}

// Words lists the set.
func (OwnershipBasis) Words() []string { return words(OfIssued, OfDiluted, OfConverted) }

// Words lists the set.
func (Method) Words() []string { return words(AtCost, AtRound, AtMultiple, AtCashFlow, AsStated) }

// Words lists the set.
func (UndertakingType) Words() []string {
	return []string{"spend", "compute", "power", "exclusivity", "revenue-share", "licence", "board", "pro-rata",
		"information", "other"}
}

// Words lists the set.
func (Measure) Words() []string {
	return []string{"cap", "funded", "recallable", "released", "unfunded", "called", "firm", "conditional", "option",
		"overdue", "undecided", "indicative", "outside", "distributed", string(UsedMeasure), "cost", "fair_value", "exposure",
		"maximum", string(OwnershipMeasure)}
}

// Words lists the set.
func (Qualifier) Words() []string { return words(About, AtLeast, AtMost) }

// Words lists the set.
func (Dated) Words() []string { return words(On, By) }

// Words lists the set.
func (Standing) Words() []string { return words(Booked, Claim) }

// The words that every entry may carry.
var (
	qualifiers = Qualifier("").Words()
	dateds     = Dated("").Words()
	standings  = Standing("").Words()
)

func words[W ~string](set ...W) []string {
	texts := make([]string, len(set))
	for i, w := range set {
		texts[i] = string(w)
	}
	return texts
}

// List is a list of words of the user's own, written `a;b`.
type List []string

// IsZero says that the list is empty.
func (l List) IsZero() bool { return len(l) == 0 }

// String writes the list as it is read.
func (l List) String() string { return strings.Join(l, ";") }

// UnmarshalText reads words with semicolons between; an empty word is refused.
func (l *List) UnmarshalText(text []byte) error {
	items, err := split(string(text))
	*l = items
	return err
}

// LotIDs is a list of lots, written `a;b`.
type LotIDs []LotID

// IsZero says that the list is empty.
func (l LotIDs) IsZero() bool { return len(l) == 0 }

// String writes the list as it is read.
func (l LotIDs) String() string { return strings.Join(words(l...), ";") }

// UnmarshalText reads ids with semicolons between.
func (l *LotIDs) UnmarshalText(text []byte) error {
	items, err := split(string(text))
	if err != nil {
		return err
	}
	*l = nil
	for _, item := range items {
		if err := checkID(item); err != nil {
			return err
		}
		*l = append(*l, LotID(item))
	}
	return nil
}

// Percents is a list of percentages, written `25;33.33;50`.
type Percents []money.Percent

// IsZero says that the list is empty.
func (p Percents) IsZero() bool { return len(p) == 0 }

// String writes the list as it is read.
func (p Percents) String() string {
	texts := make([]string, len(p))
	for i, percent := range p {
		texts[i] = percent.String()
	}
	return strings.Join(texts, ";")
}

// UnmarshalText reads percentages with semicolons between.
func (p *Percents) UnmarshalText(text []byte) error {
	items, err := split(string(text))
	if err != nil {
		return err
	}
	*p = nil
	for _, item := range items {
		percent, err := money.ParsePercent(item)
		if err != nil {
			return err
		}
		if percent.Sign() < 0 || percent.Points().Cmp(money.Whole(100)) > 0 {
			return fmt.Errorf("%s is no percentage from 0 to 100", percent)
		}
		*p = append(*p, percent)
	}
	return nil
}

// MaxItems is the most items of a list.
const MaxItems = 200

func split(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	items := strings.Split(text, ";")
	switch {
	case len(items) > MaxItems:
		return nil, fmt.Errorf("the list has %d items, at most %d are kept", len(items), MaxItems)
	case slices.Contains(items, ""):
		return nil, fmt.Errorf("%q has an empty item; write a;b", clip(text))
	}
	return items, nil
}

// Digest is a SHA-256 in 64 small hexadecimal digits.
type Digest string

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// IsZero says that no digest is given.
func (d Digest) IsZero() bool { return d == "" }

// String is the digest's text.
func (d Digest) String() string { return string(d) }

// UnmarshalText reads 64 small hexadecimal digits.
func (d *Digest) UnmarshalText(text []byte) error {
	if len(text) > 0 && !digestForm.Match(text) {
		return fmt.Errorf("%q is no SHA-256; it has 64 digits of 0-9 and a-f", clip(string(text)))
	}
	*d = Digest(text)
	return nil
}

// clip keeps a hostile text from filling a message.
func clip(text string) string {
	const most = 60
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
