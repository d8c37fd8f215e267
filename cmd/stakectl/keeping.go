package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
)

type backupCommand struct {
	access
	Book string `arg:"" help:"The book. It may be open in the app meanwhile."`
	File string `arg:"" help:"Where to put the copy; nothing may be there."`
}

// Run copies the book and verifies the copy.
func (c *backupCommand) Run(ctx context.Context, p Params) error {
	options, err := c.options(p, c.Book)
	if err != nil {
		return err
	}
	return withFile(c.Book, options, func(book *bookfile.File) error {
		if err := p.memory().Recall(book, p.Now()); err != nil {
			p.note(err)
		}
		if err := desk.BackupFile(ctx, book, c.File); err != nil {
			return err
		}
		copied, err := book.OpenCopy(c.File)
		if err != nil {
			return err
		}
		seq, head, err := copied.Head()
		if err := errors.Join(err, copied.Close()); err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.Out, "%s: %s, head %s\n", c.File, entries(int(seq)), head)
		return err
	})
}

// entries is a number of entries in words.
func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

type restoreCommand struct {
	access
	Book string `arg:"" help:"The book to replace. What is there is kept in BOOK.backups first."`
	From string `arg:"" help:"The backup to restore."`

	Preview            bool   `help:"Print what differs and change nothing."`
	AnotherBook        bool   `help:"Restore even if FROM is a copy of another book."`
	FromPassphraseFile string `placeholder:"FILE" help:"The passphrase of FROM, where it is not that of BOOK."`
}

// Help says what a restore does.
func (restoreCommand) Help() string {
	return "FROM is verified whole, and BOOK is replaced in one step. BOOK may be open elsewhere for reading, and not " +
		"for writing. An encrypted book stays encrypted with its passphrase; a plain one becomes what FROM is."
}

// Run restores, or says what it would do.
func (c *restoreCommand) Run(ctx context.Context, p Params) error {
	if c.PassphraseFile == "-" && c.FromPassphraseFile == "-" {
		return usage("--passphrase-file and --from-passphrase-file cannot both be read from standard input")
	}
	options, err := c.options(p, c.Book)
	if err != nil {
		return err
	}
	from, err := c.fromKey(p, options)
	if err != nil {
		return err
	}
	if c.Preview {
		compared, err := desk.Compare(c.Book, c.From, options, from)
		if err != nil {
			return err
		}
		return writeComparison(p.Out, compared)
	}
	done, err := desk.Restore(ctx, c.Book, c.From, options,
		desk.Restoring{Passphrase: from, OtherBook: c.AnotherBook, Memory: p.memory()})
	if errors.Is(err, bookfile.ErrOtherBook) {
		return fmt.Errorf("%s is a copy of another book than %s; --another-book restores it all the same", c.From, c.Book)
	}
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s: restored from %s; %s, head %s", c.Book, c.From, entries(int(done.Entries)), done.Head)
	if done.Kept != "" {
		text += "; as it was it is kept at " + done.Kept
	}
	_, err = fmt.Fprintln(p.Out, text)
	return err
}

// fromKey finds what opens FROM: nothing where it is what opens BOOK, or where FROM is plain.
func (c *restoreCommand) fromKey(p Params, options desk.Options) ([]byte, error) {
	if c.FromPassphraseFile != "" {
		return readPassphrase(p.In, c.FromPassphraseFile)
	}
	file, err := bookfile.Open(c.From, bookfile.Read, options.File)
	switch {
	case err == nil:
		return nil, file.Close()
	case errors.Is(err, bookfile.ErrEncrypted), errors.Is(err, bookfile.ErrPassphrase) && c.PassphraseFile == "":
		passphrase, err := p.ask("Passphrase of " + c.From)
		if err != nil {
			return nil, fmt.Errorf("%s is encrypted, and its passphrase is not known: %w (--from-passphrase-file)", c.From, err)
		}
		return passphrase, nil
	}
	return nil, nil // what is wrong is told when it is opened
}

// writeComparison prints what differs: - is what a restore puts away, + what it brings.
func writeComparison(w io.Writer, c desk.Comparison) error {
	var text strings.Builder
	describe(&text, c.Here)
	describe(&text, c.There)
	switch {
	case c.Here.Err != nil:
	case c.Equal():
		text.WriteString("they are the same\n")
	case !c.SameBook:
		text.WriteString("they are two different books\n")
	case c.Common == 0:
		text.WriteString("they have no entry in common\n")
	default:
		fmt.Fprintf(&text, "both have entries 1 to %d\n", c.Common)
	}
	if c.OtherHoldings && c.Here.Err == nil {
		text.WriteString("their documents or branches differ\n")
	}
	for _, e := range c.OnlyHere {
		text.WriteString(entryLine("-", e))
	}
	for _, e := range c.OnlyThere {
		text.WriteString(entryLine("+", e))
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func describe(text *strings.Builder, s desk.Side) {
	if s.Err != nil {
		fmt.Fprintf(text, "%s: cannot be read: %v\n", s.Path, s.Err)
		return
	}
	fmt.Fprintf(text, "%s: %s, %s", s.Path, s.Name, entries(int(s.Entries)))
	if s.Entries > 0 {
		fmt.Fprintf(text, " recorded from %s to %s, head %s",
			s.First.UTC().Format(ledger.RecordedForm), s.Last.UTC().Format(ledger.RecordedForm), s.Head)
	}
	text.WriteString("\n")
}

func entryLine(sign string, e ledger.Entry) string {
	return fmt.Sprintf("%s %d %s %s %s %s\n",
		sign, e.Seq, e.Recorded.UTC().Format(ledger.RecordedForm), e.Author, e.Kind(), e.Date)
}

type encryptCommand struct {
	access
	Book string `arg:"" help:"The book to encrypt, or the encrypted book that gets another passphrase."`

	NewPassphraseFile string `placeholder:"FILE" help:"The new passphrase, in a file; - is standard input. Else it is asked."`
}

// Help says what an encryption does and does not.
func (encryptCommand) Help() string {
	return "Encrypts a book and the backups in BOOK.backups, or gives them another passphrase. For a plain book " +
		"--passphrase-file is the new passphrase. Nobody can open the book without it, and nobody can find it again. " +
		"Copies elsewhere stay as they are, and so does what the disk may still hold of the file that was there."
}

// Run encrypts the book.
func (c *encryptCommand) Run(ctx context.Context, p Params) error {
	if c.PassphraseFile == "-" && c.NewPassphraseFile == "-" {
		return usage("--passphrase-file and --new-passphrase-file cannot both be read from standard input")
	}
	encrypted, err := isEncrypted(c.Book)
	if err != nil {
		return err
	}
	options := p.options()
	fresh := c.NewPassphraseFile
	if encrypted {
		if options, err = c.options(p, c.Book); err != nil {
			return err
		}
	} else if fresh == "" {
		fresh = c.PassphraseFile
	}
	return sealing(p, c.Book, options, func(d *desk.Desk) (backups.Adopted, error) {
		passphrase, err := newPassphrase(p, fresh)
		if err != nil {
			return backups.Adopted{}, err
		}
		return d.Encrypt(ctx, passphrase)
	})
}

func newPassphrase(p Params, file string) ([]byte, error) {
	if file != "" {
		return readPassphrase(p.In, file)
	}
	passphrase, err := p.askNew("New passphrase")
	if err != nil {
		return nil, fmt.Errorf("there is no new passphrase: %w (--new-passphrase-file)", err)
	}
	return passphrase, nil
}

type decryptCommand struct {
	access
	Book string `arg:"" help:"The book to decrypt, with the backups in BOOK.backups."`
}

// Run makes the book plain.
func (c *decryptCommand) Run(ctx context.Context, p Params) error {
	encrypted, err := isEncrypted(c.Book)
	if err != nil {
		return err
	}
	options := p.options()
	if encrypted {
		if options, err = c.options(p, c.Book); err != nil {
			return err
		}
	}
	return sealing(p, c.Book, options, func(d *desk.Desk) (backups.Adopted, error) {
		if !encrypted {
			return backups.Adopted{}, fmt.Errorf("decrypt %s: the book is not encrypted", c.Book)
		}
		return d.Decrypt(ctx)
	})
}

// sealing opens a book for writing, encrypts or decrypts it, and says what became of its backups.
func sealing(p Params, path string, options desk.Options, do func(*desk.Desk) (backups.Adopted, error)) (err error) {
	d, err := desk.Open(path, bookfile.Write, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if err := d.Recall(p.memory()); err != nil {
		p.note(err)
	}
	done, err := do(d)
	if err != nil {
		return err
	}
	state := "plain"
	if d.Encrypted() {
		state = "encrypted"
	}
	text := fmt.Sprintf("%s: %s", path, state)
	if len(done.Done) > 0 {
		text += fmt.Sprintf("; its backups too: %d", len(done.Done))
	}
	if _, err := fmt.Fprintln(p.Out, text); err != nil {
		return err
	}
	for _, left := range done.Left {
		complain(p.Err, fmt.Errorf("note: %s is as it was: %w", left.Path, left.Err))
	}
	return nil
}
