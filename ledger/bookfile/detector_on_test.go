//go:build race

package bookfile_test

// detecting says that the race detector is at work.
const detecting = true
