package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"stakebook/ledger/bookfile"
	"stakebook/ledger/desk"
	"stakebook/ui/dialogs"
)

// What a dialog with passphrases asks of the window at least.
const passphraseWidth, passphraseHeight = 480, 200

// question asks for the passphrase of something that has one.
type question struct {
	title, about string
	action       string // on the button
	doing        string // what is said while the passphrase is tried

	// try holds a passphrase against what it is to open, in the background. Its error wraps bookfile.ErrPassphrase where
	// it is another.
	try func(ctx context.Context, passphrase []byte) error

	// done is told how the last try ended, once the dialog is gone. The passphrase is its own then, to be wiped.
	done func(passphrase []byte, err error)
}

// asking is the dialog over a question. It stays until a passphrase fits or the person gives up.
type asking struct {
	question
	shell  *Shell
	secret *dialogs.Secret
	shown  *dialogs.Shown
}

func (s *Shell) askPassphrase(q question) {
	a := &asking{question: q, shell: s, secret: dialogs.NewSecret("")}
	a.shown = s.show("passphrase", "", dialogs.Dialog{
		Title: q.title, FirstFocus: a.secret.First(), Size: fyne.NewSize(passphraseWidth, passphraseHeight),
		Content: container.NewVBox(paragraph(q.about), a.secret.Content(), dialogs.NewReveal(a.secret)),
		Actions: []dialogs.Action{
			{Label: "Cancel", Role: dialogs.Dismiss, Run: a.giveUp},
			{Label: q.action, Role: dialogs.Primary, Run: a.run},
		},
	})
}

// giveUp ends the try that goes on; the dialog goes with it.
func (a *asking) giveUp() (closes bool) {
	if a.shell.task != nil {
		a.shell.task.stop()
		return false
	}
	a.secret.Empty()
	return true
}

func (a *asking) run() (closes bool) {
	passphrase := a.secret.Typed()
	if len(passphrase) == 0 {
		a.refuse(desk.ErrNoPassphrase.Error())
		return false
	}
	a.shown.Enable(dialogs.Primary, false)
	a.shell.carryOut(job{
		title: a.doing,
		work:  func(ctx context.Context) error { return a.try(ctx, passphrase) },
		done: func(err error) {
			a.shown.Enable(dialogs.Primary, true)
			if errors.Is(err, bookfile.ErrPassphrase) {
				clear(passphrase)
				a.secret.Empty()
				a.refuse(notThePassphrase)
				return
			}
			a.close()
			a.done(passphrase, err)
		},
		stopped: func() {
			clear(passphrase)
			a.close()
			a.shell.say("Stopped; nothing was changed.")
		},
	})
	return false
}

const notThePassphrase = "That is not the passphrase. Capital letters and spaces count"

func (a *asking) refuse(text string) {
	a.shell.trace.put(event{Event: "error", ID: "passphrase", Text: text})
	a.secret.Refuse(sentence(text))
	a.shown.Fit()
}

func (a *asking) close() {
	a.secret.Empty()
	a.shown.Close()
}

// newPassphrase is two fields for a passphrase that is to be: what is typed twice is not mistyped.
type newPassphrase struct{ first, second *dialogs.Secret }

func newNewPassphrase(name string) newPassphrase {
	return newPassphrase{first: dialogs.NewSecret(name), second: dialogs.NewSecret("The same again")}
}

// refusal says at which field what is wrong; nothing where the passphrase can be.
func (n newPassphrase) refusal() (at *dialogs.Secret, text string) {
	first := n.first.Typed()
	defer clear(first)
	second := n.second.Typed()
	defer clear(second)
	switch {
	case len(first) == 0:
		return n.first, desk.ErrNoPassphrase.Error()
	case len(first) > bookfile.MaxPassphrase:
		return n.first, fmt.Sprintf("a passphrase has at most %d bytes", bookfile.MaxPassphrase)
	case len(second) == 0:
		return n.second, "type it here a second time, so that a slip of the hand locks nobody out"
	case !bytes.Equal(first, second):
		return n.second, "the two differ"
	}
	return nil, ""
}

func (n newPassphrase) empty() {
	n.first.Empty()
	n.second.Empty()
}
