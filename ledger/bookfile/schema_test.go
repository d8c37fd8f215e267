package bookfile_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"

	"github.com/google/go-cmp/cmp"
	"github.com/ncruces/go-sqlite3"
)

var update = flag.Bool("update", false, "write the golden files anew; a changed schema is a new format")

func TestTheSchemaIsTheOneOfFormat1(t *testing.T) {
	const golden = "testdata/schema.golden"
	text := strings.Join(bookfile.Schema(), ";\n\n") + ";\n"
	if *update {
		must(t, os.WriteFile(golden, []byte(text), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if len(want) == 0 {
		t.Fatal("the golden file is empty")
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("the schema has changed; that is a new format and needs a migration (-want +got):\n%s", diff)
	}
}

func TestABookKeepsExactlyTheSchema(t *testing.T) {
	db := raw(t, newBook(t, options()))
	want := bookfile.Schema()
	slices.Sort(want)
	if diff := cmp.Diff(strings.Join(want, "\n"), ask(t, db, `SELECT sql FROM sqlite_schema ORDER BY sql`)); diff != "" {
		t.Error(diff)
	}
	must(t, db.Close())
}

func TestEveryKindHasAViewWithItsFields(t *testing.T) {
	db := raw(t, newBook(t, options()))
	for _, kind := range ledger.Kinds() {
		want := []string{"seq", "recorded", "author", "date", "source", "note", "qualifier", "dated", "standing", "disputes"}
		for _, field := range ledger.Table()[kind].List {
			want = append(want, field.Name)
		}
		statement, _, err := db.Prepare(`SELECT * FROM ` + sqlite3.QuoteIdentifier(string(kind)))
		must(t, err)
		var got []string
		for i := range statement.ColumnCount() {
			got = append(got, statement.ColumnName(i))
		}
		must(t, statement.Close())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
	must(t, db.Close())
}

func TestViewsShowAmountsAsTheyWereTyped(t *testing.T) {
	db := raw(t, newBook(t, options()))
	for query, want := range map[string]string{
		`SELECT cap FROM commitment`:                                           "4000000000.10",
		`SELECT typeof(cap) FROM commitment`:                                   "text",
		`SELECT price IS NULL FROM commitment`:                                 "1",
		`SELECT qualifier || ' ' || dated || ' ' || standing FROM commitment`:  "at-most by booked",
		`SELECT amount FROM funding WHERE standing = 'booked'`:                 "1250000000",
		`SELECT disputes FROM funding WHERE standing = 'claim'`:                "5",
		`SELECT dated FROM funding`:                                            "on\non",
		`SELECT name FROM party WHERE id = 'them'`:                             "Them\nInc. \\ \tÜnited",
		`SELECT name FROM book`:                                                `Field & "Sons"`,
		`SELECT typeof(entry) FROM reversal`:                                   "integer",
		`SELECT seq FROM funding WHERE seq IN (SELECT entry FROM reversal)`:    "5",
		`SELECT count(*) FROM "index" UNION ALL SELECT count(*) FROM "limit"`:  "0\n0",
		`SELECT date IS NULL FROM book`:                                        "1",
		`SELECT recorded FROM book`:                                            "2026-05-01T10:00:01.123456Z",
		`SELECT count(*) FROM entries WHERE json_valid(fields) AND kind <> ''`: "7",
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s\ngives %q, want %q", query, got, want)
		}
	}
	must(t, db.Close())
}

// TestTheLiveBookIsNeverOpenedAsAPlainFile holds every call of this package that opens a file by its path to a list: a
// lock, a draft that nobody uses yet, a reserved name, a folder. With other locks than those of Linux and macOS such an
// opening, once closed, would lose the locks of the whole process.
func TestTheLiveBookIsNeverOpenedAsAPlainFile(t *testing.T) {
	allowed := map[string][]string{
		"takeLock":   {"OpenFile"},         // the side-car
		"create":     {"CreateTemp"},       // a draft, of a name of its own
		"reserve":    {"OpenFile"},         // a name, which must not have been there
		"syncFile":   {"OpenFile"},         // a draft
		"rename":     {"Rename"},           // a draft, onto the reserved name or the book that it replaces
		"copyBytes":  {"Open", "OpenFile"}, // a file that does not open as a book, and a new one
		"syncFolder": {"Open"},             // a folder
	}
	opening := []string{"Open", "OpenFile", "Create", "CreateTemp", "ReadFile", "WriteFile", "Rename", "Truncate",
		"OpenRoot", "OpenInRoot", "DirFS"}
	files, err := filepath.Glob("*.go")
	must(t, err)
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must(t, err)
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(function, func(node ast.Node) bool {
				selector, ok := node.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if from, ok := selector.X.(*ast.Ident); !ok || from.Name != "os" || !slices.Contains(opening, selector.Sel.Name) {
					return true
				}
				seen++
				if !slices.Contains(allowed[function.Name.Name], selector.Sel.Name) {
					t.Errorf("%s: %s calls os.%s", name, function.Name.Name, selector.Sel.Name)
				}
				return true
			})
		}
	}
	if seen == 0 {
		t.Error("the search finds nothing")
	}
}
