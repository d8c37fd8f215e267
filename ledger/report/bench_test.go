package report_test

import (
	"fmt"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/ledgertest"
	"stakebook/ledger/report"
)

// large is a book of many commitments, each with two tranches, a call, fundings and a distribution, in two currencies.
func large(b *testing.B, commitments int) *ledger.Book {
	b.Helper()
	book := ledgertest.Build(b, ledgertest.Stage()...)
	for i := range 50 {
		ledgertest.Extend(b, book, fmt.Sprintf(`party id=company%d name="Company %d" sector=s%d tags=a;b`, i, i, i%7))
	}
	for i := range commitments {
		currency := []string{"USD", "EUR"}[i%2]
		ledgertest.Extend(b, book,
			fmt.Sprintf(`2024-01-05 commitment id=k%d investor=us company=company%d cap=1000 currency=%s`, i, i%50, currency),
			fmt.Sprintf(`2024-01-05 tranche id=k%d/a commitment=k%d max=400 due=2024-06-30`, i, i),
			fmt.Sprintf(`2024-01-05 tranche id=k%d/b commitment=k%d max=300 strength=option decide_by=2024-03-31`, i, i),
			fmt.Sprintf(`2024-02-01 call commitment=k%d tranche=k%d/a amount=150.50`, i, i),
			fmt.Sprintf(`2024-02-10 funding commitment=k%d tranche=k%d/a amount=100.25 qualifier=about`, i, i),
			fmt.Sprintf(`2024-05-01 funding commitment=k%d amount=33.33`, i),
			fmt.Sprintf(`2024-08-01 distribution commitment=k%d amount=10 recallable=5`, i),
		)
	}
	return book
}

func BenchmarkReportsOverTenThousandCommitments(b *testing.B) {
	book := large(b, 10_000)
	day, _ := civil.Of(2024, 12, 31)
	for _, r := range report.Reports() {
		b.Run(r.Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Make(book, report.Params{AsOf: day}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
