//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"os/signal"

	"golang.org/x/sys/unix"
)

// askTerminal asks on the terminal of whoever runs the program, wherever its standard input and output lead, and shows
// nothing of what is typed. An interrupt ends the question, and the terminal shows again what is typed.
func askTerminal(prompt string) (answer []byte, err error) {
	terminal, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return nil, errNoTerminal
	}
	defer func() { err = errors.Join(err, terminal.Close()) }()
	return askOn(terminal, prompt)
}

func askOn(terminal *os.File, prompt string) (answer []byte, err error) {
	descriptor := int(terminal.Fd())
	before, err := unix.IoctlGetTermios(descriptor, getTermios)
	if err != nil {
		return nil, errNoTerminal
	}
	hidden := *before
	hidden.Lflag &^= unix.ECHO
	hidden.Lflag |= unix.ICANON | unix.ISIG | unix.ECHONL
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	defer signal.Stop(interrupted)
	if err := unix.IoctlSetTermios(descriptor, setTermios, &hidden); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unix.IoctlSetTermios(descriptor, setTermios, before)) }()
	if _, err := io.WriteString(terminal, prompt); err != nil {
		return nil, err
	}
	line := make(chan typed, 1)
	go func() { line <- readLine(terminal) }() // ends with the program where nobody answers
	select {
	case got := <-line:
		return got.text, got.err
	case <-interrupted:
		return nil, errInterrupted
	}
}
