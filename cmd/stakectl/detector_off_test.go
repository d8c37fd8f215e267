//go:build !race

package main

// detecting says that the race detector is at work.
const detecting = false
