package main

import "testing"

// skipUnderDetector leaves out, where the race detector makes everything many times slower, what works in one goroutine
// or in processes of its own: it is run without it.
func skipUnderDetector(t *testing.T) {
	t.Helper()
	if detecting {
		t.Skip("it is run without the race detector")
	}
}
