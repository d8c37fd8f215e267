package main

import "golang.org/x/sys/unix"

// How a terminal is asked how it is, and told.
const getTermios, setTermios = unix.TCGETS, unix.TCSETS
