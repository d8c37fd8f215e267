package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ui"
)

func TestOnlyWhatIsWrongWithTheBookIsCalledSo(t *testing.T) {
	for _, c := range []struct {
		err         error
		title, hint string
	}{
		{fmt.Errorf("check: %w", &bookfile.DamageError{Place: "entry 7"}), "The book is not sound", "Record nothing more"},
		{fmt.Errorf("check: %w", desk.ErrKept), "The figures kept for speed are wrong", "The journal is sound"},
	} {
		title, hint := ui.CheckTroubleOf(c.err)
		if title != c.title || !strings.HasPrefix(hint, c.hint) {
			t.Errorf("%v: %q, %q", c.err, title, hint)
		}
	}
}
