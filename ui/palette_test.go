package ui_test

import (
	"slices"
	"testing"

	"stakebook/ui"
)

func TestWhatIsTypedFindsTitlesThatBeginWithItFirst(t *testing.T) {
	titles := []string{"As of today", "Reverse an entry", "New entry", "Open the sample", "Entry by entry"}
	for _, c := range []struct {
		typed string
		found []string
	}{
		{"", titles},
		{"entry", []string{"Entry by entry", "Reverse an entry", "New entry"}},
		{"  ENTRY  ", []string{"Entry by entry", "Reverse an entry", "New entry"}},
		{"entry new", []string{"New entry"}},
		{"nothing of the kind", nil},
	} {
		if got := ui.Matching(titles, c.typed); !slices.Equal(got, c.found) {
			t.Errorf("%q finds %q", c.typed, got)
		}
	}
}
