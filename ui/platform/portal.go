//go:build linux || freebsd || openbsd || netbsd

package platform

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"github.com/godbus/dbus/v5"
)

const (
	portalName   = "org.freedesktop.portal.Desktop"
	portalPath   = dbus.ObjectPath("/org/freedesktop/portal/desktop")
	chooserName  = "org.freedesktop.portal.FileChooser"
	requestName  = "org.freedesktop.portal.Request"
	responseName = "Response"

	// requestToken names the request; its connection is its own, so one name is enough.
	requestToken = "stakebook"
)

// How a person leaves a dialog of the portal.
const (
	portalChosen    uint32 = 0
	portalCancelled uint32 = 1
)

// askPortal shows the desktop's own dialog. Where there is none the error is errNoPortal.
func askPortal(ctx context.Context, window fyne.Window, asked request) (string, error) {
	bus, err := connect(ctx)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errNoPortal, err)
	}
	defer func() { _ = bus.Close() }() // which also takes the dialog away
	answers := make(chan *dbus.Signal, 16)
	bus.Signal(answers)
	err = bus.AddMatchSignalContext(ctx, dbus.WithMatchInterface(requestName), dbus.WithMatchMember(responseName))
	if err != nil {
		return "", errors.Join(ctx.Err(), fmt.Errorf("%w: %w", errNoPortal, err))
	}
	method := chooserName + ".OpenFile"
	if asked.saves {
		method = chooserName + ".SaveFile"
	}
	var handle dbus.ObjectPath
	portal := bus.Object(portalName, portalPath)
	err = portal.CallWithContext(ctx, method, 0, parentHandle(window), asked.title, portalOptions(asked)).Store(&handle)
	if err != nil {
		return "", errors.Join(ctx.Err(), fmt.Errorf("%w: %w", errNoPortal, err))
	}
	fyne.Do(asked.tell)
	return waitForAnswer(ctx, answers, handle)
}

// connect opens a connection for one dialog. It starts no bus where none runs.
func connect(ctx context.Context) (*dbus.Conn, error) {
	bus, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	if err := bus.Auth(nil); err != nil {
		return nil, errors.Join(err, bus.Close())
	}
	if err := bus.Hello(); err != nil {
		return nil, errors.Join(err, bus.Close())
	}
	return bus, nil
}

// parentHandle names the window that the dialog belongs to; empty where that cannot be said.
func parentHandle(window fyne.Window) string {
	native, ok := window.(driver.NativeWindow)
	if !ok {
		return ""
	}
	handle := ""
	fyne.DoAndWait(func() {
		native.RunNative(func(context any) {
			if x11, ok := context.(driver.X11WindowContext); ok {
				handle = "x11:" + strconv.FormatUint(uint64(x11.WindowHandle), 16)
			}
		})
	})
	return handle
}

// portalFilter and portalRule are a filter as D-Bus carries it: (sa(us)).
type portalFilter struct {
	Name  string
	Rules []portalRule
}

type portalRule struct {
	Type    uint32 // 0 is a pattern
	Pattern string
}

func portalOptions(asked request) map[string]dbus.Variant {
	options := map[string]dbus.Variant{
		"handle_token": dbus.MakeVariant(requestToken),
		"modal":        dbus.MakeVariant(true),
	}
	var filters []portalFilter
	for _, filter := range asked.filters {
		rules := make([]portalRule, 0, len(filter.Patterns))
		for _, pattern := range filter.Patterns {
			rules = append(rules, portalRule{Pattern: anyCase(pattern)})
		}
		filters = append(filters, portalFilter{Name: filter.Name, Rules: rules})
	}
	if len(filters) > 0 {
		options["filters"] = dbus.MakeVariant(filters)
	}
	if asked.saves && asked.name != "" {
		options["current_name"] = dbus.MakeVariant(asked.name)
	}
	if asked.folder != "" {
		options["current_folder"] = dbus.MakeVariant(append([]byte(asked.folder), 0))
	}
	return options
}

// anyCase writes a pattern so that a portal, which minds the case of letters, does not: *.[cC][sS][vV].
func anyCase(pattern string) string {
	var wide strings.Builder
	for _, r := range pattern {
		lower, upper := strings.ToLower(string(r)), strings.ToUpper(string(r))
		if lower == upper {
			wide.WriteRune(r)
			continue
		}
		wide.WriteString("[" + lower + upper + "]")
	}
	return wide.String()
}

// waitForAnswer waits for the answer to this request; other signals are passed over.
func waitForAnswer(ctx context.Context, answers <-chan *dbus.Signal, handle dbus.ObjectPath) (string, error) {
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case signal, ok := <-answers:
			if !ok {
				return "", errors.Join(ctx.Err(), fmt.Errorf("%w: the bus went away", errNoPortal))
			}
			if signal.Name == requestName+"."+responseName && signal.Path == handle {
				return readAnswer(signal.Body)
			}
		}
	}
}

// readAnswer reads what the portal says: how the person left the dialog, and what they chose.
func readAnswer(body []any) (string, error) {
	if len(body) != 2 {
		return "", fmt.Errorf("%w: its answer has %d parts", errNoPortal, len(body))
	}
	status, ok := body[0].(uint32)
	results, isMap := body[1].(map[string]dbus.Variant)
	switch {
	case !ok || !isMap:
		return "", fmt.Errorf("%w: its answer is a %T and a %T", errNoPortal, body[0], body[1])
	case status == portalCancelled:
		return "", ErrCancelled
	case status != portalChosen:
		return "", fmt.Errorf("%w: it ended by itself", errNoPortal)
	}
	uris, ok := results["uris"].Value().([]string)
	if !ok || len(uris) == 0 {
		return "", ErrCancelled
	}
	return pathOf(uris[0])
}

// pathOf gives the path of a file:// address to the byte.
func pathOf(address string) (string, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("the chosen file: %w", err)
	}
	if parsed.Scheme != "file" || parsed.Host != "" && parsed.Host != "localhost" || !filepath.IsAbs(parsed.Path) {
		return "", fmt.Errorf("%s is no file of this computer; choose one in a folder of it", address)
	}
	return parsed.Path, nil
}
