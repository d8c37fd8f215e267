package ledger_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "stakebook/"

// arrows are the imports that each package of ours may have of the others. A package that is not here may have none, so
// a new one has to be drawn in.
func arrows() map[string][]string {
	under := func(prefix string, names ...string) []string {
		for i, name := range names {
			names[i] = prefix + name
		}
		return names
	}
	data := []string{"ledger", "ledger/money", "ledger/civil"}
	computed := append(under("ledger/", "figures", "history"), data...)
	reports := append(under("ledger/", "report", "interchange", "bookfile", "backups", "savefile", "scene"), computed...)
	desks := append([]string{"ledger/desk"}, reports...)
	widgets := append(under("ui/", "grid", "form", "chart", "theme", "dialogs"), desks...)
	pages := append([]string{"ui/page", "ui/platform", "assets"}, widgets...)
	return map[string][]string{
		"assets":                nil,
		"ledger/civil":          nil,
		"ledger/money":          nil,
		"ledger/savefile":       nil,
		"ledger":                {"ledger/money", "ledger/civil"},
		"ledger/ledgertest":     data,
		"ledger/yardstick":      data,
		"ledger/figures":        data,
		"ledger/history":        append([]string{"ledger/figures"}, data...),
		"ledger/scene":          {"ledger/money", "ledger/civil"},
		"ledger/report":         computed,
		"ledger/interchange":    append([]string{"ledger/report"}, computed...),
		"ledger/bookfile":       data,
		"ledger/bookfile/crash": nil, // the checker shares nothing with what it checks
		"ledger/backups":        {"ledger/bookfile"},
		"ledger/desk":           reports,
		"ui/theme":              {"assets"},
		"ui/dialogs":            {"ui/theme"},
		"ui/platform":           {"ui/dialogs", "ledger/savefile"},
		"ui/grid":               append([]string{"ui/theme", "ui/dialogs", "ledger/report"}, data...),
		"ui/form":               append([]string{"ui/theme", "ui/dialogs"}, data...),
		"ui/chart":              {"ui/theme", "ledger/scene", "ledger/money", "ledger/civil"},
		"ui/page":               widgets,
		"ui":                    pages,
		"cmd/stakebook":         append([]string{"ui", "cmd/internal/operator"}, pages...),
		"cmd/stakectl":          append([]string{"assets", "cmd/internal/operator"}, desks...),
		"cmd/dev":               nil,
		"cmd/dev/yardstick":     append([]string{"ledger/yardstick", "ledger/interchange"}, data...),
		"cmd/internal/operator": nil,
	}
}

func TestImportsRunOneWay(t *testing.T) {
	allowed := arrows()
	for _, p := range list(t, "./...") {
		name := strings.TrimPrefix(p.ImportPath, module)
		targets, drawn := allowed[name]
		if !drawn {
			t.Errorf("package %s is not in the drawing of imports", name)
			continue
		}
		for _, imported := range p.Imports {
			target, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(targets, target) {
				t.Errorf("%s imports %s: no arrow leads there", name, target)
			}
		}
	}
}

func TestNothingUnderLedgerKnowsAScreen(t *testing.T) {
	for _, p := range list(t, "-deps", "./ledger/...", "./cmd/stakectl") {
		if strings.HasPrefix(p.ImportPath, "fyne.io/") {
			t.Errorf("%s is linked", p.ImportPath)
		}
	}
}

func TestTheBookKnowsNoFilesNoSQLAndNoCommandLine(t *testing.T) {
	banned := []string{"os", "os/exec", "net", "net/http", "database/sql", "github.com/ncruces/go-sqlite3"}
	for _, p := range list(t, "./ledger", "./ledger/money", "./ledger/civil", "./ledger/figures", "./ledger/scene") {
		for _, imported := range p.Imports {
			if slices.Contains(banned, imported) {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

type listed struct {
	ImportPath string
	Imports    []string
}

// list runs `go list` at the root of the module; -e, for the window needs C, which this test does not.
func list(t *testing.T, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Imports"}, args...)...)
	cmd.Dir, cmd.Stderr = "..", os.Stderr
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("go list names no package")
	}
	return all
}
