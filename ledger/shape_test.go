package ledger_test

import "testing"

func TestEntriesThatContradictThemselves(t *testing.T) {
	for _, c := range []struct {
		fields []string
		want   string
	}{
		{shape("call", "amount=1"), "commitment: is missing: every call needs it (the commitment that is called)"},
		{[]string{"kind=call", "commitment=c", "amount=1"}, "date: is missing: on which day does this call take effect?"},

		{shape("tranche", "id=a", "commitment=c", "max=1.00", "min=1.01"), "min: 1.01 is more than max 1.00 by 0.01"},
		{shape("tranche", "id=a", "commitment=c", "max=1", "strength=indicative"),
			"strength: a tranche is firm or option; it is indicative where its commitment is"},
		{shape("amendment", "about=a", "max=5", "min=7"), "min: 7 is more than max 5 by 2"},

		{shape("decision", "tranche=a", "choice=partial"), "amount: is missing: how much of the tranche is taken?"},
		{shape("decision", "tranche=a", "choice=withdraw", "amount=1"), "amount: a decision to withdraw takes no amount"},
		{shape("decision", "tranche=a", "choice=defer", "amount=1"), "amount: a decision to defer takes no amount"},
		{shape("decision", "tranche=a", "choice=defer"), "decide_by: is missing: until when is the decision deferred?"},
		{shape("decision", "tranche=a", "choice=full", "decide_by=2024-06-30"),
			"decide_by: only a deferral sets a new deadline"},

		{shape("funding", "commitment=c", "amount=1", "outside=yes", "tranche=a"),
			"tranche: money paid outside the cap comes out of no tranche"},
		{shape("funding", "commitment=c", "amount=1", "units=5"), "security: is missing: what are these units of?"},
		{shape("funding", "commitment=c", "amount=1", "lot=l"), "security: is missing: what is this lot of?"},

		{shape("distribution", "amount=1"),
			"commitment: is missing: give the commitment, or holder, company and currency"},
		{shape("distribution", "amount=1", "commitment=c", "holder=h"),
			"commitment: give the commitment, or holder, company and currency, not both"},
		{shape("distribution", "amount=1", "holder=h"), "company: is missing: who paid it?"},
		{shape("distribution", "amount=1", "holder=h", "company=x"), "currency: is missing: which currency was it in?"},
		{shape("distribution", "amount=1", "holder=h", "company=x", "currency=USD", "recallable=1"),
			"recallable: only what comes from a commitment can be called again; name the commitment"},
		{shape("distribution", "amount=1", "commitment=c", "recallable=1.5"),
			"recallable: 1.5 is more than the amount 1 by 0.5"},

		{shape("round", "id=r", "company=x", "currency=USD", "pre_money=10", "new_money=2", "post_money=13"),
			"post_money: 13 is not pre_money + new_money, which is 12"},
		{shape("round", "id=r", "company=x", "currency=USD", "new_money=14", "post_money=13"),
			"new_money: 14 is more than post_money 13 by 1"},
		{shape("round", "id=r", "company=x", "currency=USD", "pre_money=14", "post_money=13"),
			"pre_money: 14 is more than post_money 13 by 1"},

		{shape("issuance", "lot=l", "holder=h", "security=s", "units=1", "cost=1"),
			"currency: is missing: which currency is the cost in?"},
		{shape("issuance", "lot=l", "holder=h", "security=s", "units=1", "currency=USD"),
			"cost: is missing: there is a currency and no cost"},
		{shape("transfer", "lot=l", "to=h", "units=1", "new_lot=m", "amount=1"),
			"currency: is missing: which currency is the amount in?"},
		{shape("retirement", "lot=l", "reason=cancelled", "currency=USD"),
			"amount: is missing: there is a currency and no amount"},
		{shape("ownership", "holder=h", "company=x", "percent=301/3"), "percent: 301/3 is more than 100"},
		{shape("ownership", "holder=h", "company=x", "percent=-1"), "percent: -1 is less than 0"},
		{shape("rate", "base=USD", "quote=USD", "rate=1"),
			"quote: is the base currency too; a rate is between two currencies"},
		{shape("pacing", "scope=*", "contributions=25;101", "life=10", "bow=2", "growth=5"),
			"contributions: 101 is no percentage from 0 to 100"},

		{limit("measure=cap"), "max: is missing: give one of max, max_percent, min, min_percent"},
		{limit("measure=cap", "max=1", "min=1"),
			"max: give one of max, max_percent, min, min_percent; a second bound is a limit of its own"},
		{limit("measure=ownership", "max=1"),
			"max_percent: ownership is held to a percentage; give max_percent or min_percent"},
		{limit("measure=ownership", "max_percent=20", "of=*"), "of: ownership is percent of the company"},
		{limit("measure=exposure", "max_percent=20"), "of: is missing: what is the percentage of? (* is everything)"},
		{limit("measure=exposure", "max_percent=20", "of=each:company"),
			"of: the percentage is of one total; each: belongs into scope"},
		{shape("limit", "id=l", "measure=cap", "max=1", "scope=colour=red"),
			`scope: "colour" is no dimension; there are company, investor, sector, country, currency, class, program, tag`},
		{shape("limit", "id=l", "measure=cap", "max=1", "scope=acme"),
			`scope: "acme" is no scope; write *, company=ID, two of those with a semicolon, or each:company`},
		{shape("limit", "id=l", "measure=cap", "max=1", "scope=each:company;each:tag"),
			`scope: "each:company;each:tag" runs over each of two dimensions; choose one`},

		{shape("undertaking", "id=u", "from=a", "to=b", "type=spend", "total=1"),
			"unit: is missing: give the total's currency or unit"},
		{shape("undertaking", "id=u", "from=a", "to=b", "type=spend", "currency=USD", "unit=GW"),
			"unit: give the total's currency or its unit, not both"},
		{shape("undertaking", "id=u", "from=a", "to=b", "type=spend", "starts=2024-02-02", "ends=2024-02-01"),
			"ends: 2024-02-01 is before starts 2024-02-02"},
		{shape("undertaking", "id=u", "from=a", "to=a", "type=spend"), "to: is the party that promises"},
	} {
		refused(t, c.fields, c.want)
	}
}

func TestEntriesAtTheEdgeOfContradictionAreTaken(t *testing.T) {
	for _, fields := range [][]string{
		shape("tranche", "id=a", "commitment=c", "max=1.00", "min=1"),
		shape("decision", "tranche=a", "choice=full", "amount=1"),
		shape("decision", "tranche=a", "choice=defer", "decide_by=2024-06-30"),
		shape("distribution", "amount=1", "commitment=c", "recallable=1.0"),
		shape("distribution", "amount=1", "holder=h", "company=x", "currency=USD", "recallable=0"),
		shape("round", "id=r", "company=x", "currency=USD", "pre_money=10", "new_money=2.0", "post_money=12"),
		shape("ownership", "holder=h", "company=x", "percent=300/3"),
		limit("measure=used", "max_percent=80"),
		limit("measure=exposure", "min_percent=20", "of=company=acme"),
		shape("undertaking", "id=u", "from=a", "to=b", "type=spend", "starts=2024-02-02", "ends=2024-02-02"),
	} {
		parse(t, fields...)
	}
}

// shape is a kind's fields with a date.
func shape(kind string, fields ...string) []string {
	return append([]string{"kind=" + kind, "date=2024-03-27"}, fields...)
}

func limit(fields ...string) []string { return append(shape("limit", "id=l", "scope=*"), fields...) }
