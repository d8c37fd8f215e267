// Package platform is what differs from desktop to desktop: choosing files, writing them, being started twice,
// and the books opened last.
//
// OpenFile and SaveFile answer with a path and touch no file. On Linux and the BSDs they ask the desktop's own
// dialog through its portal (org.freedesktop.portal.FileChooser, over D-Bus); where there is none, and on other
// systems, they show a dialog of our own. The toolkit's save dialog is never used: it empties the file before it
// says which one was chosen. D-Bus is spoken here directly and not through a portal library, because a path has to
// come back to the byte (a plus sign is no space), a dialog has to go away when its context ends, and a signal of
// another program must not be taken for the answer.
//
// Claim makes the first start the only one: later ones hand it their path with HandOver.
//
// platform imports dialogs, ledger/savefile, Fyne and D-Bus.
package platform
