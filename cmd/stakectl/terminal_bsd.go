//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package main

import "golang.org/x/sys/unix"

// How a terminal is asked how it is, and told.
const getTermios, setTermios = unix.TIOCGETA, unix.TIOCSETA
