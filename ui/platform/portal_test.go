//go:build linux || freebsd || openbsd || netbsd

package platform_test

import (
	"bufio"
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/godbus/dbus/v5"
	"github.com/google/go-cmp/cmp"

	"stakebook/ui/platform"
)

// desktop is a portal of the test's own.
type desktop struct {
	bus    *dbus.Conn
	status uint32
	uris   []string
	silent bool // it never answers
	asked  chan asking
}

// asking is what the portal was asked for.
type asking struct {
	method, title string
	options       variants
}

type variants = map[string]dbus.Variant

func (d *desktop) OpenFile(from dbus.Sender, _, title string, options variants) (dbus.ObjectPath, *dbus.Error) {
	return d.ask("OpenFile", from, title, options)
}

func (d *desktop) SaveFile(from dbus.Sender, _, title string, options variants) (dbus.ObjectPath, *dbus.Error) {
	return d.ask("SaveFile", from, title, options)
}

func (d *desktop) ask(method string, from dbus.Sender, title string, options variants) (dbus.ObjectPath, *dbus.Error) {
	d.asked <- asking{method, title, options}
	token, _ := options["handle_token"].Value().(string)
	sender := strings.ReplaceAll(strings.TrimPrefix(string(from), ":"), ".", "_")
	handle := dbus.ObjectPath("/org/freedesktop/portal/desktop/request/" + sender + "/" + token)
	if d.silent {
		return handle, nil
	}
	results := variants{}
	if d.uris != nil {
		results["uris"] = dbus.MakeVariant(d.uris)
	}
	stranger := variants{"uris": dbus.MakeVariant([]string{"file:///not/yours"})}
	for path, answer := range map[dbus.ObjectPath]variants{handle + "x": stranger, handle: results} {
		if err := d.bus.Emit(path, "org.freedesktop.portal.Request.Response", d.status, answer); err != nil {
			return "", dbus.MakeFailedError(err)
		}
	}
	return handle, nil
}

// serve starts a bus with the portal on it.
func serve(t *testing.T, portal *desktop) {
	t.Helper()
	portal.asked = make(chan asking, 1)
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Skip("no bus can be started here:", err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	if portal.bus, err = dbus.Connect(address); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = portal.bus.Close() })
	const at, what = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.FileChooser"
	if err := portal.bus.Export(portal, at, what); err != nil {
		t.Fatal(err)
	}
	if _, err := portal.bus.RequestName("org.freedesktop.portal.Desktop", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}

func TestThePortalGivesThePathToTheByte(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///home/me/a+b%20c.stakebook": "/home/me/a+b c.stakebook",
		"file:///m%C3%B6glich":              "/möglich",
		"file://localhost/x":                "/x",
	} {
		portal := &desktop{uris: []string{uri}}
		serve(t, portal)
		window := test.NewTempWindow(t, widget.NewLabel(""))
		path, err := platform.OpenFile(t.Context(), window, platform.Ask{Title: "Open a book", Filters: books()})
		if err != nil || path != want {
			t.Errorf("%s is %q, %v, want %q", uri, path, err, want)
		}
		if asked := <-portal.asked; asked.method != "OpenFile" || asked.title != "Open a book" {
			t.Errorf("the portal was asked for %s, %q", asked.method, asked.title)
		}
	}
}

func TestThePortalIsToldTheNameAndTheFilters(t *testing.T) {
	portal := &desktop{uris: []string{"file:///tmp/a-folder-that-is-not/report"}}
	serve(t, portal)
	window := test.NewTempWindow(t, widget.NewLabel(""))
	path, err := platform.SaveFile(t.Context(), window, platform.Ask{Title: "Save", Name: "report", Filters: books()[:1]})
	if err != nil || path != "/tmp/a-folder-that-is-not/report.stakebook" {
		t.Errorf("it gave %q, %v", path, err)
	}
	asked := <-portal.asked
	if asked.method != "SaveFile" || asked.options["current_name"].Value() != "report" {
		t.Errorf("the portal was asked for %s of %v", asked.method, asked.options["current_name"])
	}
	want := [][]any{{"Books", [][]any{{uint32(0), "*.[sS][tT][aA][kK][eE][bB][oO][oO][kK]"}}}}
	if diff := cmp.Diff(want, asked.options["filters"].Value()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestThePortalIsLeftWithoutAFile(t *testing.T) {
	for _, portal := range []*desktop{{status: 1}, {status: 0}} {
		serve(t, portal)
		window := test.NewTempWindow(t, widget.NewLabel(""))
		if path, err := platform.OpenFile(t.Context(), window, platform.Ask{}); !errors.Is(err, platform.ErrCancelled) {
			t.Errorf("status %d gave %q, %v", portal.status, path, err)
		}
	}
}

func TestAFileOfAnotherComputerIsRefused(t *testing.T) {
	for _, uri := range []string{"sftp://host/x", "file://host/x", "file:relative", "%"} {
		serve(t, &desktop{uris: []string{uri}})
		window := test.NewTempWindow(t, widget.NewLabel(""))
		if path, err := platform.OpenFile(t.Context(), window, platform.Ask{}); err == nil {
			t.Errorf("%s is %q", uri, path)
		}
	}
}

func TestAPortalThatIsSilentIsLeftWithItsContext(t *testing.T) {
	serve(t, &desktop{silent: true})
	window := test.NewTempWindow(t, widget.NewLabel(""))
	ctx, cancel := context.WithCancel(t.Context())
	ends := make(chan error, 1)
	go func() {
		_, err := platform.OpenFile(ctx, window, platform.Ask{})
		ends <- err
	}()
	cancel()
	if err := <-ends; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
