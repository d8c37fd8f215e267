package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stakebook/ledger"
	"stakebook/ledger/bookfile"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/figures"
	"stakebook/ledger/report"
)

// sampleBook writes the sample with the program itself.
func sampleBook(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.stakebook")
	if out, wrong, code := run(t, "sample", path); code != exitDone || out+wrong != "" {
		t.Fatalf("sample: exit code %d, %s%s", code, out, wrong)
	}
	return path
}

func run(t *testing.T, args ...string) (out, wrong string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := params(args...)
	p.In, p.Out, p.Err = strings.NewReader(""), &stdout, &stderr
	code = Run(t.Context(), p)
	return stdout.String(), stderr.String(), code
}

// The program prints what the definition of the report gives, whatever the format.
func TestEveryReportOfTheSampleInEveryFormat(t *testing.T) {
	path := sampleBook(t)
	day, err := civil.Parse("2026-04-20")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range report.Reports() {
		for _, format := range formatNames() {
			t.Run(r.Name+" as "+format, func(t *testing.T) {
				want := made(t, path, r, report.Params{AsOf: day, Filter: figures.Filter{All: true}}, format)
				out, wrong, code := run(t, "report", r.Name, path, "--as-of", "2026-04-20", "--all", "--format", format)
				if code != exitDone || wrong != "" {
					t.Fatalf("exit code %d: %s", code, wrong)
				}
				if diff := cmp.Diff(want, out); diff != "" {
					t.Errorf("the report (-definition +program):\n%s", diff)
				}
				if lines := strings.Count(out, "\n"); lines < 3 {
					t.Errorf("the sample has nothing to report:\n%s", out)
				}
				if format == "json" && !json.Valid([]byte(out)) {
					t.Errorf("this is no JSON:\n%s", out)
				}
			})
		}
	}
}

// made is the report as its definition makes it.
func made(t *testing.T, path string, r report.Report, params report.Params, format string) string {
	t.Helper()
	d, err := desk.Open(path, bookfile.Read, desk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	var out bytes.Buffer
	err = d.View(0, func(b *ledger.Book) error {
		table, err := r.Make(b, params)
		if err != nil {
			return err
		}
		as, err := report.FormatNamed(format)
		if err != nil {
			return err
		}
		return as.Write(&out, table)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestEveryReportHasALineOfHelp(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"report", "--help"}} {
		out, wrong, code := run(t, args...)
		if code != exitDone || wrong != "" {
			t.Errorf("%v: exit code %d: %s", args, code, wrong)
		}
		for _, r := range report.Reports() {
			if !strings.Contains(out, "    "+r.Name+" ") || !strings.Contains(out, r.Help) {
				t.Errorf("%v says nothing of %s:\n%s", args, r.Name, out)
			}
		}
	}
}

// What cannot be printed is not passed over.
func TestAReportThatCannotBePrintedIsAnError(t *testing.T) {
	path := sampleBook(t)
	for _, args := range [][]string{{"report", "commitments", path}, {"journal", path}, {"check", path}} {
		var wrong bytes.Buffer
		p := params(args...)
		p.Out, p.Err = full{}, &wrong
		if code := Run(t.Context(), p); code != exitWrong || !strings.Contains(wrong.String(), "no room") {
			t.Errorf("%s: exit code %d, %s", args[0], code, wrong.String())
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errNoRoom }

var errNoRoom = errorText("there is no room left")

type errorText string

func (e errorText) Error() string { return string(e) }
