package dialogs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Progress is a dialog over long work. Its methods belong to the goroutine of the window.
type Progress struct {
	shown   *Shown
	content *fyne.Container
	text    *widget.Label
	bar     *widget.ProgressBar
	endless *widget.ProgressBarInfinite
	cancel  func()
	stopped bool
}

// NewProgress shows that something is being done. Esc and the button ask for it to be stopped: cancel is called once,
// and the dialog stays until the work has ended and calls Close. Without cancel there is no button.
func NewProgress(window fyne.Window, title string, cancel func()) *Progress {
	made := &Progress{
		text: paragraph("", widget.LowImportance), bar: widget.NewProgressBar(),
		endless: widget.NewProgressBarInfinite(), cancel: cancel,
	}
	made.bar.TextFormatter = func() string { return "" } // it would stand on two colours; the text says it
	made.bar.Hide()
	width := textWidth * theme.Size(theme.SizeNameText)
	action := Action{Label: "Stop", Role: Dismiss, Run: made.stop}
	made.content = container.NewVBox(made.endless, made.bar, made.text)
	made.shown = Show(window, Dialog{
		Title: title, Content: container.New(&column{width: width}, made.content), Actions: []Action{action},
	})
	if cancel == nil {
		made.shown.Enable(Dismiss, false)
		made.shown.buttons[0].Hide()
	}
	return made
}

// stop asks once for the work to end. The dialog waits for it.
func (p *Progress) stop() (closes bool) {
	if p.stopped {
		return false
	}
	p.stopped = true
	p.shown.Enable(Dismiss, false)
	p.text.SetText("Stopping …")
	p.cancel()
	return false
}

// Done says how much is done, from 0 to 1, and what is being done now.
func (p *Progress) Done(share float64, doing string) {
	if p.bar.Hidden {
		p.endless.Stop()
		p.endless.Hide()
		p.bar.Show()
		p.content.Refresh()
	}
	p.bar.SetValue(share)
	if !p.stopped {
		p.text.SetText(doing)
	}
	p.shown.Fit()
}

// Close takes the dialog away: the work has ended.
func (p *Progress) Close() {
	p.endless.Stop()
	p.shown.Close()
}
