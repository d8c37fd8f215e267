//go:build !race

package desk_test

// detecting says that the race detector is at work.
const detecting = false
