//go:build window

package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// The size of the sample's window.
const (
	sampleWidth  = 1400
	sampleHeight = 900
)

// lookAtSample opens the sample by argument and goes through its pages in both colours, for pictures to look at.
func lookAtSample(t *testing.T, built programs) {
	book := filepath.Join(t.TempDir(), "sample.stakebook")
	built.must(t, "sample", book)
	entries := strings.Count(built.must(t, "journal", book), "\n")
	a := start(t, built, newHome(t), book)
	a.phase(t, "it opens by argument", func(h *hand) {
		h.await(event{Event: "book", Path: book, Entries: entries, State: "write"})
		h.await(event{Event: "page", ID: "overview"})
		h.await(event{Event: "checked", State: "sound"})
		h.resize(sampleWidth, sampleHeight)
	})
	a.phase(t, "all investors", func(h *hand) {
		h.click("bar.scope")
		h.press("Down", "Down", "Return")
		h.await(event{Event: "moment", State: "all"})
	})
	for _, colours := range []string{"light", "dark"} {
		a.phase(t, "the pages in "+colours, func(h *hand) { h.tour(colours) })
	}
	a.phase(t, "closed by its command", func(h *hand) {
		h.press("ctrl+q")
		h.ends(book)
	})
}

// tour takes a picture of every page.
func (h *hand) tour(colours string) {
	h.Helper()
	h.do(colours, "view."+colours)
	h.await(event{Event: "appearance", State: colours})
	for i, name := range []string{"overview", "commitments", "journal", "reports"} {
		h.press("ctrl+" + string(rune('1'+i)))
		h.await(event{Event: "page", ID: name})
		h.picture(name + "-" + colours)
	}
	h.press("ctrl+1")
	h.await(event{Event: "page", ID: "overview"})
}
