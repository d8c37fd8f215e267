package platform

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"stakebook/ui/dialogs"
)

// browser is the dialog of our own: the folder, what it holds, and the name. It reads folders and changes nothing.
type browser struct {
	asked  request
	folder string
	items  []item
	filter Filter

	replaces string // the file that Enter or the button may now replace: it was named, and the person was told
	done     func(path string, err error)
	shown    *dialogs.Shown

	where   *widget.Label
	list    *folderList
	name    *dialogs.Entry
	message *widget.Label
}

// browse shows the dialog and waits for its end.
func browse(ctx context.Context, window fyne.Window, asked request) (string, error) {
	type answer struct {
		path string
		err  error
	}
	answers := make(chan answer, 1)
	var b *browser
	fyne.DoAndWait(func() {
		b = newBrowser(asked, func(path string, err error) { answers <- answer{path, err} })
		b.show(window)
		asked.tell()
	})
	select {
	case got := <-answers:
		return got.path, got.err
	case <-ctx.Done():
		fyne.DoAndWait(b.shown.Close)
		return "", ctx.Err()
	}
}

func newBrowser(asked request, done func(path string, err error)) *browser {
	b := &browser{asked: asked, folder: firstFolder(asked.folder)}
	finished := false
	b.done = func(path string, err error) {
		if !finished {
			finished = true
			done(path, err)
		}
	}
	if len(asked.filters) > 0 {
		b.filter = asked.filters[0]
	}
	return b
}

func (b *browser) show(window fyne.Window) {
	action := lang.X("files.open", "Open")
	if b.asked.saves {
		action = lang.X("files.save", "Save")
	}
	content := b.content()
	b.shown = dialogs.Show(window, dialogs.Dialog{
		Title:   b.asked.title,
		Content: content,
		Actions: []dialogs.Action{
			{Label: lang.X("files.cancel", "Cancel"), Role: dialogs.Dismiss},
			{Label: action, Role: dialogs.Primary, Run: b.accept},
		},
		FirstFocus: b.name,
		Size:       fyne.NewSize(640, 480),
		OnClosed:   func() { b.done("", ErrCancelled) },
	})
	b.goTo(b.folder)
}

func (b *browser) content() fyne.CanvasObject {
	b.where = widget.NewLabel("")
	b.where.Truncation = fyne.TextTruncateEllipsis
	up := widget.NewButtonWithIcon(lang.X("files.up", "Up"), theme.MoveUpIcon(), b.up)
	home := widget.NewButtonWithIcon(lang.X("files.home", "Home"), theme.HomeIcon(), func() { b.goTo(firstFolder("")) })
	b.list = newFolderList(b)
	b.name = dialogs.NewEntry()
	b.name.SetPlaceHolder(lang.X("files.name", "Name, or a whole path"))
	b.name.SetText(b.asked.name)
	b.name.OnChanged = func(string) { b.say("") }
	b.message = widget.NewLabel("")
	b.message.Wrapping = fyne.TextWrapWord
	b.message.Importance = widget.WarningImportance
	head := container.NewBorder(nil, nil, container.NewHBox(up, home), nil, b.where)
	foot := container.NewVBox(b.name, b.message)
	if len(b.asked.filters) > 1 {
		foot.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, nil, b.filters(), b.name), b.message}
	}
	return container.NewBorder(head, foot, nil, nil, b.list)
}

// filters lets the person choose among the sorts of files.
func (b *browser) filters() fyne.CanvasObject {
	var names []string
	for _, filter := range b.asked.filters {
		names = append(names, filter.Name)
	}
	choice := dialogs.NewSelect(names, nil)
	choice.SetSelected(names[0])
	choice.OnChanged = func(string) {
		b.filter = b.asked.filters[choice.SelectedIndex()]
		b.goTo(b.folder)
	}
	return choice
}

// goTo shows a folder; one that cannot be read is said and the dialog stays where it is.
func (b *browser) goTo(folder string) {
	items, err := list(folder, b.filter, false)
	if err != nil {
		b.say(fmt.Sprintf(lang.X("files.unreadable", "%s cannot be read: %v"), folder, err))
		return
	}
	b.folder, b.items = folder, items
	b.where.SetText(folder)
	b.say("")
	b.list.UnselectAll()
	b.list.at = 0
	b.list.ScrollToTop()
	b.list.Refresh()
}

func (b *browser) up() { b.goTo(filepath.Dir(b.folder)) }

// enter opens a folder of the list, or takes over the name of a file.
func (b *browser) enter(at int) {
	if at < 0 || at >= len(b.items) {
		return
	}
	if chosen := b.items[at]; chosen.isFolder {
		b.goTo(filepath.Join(b.folder, chosen.name))
	} else {
		b.name.SetText(chosen.name)
	}
}

// accept ends the dialog with what was typed, or says why not.
func (b *browser) accept() (closes bool) {
	path, err := resolve(b.folder, b.name.Text)
	if err != nil {
		b.say(err.Error())
		return false
	}
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		b.name.SetText("")
		b.goTo(path)
		return false
	}
	if !b.asked.saves {
		if err != nil {
			b.say(fmt.Sprintf(lang.X("files.missing", "There is no file %s."), path))
			return false
		}
		b.done(path, nil)
		return true
	}
	return b.acceptToSave(path)
}

func (b *browser) acceptToSave(path string) (closes bool) {
	if filepath.Ext(path) == "" && !isThere(path) {
		path += extensionOf(b.asked.filters)
	}
	if folder := filepath.Dir(path); !isThere(folder) {
		b.say(fmt.Sprintf(lang.X("files.nofolder", "There is no folder %s."), folder))
		return false
	}
	if isThere(path) && b.replaces != path {
		b.say(fmt.Sprintf(lang.X("files.replace", "%s is there already. Save once more to replace it."),
			filepath.Base(path)))
		b.replaces = path
		return false
	}
	b.done(path, nil)
	return true
}

// say shows a message; whatever the person was asked before no longer holds.
func (b *browser) say(text string) {
	b.replaces = ""
	b.message.SetText(text)
}

// folderList is the list with the keys of a dialog: Enter opens, Backspace goes up, Esc leaves.
type folderList struct {
	widget.List
	browser *browser
	at      int
	hook    func(*fyne.KeyEvent) bool
}

func newFolderList(b *browser) *folderList {
	l := &folderList{browser: b}
	l.Length = func() int { return len(b.items) }
	l.CreateItem = func() fyne.CanvasObject {
		name := widget.NewLabel("")
		name.Truncation = fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, widget.NewIcon(theme.FileIcon()), nil, name)
	}
	l.UpdateItem = func(at widget.ListItemID, row fyne.CanvasObject) {
		parts := row.(*fyne.Container).Objects
		parts[0].(*widget.Label).SetText(b.items[at].name)
		icon := theme.FileIcon()
		if b.items[at].isFolder {
			icon = theme.FolderIcon()
		}
		parts[1].(*widget.Icon).SetResource(icon)
	}
	l.OnHighlighted = func(at widget.ListItemID) { l.at = at }
	l.OnSelected = func(at widget.ListItemID) {
		l.UnselectAll() // so that a second click counts again
		b.enter(at)
	}
	l.ExtendBaseWidget(l)
	return l
}

// SetKeyHook lets the dialog see Esc, and Enter on a file.
func (l *folderList) SetKeyHook(hook func(*fyne.KeyEvent) bool) { l.hook = hook }

// TypedKey opens, goes up or leaves.
func (l *folderList) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyBackspace:
		l.browser.up()
	case fyne.KeyReturn, fyne.KeyEnter:
		isFolder := l.at < len(l.browser.items) && l.browser.items[l.at].isFolder
		l.browser.enter(l.at)
		if !isFolder && l.hook != nil {
			l.hook(key)
		}
	case fyne.KeyEscape:
		if l.hook != nil {
			l.hook(key)
		}
	default:
		l.List.TypedKey(key)
	}
}
