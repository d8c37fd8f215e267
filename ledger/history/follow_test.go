package history_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/figures"
	"stakebook/ledger/history"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/money"
)

// stepper is a follower that a test takes on.
type stepper struct {
	t interface{ Fatalf(string, ...any) }
	f *history.Follower
}

// finish takes the follower up to the book; nil where its figures cannot be kept.
func (s stepper) finish(b *ledger.Book) *history.History {
	for range 100_000 {
		more, err := s.f.Step(b)
		if err != nil {
			return nil
		}
		if !more {
			return s.f.History()
		}
	}
	s.t.Fatalf("there is always more to do")
	return nil
}

// agenda is what is to be acted on, as a text.
func agenda(s history.Sight, day civil.Date, filter figures.Filter) string {
	var out strings.Builder
	others := s.Agenda(day, filter, func(of figures.Subject, items []figures.Agendum) {
		for _, item := range items {
			fmt.Fprintf(&out, "%s/%s %s %s %s %s %s%s\n", of.Investor, of.Company, item.On, item.What, item.Commitment,
				item.Tranche, item.Qualifier, item.Amount)
		}
	})
	fmt.Fprintf(&out, "others %d\n", others)
	return out.String()
}

// mustBeAnew holds a followed history to one that is made anew, to the last byte that would be kept.
func mustBeAnew(t interface{ Fatalf(string, ...any) }, b *ledger.Book, followed *history.History, in money.Currency) {
	anew, err := history.Of(b, in, civil.Date{})
	if (err == nil) != (followed != nil) {
		t.Fatalf("after %d entries a new history comes to %v, the followed one to %v", b.Len(), err, followed)
	}
	if followed != nil && !bytes.Equal(anew.Keep(b), followed.Keep(b)) {
		t.Fatalf("after %d entries a history that is made anew is another", b.Len())
	}
}

// mustSayWhatIsFolded holds a followed history to what is folded, on every day of a tale.
func mustSayWhatIsFolded(t *rapid.T, b *ledger.Book, followed *history.History) {
	first, last := ledgertest.Days()
	filter := figures.Filter{All: rapid.Bool().Draw(t, "all")}
	looked := history.SightOf(b, func(money.Currency) *history.History { return followed })
	folded := history.SightOf(b, nil)
	for day := first.AddDays(-1); !day.After(last.AddDays(25)); day = day.AddDays(1) {
		if followed != nil {
			mustSayTheSame(t, b, followed, day, filter)
		}
		if diff := cmp.Diff(agenda(folded, day, filter), agenda(looked, day, filter)); diff != "" {
			t.Fatalf("agenda on %s (-folded +looked up):\n%s", day, diff)
		}
	}
}

// rates are those that a tale may record, on days before, within and after its own.
func rates() []string {
	return []string{`2000-01-01 rate base=EUR quote=USD rate=1.10`, `2000-01-01 rate base=USD quote=JPY rate=149.52`,
		`2024-01-10 rate base=EUR quote=USD rate=1.2345`, `2024-01-20 rate base=USD quote=EUR rate=0.8`,
		`2024-03-01 rate base=EUR quote=USD rate=1.3`}
}

// retold gives the entries of a tale to another book, one after the other, with rates and undone and redone entries
// among them.
func retold(t *rapid.T, tale ledgertest.Tale, told func(*ledger.Book)) {
	b := ledger.New()
	var acts []ledger.Seq
	offer := func(e ledger.Entry) {
		e.Seq, e.Hash = 0, ledger.Hash{}
		if taken, err := b.Append(ledgertest.Stamp(e, b)); err == nil {
			acts = append(acts, taken.Seq)
			told(b)
		}
	}
	offered := tale.Offered
	for i := range offered {
		if i > len(ledgertest.Stage()) {
			switch rapid.IntRange(0, 9).Draw(t, "meanwhile") {
			case 0:
				offer(ledgertest.Line(t, rapid.SampledFrom(rates()).Draw(t, "rate")))
			case 1, 2: // undo, or redo where that was an undo
				last := acts[len(acts)-1]
				offer(ledger.Entry{Date: ledgertest.Day(t, "2024-02-01"),
					Payload: ledger.Reversal{Entry: last, Reason: "undo"}})
			}
		}
		offer(offered[i].Entry)
	}
	for range 3 {
		offer(ledger.Entry{Date: ledgertest.Day(t, "2024-02-01"),
			Payload: ledger.Reversal{Entry: acts[len(acts)-1], Reason: "undo"}})
	}
}

func TestAFollowedHistoryIsTheOneMadeAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tale := ledgertest.Tales().Draw(t, "tale")
		in := ledgertest.Line(t, rapid.SampledFrom([]string{
			"book name=x currency=USD", "book name=x currency=EUR"}).Draw(t, "in")).Payload.(ledger.BookName).Currency
		s := stepper{t: t, f: history.Follow(in)}
		often := rapid.IntRange(1, 12).Draw(t, "held to a new one every")
		var b *ledger.Book
		retold(t, tale, func(book *ledger.Book) {
			b = book
			if b.Len()%often == 0 {
				mustBeAnew(t, b, s.finish(b), in)
			}
			for range rapid.IntRange(0, 3).Draw(t, "steps") { // and on it goes with some things half done
				_, _ = s.f.Step(b)
			}
		})
		followed := s.finish(b)
		mustBeAnew(t, b, followed, in)
		mustSayWhatIsFolded(t, b, followed)
	})
}

func TestAHistoryThatWasHandedOutDoesNotFollow(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.CentralCase()...)
	s := stepper{t: t, f: history.Follow(b.Currency())}
	before := s.finish(b)
	day := ledgertest.Day(t, "2024-06-01")
	said := picture(before.On(day, figures.Filter{All: true}))
	id := string(b.Commitments()[0])
	ledgertest.Extend(t, b, `party id=newcomer name=Newcomer own=yes`, `2024-05-01 memo about=`+id+` text=x`)
	ledgertest.Extend(t, b, `2024-05-02 funding commitment=`+id+` amount=0.01 outside=yes`)
	after := s.finish(b)
	if picture(before.On(day, figures.Filter{All: true})) != said {
		t.Error("a history that was handed out says something else after the book went on")
	}
	if picture(after.On(day, figures.Filter{All: true})) == said {
		t.Error("a payment changes nothing")
	}
}

func TestWhatAnEntryDoesNotTouchIsShared(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(`2024-01-02 commitment id=c investor=us company=acme cap=100 currency=USD`,
		`2024-01-02 commitment id=d investor=us company=zeta cap=100 currency=USD`)...)
	s := stepper{t: t, f: history.Follow(b.Currency())}
	first := s.finish(b)
	if s.finish(b) != first {
		t.Error("the history of a book that stays as it is is made again")
	}
	steps := 0
	ledgertest.Extend(t, b, `2024-05-02 call commitment=c amount=0.01`)
	for more := true; more; steps++ {
		var err error
		if more, err = s.f.Step(b); err != nil {
			t.Fatal(err)
		}
	}
	if steps != 3 { // the entry is looked at, its commitment worked out, the history put together
		t.Errorf("a call takes %d steps", steps)
	}
}

func TestAFollowerGoesOnOnceTheRateThatWasMissingIsThere(t *testing.T) {
	b := ledgertest.Build(t, ledgertest.Stage(
		`2024-01-02 commitment id=c investor=us company=acme cap=100 currency=JPY`,
		`2024-01-03 funding commitment=c amount=10`)...)
	s := stepper{t: t, f: history.Follow(b.Currency())}
	if s.finish(b) != nil {
		t.Fatal("there is a history without the rate")
	}
	ledgertest.Extend(t, b, `2024-01-01 rate base=USD quote=JPY rate=149`)
	h := s.finish(b)
	if h == nil {
		t.Fatal("there is no history with the rate")
	}
	for _, day := range ledgertest.Turns(b) {
		mustSayTheSame(t, b, h, day, figures.Filter{All: true})
	}
}

// What an entry touches beside what it names, and what is looked at when it is gone already.
func TestAFollowerFindsWhatEntriesTouch(t *testing.T) {
	const (
		commitment = `2024-01-02 commitment id=c investor=us company=acme cap=100 currency=USD`
		other      = `2024-01-02 commitment id=d investor=us company=acme cap=100 currency=USD`
		funding    = `2024-01-03 funding commitment=c amount=10`
		looked     = "" // the follower takes in what there is
	)
	reversal := func(entry string) string { return `2024-02-01 reversal reason=x entry=` + entry }
	for name, lines := range map[string][]string{
		"what was assigned out of what is amended before": {commitment,
			`2024-01-10 assignment commitment=c to=them new_commitment=e amount=40`, looked,
			`2024-01-05 amendment about=c expires=2024-06-01`},
		"what was held through a commitment that is gone": {commitment, funding, looked, reversal("13"), reversal("12")},
		"a payment that was gone when it was looked at and comes back": {commitment, funding, reversal("13"),
			reversal("12"), other, `2024-01-04 funding commitment=d amount=20`, looked, reversal("15"), reversal("14")},
		"what money buys by a commitment that is amended": {commitment, funding, looked,
			`2024-01-02 amendment about=c security=acme-common`},
		"a commitment that comes back before another of its day": {commitment, other, looked, reversal("12"), looked,
			reversal("14")},
	} {
		t.Run(name, func(t *testing.T) {
			b := ledgertest.Build(t, ledgertest.Stage()...)
			s := stepper{t: t, f: history.Follow(b.Currency())}
			for _, line := range lines {
				if line == looked {
					s.finish(b)
					continue
				}
				ledgertest.Extend(t, b, line)
			}
			mustBeAnew(t, b, s.finish(b), b.Currency())
		})
	}
}
