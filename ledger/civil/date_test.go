package civil_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stakebook/ledger/civil"
)

func date(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseRefusesWhatIsNoDay(t *testing.T) {
	for _, text := range []string{"", "2024-3-27", "2024/03/27", "2023-02-29", "2024-13-01", "0000-01-01",
		"2024-00-10", "2024-01-32", "+024-01-01", "2024-03-27T00:00", "٢٠٢٤-01-01", "27-03-2024"} {
		if d, err := civil.Parse(text); !errors.Is(err, civil.ErrDate) {
			t.Errorf("Parse(%q) = %v, %v; want ErrDate", text, d, err)
		}
	}
}

func TestEveryDateIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, _ := civil.Of(1, time.January, 1)
		d := first.AddDays(rapid.IntRange(0, 3652058).Draw(t, "days"))
		back, err := civil.Parse(d.String())
		if err != nil || back != d {
			t.Fatalf("Parse(%s) = %v, %v", d, back, err)
		}
		if on := civil.On(d.Time()); on != d {
			t.Fatalf("On(%s) = %s", d, on)
		}
		step := rapid.IntRange(-4000, 4000).Draw(t, "step")
		if moved := d.AddDays(step); moved.AddDays(-step) == d && moved.DaysSince(d) != step {
			t.Fatalf("%s to %s is %d days, want %d", d, moved, moved.DaysSince(d), step)
		}
	})
}

// The time package counts days another way.
func TestTheCalendarIsThatOfTheTimePackage(t *testing.T) {
	for year := -1; year <= 10_001; year++ {
		for month := time.Month(0); month <= 13; month++ {
			for _, day := range []int{0, 1, 28, 29, 30, 31, 32} {
				want := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
				isDay := want.Year() == year && want.Month() == month && want.Day() == day && year >= 1 && year <= 9999
				got, ok := civil.Of(year, month, day)
				if ok != isDay {
					t.Fatalf("%d-%d-%d is a day: %v", year, month, day, ok)
				}
				if ok && (!got.Time().Equal(want) || got.String() != want.Format(time.DateOnly)) {
					t.Fatalf("%d-%d-%d is %s, %s", year, month, day, got, got.Time())
				}
			}
		}
	}
}

func TestTheCalendarEndsWhereItEnds(t *testing.T) {
	last := date(t, "9999-12-31")
	if got := last.AddDays(1); got != last {
		t.Errorf("a day after the last is %s", got)
	}
	first := date(t, "0001-01-01")
	if got := first.AddDays(-1); got != first {
		t.Errorf("a day before the first is %s", got)
	}
}

func TestBusinessDaysPassOverWeekends(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2024-03-22", 1, "2024-03-25"},  // Friday to Monday
		{"2024-03-23", 1, "2024-03-25"},  // Saturday to Monday
		{"2024-03-25", 10, "2024-04-08"}, // two weeks on
		{"2024-03-25", 0, "2024-03-25"},
	} {
		if got := date(t, c.from).AddBusinessDays(c.days); got.String() != c.want {
			t.Errorf("%s + %d business days = %s, want %s", c.from, c.days, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"2024-03-27", "2024-02-29", "0001-01-01", "9999-12-31", "2023-02-29", "x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := civil.Parse(text)
		if err == nil && d.String() != text {
			t.Fatalf("%q came back as %q", text, d)
		}
	})
}
