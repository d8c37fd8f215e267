package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"stakebook/ledger/backups"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
)

// aboutEncryption says what encryption hides and what it does not.
const aboutEncryption = "Without the passphrase nobody can read what this book and the backups beside it hold, and " +
	"nobody can find the passphrase again. It does not hide that there is a book, its name, size and dates, nor copies and " +
	"reports that lie elsewhere, nor what the disk may still keep of the file as it was."

// resealing is a change of what opens the open book.
type resealing struct {
	doing string // while it goes on
	done  string // once it is done
	state string // in the trace

	backups [2]string // what is said of one backup that is done too, and of several
	do      func(ctx context.Context, d *desk.Desk) (backups.Adopted, error)
}

func encrypting(passphrase []byte, doing, done string) resealing {
	return resealing{doing: doing, done: done, state: "encrypted",
		backups: [2]string{"opens with the same passphrase now", "open with the same passphrase now"},
		do: func(ctx context.Context, d *desk.Desk) (backups.Adopted, error) {
			defer clear(passphrase)
			return d.Encrypt(ctx, passphrase)
		}}
}

// encrypt asks for a passphrase and encrypts the book and its backups.
func (s *Shell) encrypt() {
	fields := newNewPassphrase("Passphrase")
	s.show("encrypt", "", dialogs.Dialog{
		Title: "Encrypt the book", FirstFocus: fields.first.First(), Size: fyne.NewSize(passphraseWidth, passphraseHeight),
		Content: container.NewVBox(paragraph(aboutEncryption), fields.first.Content(), fields.second.Content(),
			dialogs.NewReveal(fields.first, fields.second)),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss, Run: func() bool { fields.empty(); return true }},
			{Label: "Encrypt", Role: dialogs.Primary, Run: func() bool {
				if !s.accepts(fields) {
					return false
				}
				passphrase := fields.first.Typed()
				fields.empty()
				s.open.Close()
				s.reseal(encrypting(passphrase, "Encrypting", "The book is encrypted"))
				return false
			}},
		},
	})
}

// accepts says whether a new passphrase can be, and at the field why not.
func (s *Shell) accepts(fields newPassphrase) bool {
	at, text := fields.refusal()
	if at == nil {
		return true
	}
	s.trace.put(event{Event: "error", ID: "passphrase", Text: text})
	at.Refuse(sentence(text))
	s.open.Fit()
	s.window.Canvas().Focus(at.First())
	return false
}

// changePassphrase asks for the passphrase that opens the book now and for another, which then opens it and its
// backups.
func (s *Shell) changePassphrase() {
	former, fields := dialogs.NewSecret("Passphrase now"), newNewPassphrase("New passphrase")
	c := &changing{shell: s, desk: s.desk, former: former, fields: fields}
	c.shown = s.show("change", "", dialogs.Dialog{
		Title: "Change the passphrase", FirstFocus: former.First(), Size: fyne.NewSize(passphraseWidth, passphraseHeight),
		Content: container.NewVBox(
			paragraph("The new passphrase opens the book and the backups beside it; copies elsewhere keep the one they have."),
			former.Content(), fields.first.Content(), fields.second.Content(),
			dialogs.NewReveal(former, fields.first, fields.second)),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss, Run: func() bool { return !c.stop() }},
			{Label: "Change", Role: dialogs.Primary, Run: c.run},
		},
		OnClosed: func() { former.Empty(); fields.empty() },
	})
}

// changing is the dialog in which a passphrase is changed.
type changing struct {
	shell  *Shell
	desk   *desk.Desk
	former *dialogs.Secret
	fields newPassphrase
	shown  *dialogs.Shown
}

// stop ends what goes on, and says whether anything did.
func (c *changing) stop() bool {
	if c.shell.task == nil {
		return false
	}
	c.shell.task.stop()
	return true
}

func (c *changing) run() (closes bool) {
	if !c.shell.accepts(c.fields) {
		return false
	}
	former, fresh := c.former.Typed(), c.fields.first.Typed()
	c.shown.Enable(dialogs.Primary, false)
	c.shell.carryOut(job{
		title: "Trying the passphrase",
		work:  func(ctx context.Context) error { return c.shell.proves(ctx, c.desk.Path(), former) },
		done: func(err error) {
			clear(former)
			c.shown.Enable(dialogs.Primary, true)
			if err != nil {
				clear(fresh)
			}
			switch {
			case errors.Is(err, bookfile.ErrPassphrase), errors.Is(err, bookfile.ErrEncrypted):
				c.shell.trace.put(event{Event: "error", ID: "passphrase", Text: notThePassphrase})
				c.former.Empty()
				c.former.Refuse(sentence(notThePassphrase))
				c.shown.Fit()
				c.shell.window.Canvas().Focus(c.former.First())
			case err != nil:
				c.shown.Close()
				c.shell.fail("The passphrase was not changed", err)
			default:
				c.shown.Close()
				c.shell.reseal(encrypting(fresh, "Changing the passphrase", "The passphrase is changed"))
			}
		},
		stopped: func() {
			clear(former)
			clear(fresh)
			c.shown.Close()
			c.shell.say("Stopped; nothing was changed.")
		},
	})
	return false
}

// proves holds a passphrase against a book. It may be called from any goroutine.
func (s *Shell) proves(ctx context.Context, path string, passphrase []byte) error {
	file, err := bookfile.Open(path, bookfile.Read, s.options(passphrase).File)
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), ctx.Err())
}

// decrypt asks for the passphrase and makes the book and its backups plain.
func (s *Shell) decrypt() {
	d := s.desk
	s.askPassphrase(question{
		title:  "Decrypt the book",
		about:  "Whoever has the files can then read this book and the backups beside it. Its passphrase says that you may.",
		action: "Decrypt", doing: "Trying the passphrase",
		try: func(ctx context.Context, passphrase []byte) error { return s.proves(ctx, d.Path(), passphrase) },
		done: func(passphrase []byte, err error) {
			clear(passphrase)
			if err != nil {
				s.fail("The book was not decrypted", err)
				return
			}
			s.reseal(resealing{doing: "Decrypting", done: "The book is not encrypted any more", state: "plain",
				backups: [2]string{"is not encrypted any more either", "are not encrypted any more either"},
				do:      func(ctx context.Context, d *desk.Desk) (backups.Adopted, error) { return d.Decrypt(ctx) }})
		},
	})
}

// reseal changes what opens the book, with nothing else going on, and says what became of the backups.
func (s *Shell) reseal(r resealing) {
	d, wait := s.desk, s.hush()
	var done backups.Adopted
	var err error
	end := func() {
		if s.desk == d {
			s.resealed(r, done, err)
			s.lookAfter()
		}
	}
	s.carryOut(job{
		title: r.doing,
		work: func(ctx context.Context) error {
			wait()
			done, err = r.do(ctx, d)
			return err
		},
		done: func(failed error) {
			err = failed
			end()
		},
		stopped: end,
	})
}

func (s *Shell) resealed(r resealing, done backups.Adopted, err error) {
	s.standing.sealed = s.desk.Encrypted()
	s.showStanding()
	s.refreshCommands()
	switch {
	case err == nil:
	case errors.Is(err, desk.ErrBackupsLeft):
		s.trace.put(event{Event: "error", ID: "reseal", Text: err.Error()})
	case errors.Is(err, context.Canceled):
		s.say("Stopped; nothing was changed.")
		return
	default:
		if !isLost(err) || !s.meetSetback(err) {
			s.fail(sentenceStart(r.doing)+" failed", err)
		}
		return
	}
	s.trace.put(event{Event: "sealed", State: r.state, Added: len(done.Done)})
	s.say(r.done + ".")
	s.show("sealed", "", dialogs.Dialog{
		Title: r.done, Content: listed(r.adoptedWords(done, err), leftLines(done.Left)),
		Size:    fyne.NewSize(passphraseWidth, 0),
		Actions: []dialogs.Action{{Label: "Close", Role: dialogs.Primary}},
	})
}

// adoptedWords says what became of the backups of a book that was encrypted, decrypted or given another passphrase.
func (r resealing) adoptedWords(done backups.Adopted, err error) string {
	var text string
	switch n := len(done.Done); {
	case errors.Is(err, context.Canceled):
		text = "You stopped before all backups were done: " + counted(n, "is", "are") +
			" as the book is now. The next backup goes on with an encrypted book's."
	case err != nil:
		text = fmt.Sprintf("Its backups were not all done: %s. %s as the book is now.", err, counted(n, "is", "are"))
	case n == 0 && len(done.Left) == 0:
		text = "There are no backups beside it yet."
	case n == 1:
		text = "The backup beside it " + r.backups[0] + "."
	case n > 1:
		text = fmt.Sprintf("The %d backups beside it %s.", n, r.backups[1])
	}
	if n := len(done.Left); n > 0 {
		text += " " + counted(n, "file there stays as it is:", "files there stay as they are:")
	}
	return strings.TrimSpace(text)
}

// leftLines says of files that stay as they are why.
func leftLines(left []backups.Left) []string {
	var lines []string
	for _, l := range left {
		lines = append(lines, fmt.Sprintf("%s: %s", filepath.Base(l.Path), plainWords(l.Err)))
	}
	return lines
}

// listed is a text with lines under it, which scroll where they are many.
func listed(text string, lines []string) fyne.CanvasObject {
	if len(lines) == 0 {
		return paragraph(text)
	}
	const height = 160
	scroll := container.NewVScroll(paragraph(strings.Join(lines, "\n")))
	scroll.SetMinSize(fyne.NewSize(0, height))
	return container.NewBorder(paragraph(text), nil, nil, nil, scroll)
}

// noSealing says why a book cannot be encrypted.
func (s *Shell) noSealing() string {
	if reason := s.noRecording(); reason != "" {
		return reason
	}
	if s.standing.sealed {
		return "it is encrypted already"
	}
	return ""
}

// noUnsealing says why a book cannot be decrypted or given another passphrase.
func (s *Shell) noUnsealing() string {
	if reason := s.noRecording(); reason != "" {
		return reason
	}
	if !s.standing.sealed {
		return "it is not encrypted"
	}
	return ""
}
