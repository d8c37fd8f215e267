package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

// access is the flag of every command that opens a book. A passphrase comes from a file or from the terminal: an
// argument or a variable of the environment could be read by others.
type access struct {
	PassphraseFile string `placeholder:"FILE" help:"The passphrase, in a file; - is standard input. Else it is asked."`
}

// errNoTerminal says that nobody can be asked.
var errNoTerminal = errors.New("there is no terminal to ask on; give it in a file")

// key finds what opens a book: nothing where it is plain or not there, else what the flag's file has, else what is
// asked. Whether it is the right one shows when the book is opened.
func (a access) key(p Params, path string) ([]byte, error) {
	if a.PassphraseFile != "" {
		return readPassphrase(p.In, a.PassphraseFile)
	}
	encrypted, err := isEncrypted(path)
	if err != nil || !encrypted {
		return nil, err
	}
	passphrase, err := p.ask("Passphrase of " + path)
	if err != nil {
		return nil, fmt.Errorf("%s is encrypted, and its passphrase is not known: %w (--passphrase-file)", path, err)
	}
	return passphrase, nil
}

// isEncrypted says so of a book. Whatever else is wrong with it is told by who opens it.
func isEncrypted(path string) (bool, error) {
	file, err := bookfile.Open(path, bookfile.Read, bookfile.Options{})
	if err != nil {
		return errors.Is(err, bookfile.ErrEncrypted), nil
	}
	return false, file.Close()
}

// ask asks on the terminal.
func (p Params) ask(what string) ([]byte, error) {
	if p.Ask == nil {
		return nil, errNoTerminal
	}
	passphrase, err := p.Ask(what + ": ")
	if err == nil && len(passphrase) == 0 {
		err = desk.ErrNoPassphrase
	}
	if err != nil {
		return nil, err
	}
	return passphrase, nil
}

// askNew asks twice, so that a slip of the hand locks nobody out.
func (p Params) askNew(what string) ([]byte, error) {
	first, err := p.ask(what)
	if err != nil {
		return nil, err
	}
	second, err := p.ask("Again")
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(first, second) {
		return nil, errors.New("the two that were typed differ; try again")
	}
	return first, nil
}

// readPassphrase reads a passphrase from a file, without the end of its line. "-" is standard input.
func readPassphrase(in io.Reader, name string) (passphrase []byte, err error) {
	if name != "-" {
		file, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: there is no such file of a passphrase", name)
		}
		if err != nil {
			return nil, fmt.Errorf("read the passphrase: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		in = file
	}
	const lineEnd = 2
	passphrase, err = io.ReadAll(io.LimitReader(in, bookfile.MaxPassphrase+lineEnd+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	passphrase = bytes.TrimSuffix(passphrase, []byte("\n"))
	passphrase = bytes.TrimSuffix(passphrase, []byte("\r"))
	switch {
	case len(passphrase) == 0:
		return nil, fmt.Errorf("%s: %w", name, desk.ErrNoPassphrase)
	case len(passphrase) > bookfile.MaxPassphrase:
		return nil, fmt.Errorf("%s: a passphrase has at most %d bytes", name, bookfile.MaxPassphrase)
	}
	return passphrase, nil
}

// options are those of p with what opens a book.
func (a access) options(p Params, path string) (desk.Options, error) {
	passphrase, err := a.key(p, path)
	options := p.options()
	options.File.Passphrase = passphrase
	return options, err
}

// reading opens a book beside whoever writes it, for as long as a function works on it. That it was turned back or
// rewritten since it was seen here last is told, and does not keep anybody from reading.
func (a access) reading(p Params, path string, work func(*desk.Desk) error) (err error) {
	return a.opening(p, path, func(options desk.Options) (*desk.Desk, error) {
		return desk.Open(path, bookfile.Read, options)
	}, work)
}

// glancing is reading without folding the journal, unless the function asks for it.
func (a access) glancing(p Params, path string, work func(*desk.Desk) error) (err error) {
	return a.opening(p, path, func(options desk.Options) (*desk.Desk, error) { return desk.Glance(path, options) }, work)
}

// opening opens a book, asking for a passphrase only once it turns out to need one.
func (a access) opening(p Params, path string, open func(desk.Options) (*desk.Desk, error),
	work func(*desk.Desk) error) (err error) {
	options := p.options()
	if a.PassphraseFile != "" {
		if options, err = a.options(p, path); err != nil {
			return err
		}
	}
	d, err := open(options)
	if errors.Is(err, bookfile.ErrEncrypted) && a.PassphraseFile == "" {
		if options, err = a.options(p, path); err == nil {
			d, err = open(options)
		}
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := d.Recall(p.memory()); err != nil {
		p.note(err)
	}
	return work(d)
}

// memory is where it is remembered how far books went.
func (p Params) memory() desk.Memory { return desk.Memory{Folder: p.Memory} }

// note tells of something that does not keep the command from being done.
func (p Params) note(err error) {
	text := "note: " + err.Error()
	var history *desk.HistoryError
	if errors.As(err, &history) {
		text = "warning: " + err.Error() + "; restore a backup (stakectl restore), or accept it (stakectl check --accept)"
	}
	complain(p.Err, errors.New(text))
}

// remember remembers how a book that was just written is now. It opens it with what opened it before.
func (p Params) remember(path string, options desk.Options) {
	if p.Memory == "" {
		return
	}
	err := withFile(path, options, func(file *bookfile.File) error { return p.memory().Remember(file, p.Now()) })
	if err != nil {
		p.note(err)
	}
}

// withFile opens a book as a file for as long as a function works on it.
func withFile(path string, options desk.Options, work func(*bookfile.File) error) (err error) {
	file, err := bookfile.Open(path, bookfile.Read, options.File)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no book at %s", path)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return work(file)
}
