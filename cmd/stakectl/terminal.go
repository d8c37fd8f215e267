package main

import (
	"bytes"
	"errors"
	"io"

	"stakebook/ledger/bookfile"
)

var errInterrupted = errors.New("interrupted")

// typed is a line from a terminal, without its end.
type typed struct {
	text []byte
	err  error
}

// readLine reads byte by byte, so that nothing that comes after the line is taken from whoever reads next.
func readLine(terminal io.Reader) typed {
	var line []byte
	one := make([]byte, 1)
	for len(line) <= bookfile.MaxPassphrase {
		n, err := terminal.Read(one)
		if n == 1 && one[0] == '\n' {
			return typed{text: bytes.TrimSuffix(line, []byte("\r"))}
		}
		line = append(line, one[:n]...)
		if errors.Is(err, io.EOF) {
			return typed{text: line}
		}
		if err != nil {
			return typed{err: err}
		}
	}
	return typed{err: errors.New("the line is too long for a passphrase")}
}
