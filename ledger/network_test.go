package ledger_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// onTheNetwork are the packages through which a Go program reaches a network. net/netip and net/url only parse text.
func onTheNetwork(path string) bool {
	if path == "net/netip" || path == "net/url" {
		return false
	}
	return path == "net" || strings.HasPrefix(path, "net/") || path == "crypto/tls" ||
		strings.HasPrefix(path, "golang.org/x/net/") || strings.HasPrefix(path, "vendor/golang.org/x/net/")
}

// The ledger, the book file and stakectl could not open a connection if they wanted to: nothing that could is linked.
func TestNothingThatReachesANetworkIsLinkedIntoStakectl(t *testing.T) {
	all := list(t, "-deps", "./ledger/...", "./cmd/stakectl", "./assets")
	if len(all) < 50 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	for _, p := range all {
		if onTheNetwork(p.ImportPath) {
			t.Errorf("%s is linked", p.ImportPath)
		}
	}
}

// The toolkit of the window links net/http for images that it is never asked to fetch, so that the app does not use a
// network is proven by running it without one. Of its own packages only platform knows net: one start of the program
// hands its book to another over a socket that is a file.
func TestOnlyOnePackageKnowsSockets(t *testing.T) {
	for _, p := range list(t, "./...") {
		for _, imported := range p.Imports {
			if onTheNetwork(imported) && !(p.ImportPath == module+"ui/platform" && imported == "net") {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

func TestItsSocketsAreFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "ui", "platform", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no files: %v", err)
	}
	sockets := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, network := range networks(parsed) {
			sockets++
			if network != "unix" {
				t.Errorf("%s: a socket of the network %q", file, network)
			}
		}
	}
	if sockets == 0 {
		t.Error("no socket was found, so this test sees nothing")
	}
}

// The control: what the test looks for is found.
func TestASocketThatIsNoFileIsFound(t *testing.T) {
	const source = `package p
func f() { net.Dial("tcp", "a:1"); d.DialContext(ctx, "udp", "a"); net.Listen(given, "x"); net.Listen("unix", "x") }`
	parsed, err := parser.ParseFile(token.NewFileSet(), "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := networks(parsed); !slices.Equal(got, []string{"tcp", "udp", "what is computed", "unix"}) {
		t.Errorf("found %q", got)
	}
}

// networks are those that a file dials to and listens on.
func networks(file *ast.File) (found []string) {
	takes := map[string]int{"Dial": 0, "DialTimeout": 0, "DialContext": 1, "Listen": 0, "ListenPacket": 0,
		"DialTCP": 0, "DialUDP": 0, "DialIP": 0, "DialUnix": 0, "ListenTCP": 0, "ListenUDP": 0, "ListenUnix": 0}
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		at, ok := takes[name.Sel.Name]
		if !ok || at >= len(call.Args) {
			return true
		}
		network := "what is computed"
		if text, ok := call.Args[at].(*ast.BasicLit); ok {
			if said, err := strconv.Unquote(text.Value); err == nil {
				network = said
			}
		}
		found = append(found, network)
		return true
	})
	return found
}
