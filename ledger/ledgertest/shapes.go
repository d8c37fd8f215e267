package ledgertest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/money"
)

// Pairs reads ledger.Table, so that a new kind or field is drawn without a change here. It draws the
// flat fields of an entry of a kind that has a valid shape, without those that a book gives and without references to
// other entries (a reversal's is to entry 1).
func Pairs(kind ledger.Kind) *rapid.Generator[[]ledger.Pair] {
	return rapid.Custom(func(t *rapid.T) []ledger.Pair {
		fields := append(ledger.CommonFields(), ledger.Table()[kind].List...)
		given := map[string]string{ledger.FieldKind: string(kind)}
		for _, field := range fields {
			if field.Name == ledger.FieldDisputes {
				continue
			}
			needed := field.Required || field.Name == ledger.FieldDate
			if needed || rapid.IntRange(0, 2).Draw(t, field.Name+" given") == 0 {
				given[field.Name] = Text(field).Draw(t, field.Name)
			}
		}
		return mended(t, fields, given)
	})
}

// mended changes fields until the shape is valid: what a refusal names is drawn again, added or left out.
func mended(t *rapid.T, fields []ledger.Field, given map[string]string) []ledger.Pair {
	for range 200 {
		pairs := listed(fields, given)
		_, err := ledger.ParseEntry(pairs)
		var problem *ledger.FieldError
		if !errors.As(err, &problem) {
			return pairs
		}
		named := fieldOf(fields, problem.Field)
		if _, ok := given[named.Name]; ok && !named.Required {
			delete(given, named.Name)
		} else {
			given[named.Name] = Text(named).Draw(t, named.Name)
		}
		other := rapid.SampledFrom(fields).Draw(t, "field left out")
		if other.Name != named.Name && other.Name != ledger.FieldDate && !other.Required {
			delete(given, other.Name)
		}
	}
	t.Skipf("no valid %s came of %v", given[ledger.FieldKind], given) // the same draw again and again: another is made
	return nil
}

func listed(fields []ledger.Field, given map[string]string) []ledger.Pair {
	pairs := []ledger.Pair{{Name: ledger.FieldKind, Text: given[ledger.FieldKind]}}
	for _, field := range fields {
		if text := given[field.Name]; text != "" {
			pairs = append(pairs, ledger.Pair{Name: field.Name, Text: text})
		}
	}
	return pairs
}

func fieldOf(fields []ledger.Field, name string) ledger.Field {
	for _, field := range fields {
		if field.Name == name {
			return field
		}
	}
	panic(fmt.Sprintf("a refusal names %q, which is no field", name))
}

// Entry draws an entry of one of the kinds, of any kind where none is named, as a person would give it.
func Entry(kinds ...ledger.Kind) *rapid.Generator[ledger.Entry] {
	if len(kinds) == 0 {
		kinds = ledger.Kinds()
	}
	return rapid.Custom(func(t *rapid.T) ledger.Entry {
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		entry, err := ledger.ParseEntry(Pairs(kind).Draw(t, "fields"))
		if err != nil {
			t.Fatal(err)
		}
		return entry
	})
}

// Journal draws entries as a book keeps them: numbered, stamped and chained. Reversals and disputes refer to
// earlier entries, and no entry is reversed while it stands reversed.
func Journal(most int, kinds ...ledger.Kind) *rapid.Generator[[]ledger.Entry] {
	return rapid.Custom(func(t *rapid.T) []ledger.Entry {
		return Booked(Referring(t, rapid.SliceOfN(Entry(kinds...), 0, most).Draw(t, "entries")))
	})
}

// Referring points reversals at entries before them that stand, leaving out those for which there is none, and makes
// some of the claims dispute one.
func Referring(t *rapid.T, drawn []ledger.Entry) []ledger.Entry {
	var entries []ledger.Entry
	killers := make(map[int]int)
	for _, entry := range drawn {
		var standing []int
		for i := range entries {
			if _, dead := killers[i]; !dead {
				standing = append(standing, i)
			}
		}
		if reversal, ok := entry.Payload.(ledger.Reversal); ok {
			if len(standing) == 0 {
				continue
			}
			target := rapid.SampledFrom(standing).Draw(t, "reversed")
			reversal.Entry = ledger.Seq(target + 1)
			entry.Payload = reversal
			entry.Standing = ""
			killers[target] = len(entries)
			if restored, ok := entries[target].Payload.(ledger.Reversal); ok {
				delete(killers, int(restored.Entry)-1)
			}
		}
		if !entry.Booked() && len(standing) > 0 && rapid.Bool().Draw(t, "disputing") {
			entry.Disputes = ledger.Seq(rapid.SampledFrom(standing).Draw(t, "disputed") + 1)
		}
		entries = append(entries, entry)
	}
	return entries
}

// Booked numbers, stamps and chains entries as a book does: a second apart from 2026 on, by ada.
func Booked(entries []ledger.Entry) []ledger.Entry {
	booked := make([]ledger.Entry, len(entries))
	var previous ledger.Hash
	for i, entry := range entries {
		entry.Seq = ledger.Seq(i + 1)
		entry.Recorded = time.Date(2026, 1, 1, 0, 0, i, 1000*i, time.UTC)
		entry.Author = "ada"
		entry.Hash = ledger.Chain(entry, previous)
		previous = entry.Hash
		booked[i] = entry
	}
	return booked
}

// Text draws a text that a field can be read from.
func Text(field ledger.Field) *rapid.Generator[string] {
	switch field.Form {
	case ledger.FormText:
		return words()
	case ledger.FormID:
		return rapid.StringMatching(`[A-Za-z0-9_./-]{1,12}`)
	case ledger.FormWord:
		return rapid.SampledFrom(field.Words)
	case ledger.FormDecimal:
		return decimal(field.Bound, 10)
	case ledger.FormPercent:
		if field.Bound == ledger.BoundZero {
			return rapid.OneOf(decimal(ledger.BoundPositive, 1), rapid.SampledFrom([]string{"0", "100/3", "200/3", "14.50"}))
		}
		return rapid.OneOf(decimal(field.Bound, 2), rapid.Just("100/3"))
	case ledger.FormRatio:
		return rapid.OneOf(decimal(field.Bound, 5), rapid.StringMatching(`[1-9][0-9]{0,3}/[1-9][0-9]{0,3}`))
	case ledger.FormDate:
		return rapid.Map(rapid.IntRange(0, 3000), func(days int) string {
			start, _ := civil.Of(2020, time.January, 1)
			return start.AddDays(days).String()
		})
	case ledger.FormCurrency:
		return rapid.Map(rapid.SampledFrom(money.Currencies()), money.Currency.String)
	case ledger.FormSeq:
		return rapid.Just("1")
	case ledger.FormList:
		return list(rapid.Map(words(), func(text string) string { return strings.ReplaceAll(text, ";", ":") }))
	case ledger.FormLots:
		return list(rapid.StringMatching(`[A-Za-z0-9_./-]{1,12}`))
	case ledger.FormPercents:
		return list(rapid.SampledFrom([]string{"0", "25", "33.33", "100/3", "100"}))
	case ledger.FormScope:
		return rapid.OneOf(rapid.SampledFrom([]string{"*", "each:company", "company=acme;each:tag"}), scope())
	case ledger.FormDigest:
		return rapid.StringMatching(`[0-9a-f]{64}`)
	}
	panic(fmt.Sprintf("the field %s has no form", field.Name))
}

// words draws texts with all that quoting, escaping and spreadsheets stumble over.
func words() *rapid.Generator[string] {
	pieces := []string{"a", "Z", "0", " ", ",", ";", "\"", "'", "=", "+", "-", "@", "\t", "\n", "\r", "\r\n", "\\", "/",
		"é", "漢", "😀", "\u2028", "\ufeff", "<", "&", "{", "}", "null"}
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8), func(drawn []string) string {
		return strings.Join(drawn, "")
	})
}

func decimal(bound ledger.Bound, wholeDigits int) *rapid.Generator[string] {
	plain := rapid.StringMatching(fmt.Sprintf(`[1-9][0-9]{0,%d}(\.[0-9]{1,12})?`, wholeDigits-1))
	switch bound {
	case ledger.BoundPositive:
		return plain
	case ledger.BoundAny:
		return rapid.OneOf(plain, rapid.Map(plain, func(text string) string { return "-" + text }), rapid.Just("0.00"))
	default:
		return rapid.OneOf(plain, rapid.SampledFrom([]string{"0", "0.10"}))
	}
}

func list(item *rapid.Generator[string]) *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(item, 1, 4), func(items []string) string { return strings.Join(items, ";") })
}

func scope() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(ledger.Dimensions()), 1, 3), func(drawn []string) string {
		for i, dimension := range drawn {
			drawn[i] = dimension + "=acme"
		}
		return strings.Join(drawn, ";")
	})
}
