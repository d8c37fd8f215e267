package ledger_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
)

var update = flag.Bool("update", false, "write the golden files anew")

// contract is the public table of kinds and fields, * for required. Forms, files and reports speak these names, so a
// name is never changed here; what is new is added.
const contract = `
book: name* currency*
party: id* name* own country sector tags
security: id* company* name* class* votes converts_to ratio rate day_count cap cap_basis
	discount maturity anti_dilution price
commitment: id* investor* company* cap* currency* strength expires security valuation valuation_basis price program
amendment: about* cap strength expires security program max min due decide_by condition condition_by valuation
	valuation_basis price name max_percent min_percent of warn total currency unit starts ends
assignment: commitment* amount* to* new_commitment* tranche
tranche: id* commitment* max* min due decide_by strength condition condition_by valuation valuation_basis price
condition: tranche* outcome*
call: commitment* amount* tranche due
funding: commitment* amount* tranche round security units lot type outside reporting_amount
release: commitment* tranche amount reason*
distribution: commitment holder company currency amount* recallable type
round: id* company* currency* pre_money new_money post_money price extends
issuance: lot* holder* security* units* cost currency price round
transfer: lot* to* units* new_lot* balance_lot amount currency
retirement: lot* units reason* amount currency
conversion: lot* into* new_lot* units amount
split: security* ratio*
ownership: holder* company* percent* basis excludes
mark: company* value* currency* holder security method
rate: base* quote* rate*
index: name* level*
limit: id* name measure* scope* max max_percent min min_percent currency of warn
undertaking: id* from* to* type* total currency unit starts ends commitment
delivery: undertaking* amount*
pacing: scope* contributions* life* bow* growth* yield
decision: tranche* choice* amount decide_by reason
memo: about* text*
document: id* name* about sha256*
reversal: entry* reason*
`

func TestTheTableIsTheContract(t *testing.T) {
	want := strings.Split(strings.TrimSpace(strings.ReplaceAll(contract, "\n\t", " ")), "\n")
	var lines []string
	for _, kind := range ledger.Kinds() {
		line := string(kind) + ":"
		for _, field := range ledger.Table()[kind].List {
			line += " " + field.Name
			if field.Required {
				line += "*"
			}
		}
		lines = append(lines, line)
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("the table differs from the contract (-contract +table):\n%s", diff)
	}
}

func TestTheTableSaysHowEveryFieldIsRead(t *testing.T) {
	var got strings.Builder
	for _, kind := range ledger.Kinds() {
		fmt.Fprintf(&got, "%s\n", kind)
		for _, field := range ledger.Table()[kind].List {
			fmt.Fprintf(&got, "\t%s: form %d%s\n", field.Name, field.Form, traits(field))
		}
	}
	golden := filepath.Join("testdata", "table.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || len(want) == 0 {
		t.Fatalf("the golden table is not there: %v", err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the table changed (-golden +table):\n%s", diff)
	}
}

func traits(field ledger.Field) string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if field.Required {
		add("required")
	}
	if field.Defines {
		add("defines")
	}
	if len(field.Refers) > 0 {
		add("refers to %v", field.Refers)
	}
	if len(field.Words) > 0 {
		add("one of %v", field.Words)
	}
	if field.Unit != "" {
		add("unit %s", field.Unit)
	}
	if field.Bound != "" {
		add("bound %s", field.Bound)
	}
	if len(all) == 0 {
		return ""
	}
	return ", " + strings.Join(all, ", ")
}

func TestEveryFieldHasAFormAndAHelpText(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		fields := ledger.Table()[kind]
		if fields.Kind != kind || len(fields.List) == 0 {
			t.Errorf("%s has no fields", kind)
		}
		for _, field := range append(ledger.CommonFields(), fields.List...) {
			if field.Name == "" || field.Form == 0 || field.Help == "" {
				t.Errorf("%s: the field %q has form %d and help %q", kind, field.Name, field.Form, field.Help)
			}
			if (field.Form == ledger.FormDecimal) != (field.Unit != "") {
				t.Errorf("%s: %s is of form %d and unit %q", kind, field.Name, field.Form, field.Unit)
			}
		}
	}
}

func TestNoFieldOfAKindHasTheNameOfACommonOne(t *testing.T) {
	common := []string{ledger.FieldSeq, ledger.FieldRecorded, ledger.FieldAuthor, ledger.FieldKind, ledger.FieldHash}
	for _, field := range ledger.CommonFields() {
		common = append(common, field.Name)
	}
	for _, kind := range ledger.Kinds() {
		for _, field := range ledger.Table()[kind].List {
			if slices.Contains(common, field.Name) {
				t.Errorf("%s has a field %s of its own", kind, field.Name)
			}
		}
	}
}

func TestAFieldIsFoundByItsName(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		for _, want := range ledger.Table()[kind].List {
			if got, ok := ledger.Table()[kind].Field(want.Name); !ok || got.Name != want.Name {
				t.Errorf("%s: %s is found as %q, %v", kind, want.Name, got.Name, ok)
			}
		}
		if _, ok := ledger.Table()[kind].Field("colour"); ok {
			t.Errorf("%s has a colour", kind)
		}
	}
}

func TestKindsAreReadByTheirNames(t *testing.T) {
	for _, kind := range ledger.Kinds() {
		if got, err := ledger.ParseKind(string(kind)); err != nil || got != kind {
			t.Errorf("ParseKind(%s) = %s, %v", kind, got, err)
		}
	}
	for _, text := range []string{"", "Funding", "fundings", "payment"} {
		if got, err := ledger.ParseKind(text); err == nil {
			t.Errorf("ParseKind(%q) = %s, want a refusal", text, got)
		}
	}
}

func TestOnlyWhatHoldsFromTheBeginningMayHaveNoDate(t *testing.T) {
	var kinds []ledger.Kind
	for _, kind := range ledger.Kinds() {
		if kind.DateOptional() {
			kinds = append(kinds, kind)
		}
	}
	if diff := cmp.Diff([]ledger.Kind{ledger.KindBook, ledger.KindParty, ledger.KindSecurity}, kinds); diff != "" {
		t.Error(diff)
	}
}
