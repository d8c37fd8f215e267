package main

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// askTerminal asks on the console of whoever runs the program, wherever its standard input and output lead, and shows
// nothing of what is typed.
func askTerminal(prompt string) (answer []byte, err error) {
	in, err := os.OpenFile("CONIN$", os.O_RDWR, 0)
	if err != nil {
		return nil, errNoTerminal
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		return nil, errNoTerminal
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	console := windows.Handle(in.Fd())
	var before uint32
	if err := windows.GetConsoleMode(console, &before); err != nil {
		return nil, errNoTerminal
	}
	hidden := before&^windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT
	if err := windows.SetConsoleMode(console, hidden); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, windows.SetConsoleMode(console, before)) }()
	if _, err := io.WriteString(out, prompt); err != nil {
		return nil, err
	}
	got := readLine(in)
	_, err = io.WriteString(out, "\r\n")
	return got.text, errors.Join(got.err, err)
}
