package ui_test

import "testing"

func TestInvestorsAreChosenByCommandToo(t *testing.T) {
	w := newWorld(t)
	w.open()
	before := w.shell.At().Filter.All
	w.shell.Run("moment.scope")
	if after := w.shell.At().Filter.All; after == before {
		t.Errorf("all investors: %v before the command and %v after it", before, after)
	}
	w.shell.Run("moment.scope")
	if again := w.shell.At().Filter.All; again != before {
		t.Errorf("all investors: %v after the command was run twice, want %v", again, before)
	}
}
