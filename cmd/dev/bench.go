package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

type benchCommand struct {
	Entries  []int  `default:"10000,100000,1000000" help:"The sizes of the books."`
	Seed     uint64 `default:"1" help:"Of the books."`
	Quick    bool   `help:"A few rounds over two small books, for a first impression."`
	Markdown bool   `help:"Print the tables as Markdown."`
	Folder   string `placeholder:"DIR" help:"Where the books are made, and removed again; else in the cache."`
}

// Run measures stakectl, side by side in one run with what other programs make of the same data and with what reading
// and writing the bytes alone costs, and prints the ratios.
func (c benchCommand) Run(ctx context.Context, m *machine) (err error) {
	if c.Quick {
		c.Entries = []int{10_000, 50_000}
	}
	slices.Sort(c.Entries)
	folder, err := c.workFolder(m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	r := &race{machine: m, seed: c.Seed, rounds: fullRounds, markdown: c.Markdown, folder: folder}
	if c.Quick {
		r.rounds = quickRounds
	}
	if err := r.prepare(ctx); err != nil {
		return err
	}
	for _, entries := range slices.Compact(c.Entries) {
		if err := r.measure(ctx, entries); err != nil {
			return fmt.Errorf("bench at %d entries: %w", entries, err)
		}
	}
	r.export(ctx)
	r.print()
	if r.wrong {
		return errFailed
	}
	return nil
}

// workFolder is a folder of this run's own.
func (c benchCommand) workFolder(m *machine) (string, error) {
	within := c.Folder
	if within == "" {
		within = m.cache
	}
	if err := os.MkdirAll(within, 0o755); err != nil {
		return "", fmt.Errorf("make the folder for the books: %w", err)
	}
	folder, err := os.MkdirTemp(within, "bench-")
	if err != nil {
		return "", fmt.Errorf("make the folder for the books: %w", err)
	}
	return filepath.Abs(folder)
}

// race is one run of the bench.
type race struct {
	*machine
	seed     uint64
	rounds   int
	markdown bool
	folder   string

	stakectl, yardstick string
	rivals              []rival // those that are here
	laps                []*lap
	exports             goResults
	wrong               bool // totals differ
}

// lap is what was measured at one size.
type lap struct {
	entries  int
	bytes    int64 // of the book's file
	lines    int64 // bytes of the JSON Lines
	runs     map[string][]sample
	goBench  goResults
	notThere map[string]string // why something was not measured
}

// The names of what is measured; also the first words of a row.
const (
	runImport   = "import"
	runExposure = "exposure"
	runBare     = "exposure, checkpoint removed"
	runVerified = "exposure --verify"
	runRead     = "reading the book's bytes"
	runWrite    = "writing and syncing the book's bytes"
)

// prepare builds the programs and brings the rivals.
func (r *race) prepare(ctx context.Context) (err error) {
	if r.stakectl, err = r.build(ctx, "stakectl", "CGO_ENABLED=0"); err != nil {
		return err
	}
	if r.yardstick, err = r.buildYardstick(ctx); err != nil {
		return err
	}
	for _, rival := range rivals() {
		if r.bring(ctx, rival) {
			r.rivals = append(r.rivals, rival)
		}
	}
	return nil
}

// bring says whether a rival is here, and installs it where it is not.
func (r *race) bring(ctx context.Context, rival rival) bool {
	if _, err := r.lookPath(rival.program); err == nil {
		return true
	}
	if r.goos != "linux" {
		r.say("%s is not here and is not measured.", rival.program)
		return false
	}
	if err := r.setUp(ctx, []need{rival.need()}); err != nil {
		r.say("%s is not measured: %v", rival.program, err)
		return false
	}
	return true
}

// measure is one lap.
func (r *race) measure(ctx context.Context, entries int) error {
	l := &lap{entries: entries, runs: make(map[string][]sample), notThere: make(map[string]string)}
	r.laps = append(r.laps, l)
	r.say("%s entries: making the book.", grouped(entries))
	lines := r.file("book.jsonl")
	if err := r.make(ctx, entries, "jsonl", lines); err != nil {
		return err
	}
	var err error
	if l.lines, err = sizeOf(lines); err != nil {
		return err
	}
	book := r.file("book.stakebook")
	if err := r.run(ctx, l, r.importing(book, lines)); err != nil {
		return err
	}
	if l.bytes, err = sizeOf(book); err != nil {
		return err
	}
	if err := r.run(ctx, l, r.reports(book)...); err != nil {
		return err
	}
	if err := r.against(ctx, l, book); err != nil {
		return err
	}
	r.goBenchmarks(ctx, l, book)
	return errors.Join(os.Remove(lines), os.Remove(book))
}

func (r *race) file(name string) string { return filepath.Join(r.folder, name) }

// make has the yardstick write the book in one of its forms.
func (r *race) make(ctx context.Context, entries int, form, file string) error {
	return r.start(ctx, command{name: r.yardstick,
		args: yardstickArgs(entries, r.seed, file, "--as", form)})
}

// importing is the import of the whole book into a new one.
func (r *race) importing(book, lines string) contestant {
	return contestant{
		name:    runImport,
		prepare: func(context.Context) error { return removeIfThere(book) },
		command: command{name: r.stakectl, args: []string{"import", book, lines}},
	}
}

// reports are the ways to the same report, and the bytes below them.
func (r *race) reports(book string) []contestant {
	bare := r.file("bare.stakebook")
	exposure := func(path string, more ...string) command {
		args := append([]string{"report", "exposure", path, "--as-of", lastDay}, more...)
		return command{name: r.stakectl, args: args}
	}
	return []contestant{
		{name: runExposure, command: exposure(book)},
		{name: runBare, command: exposure(bare), prepare: func(ctx context.Context) error {
			if err := copyFile(bare, book); err != nil {
				return err
			}
			return r.start(ctx, command{name: r.yardstick, args: []string{"strip", bare}})
		}},
		{name: runVerified, command: exposure(book, "--verify")},
		{name: runRead, act: func() error { return readAll(book) }},
		{name: runWrite, act: func() error { return writeAgain(book, r.file("again")) }},
	}
}

// lastDay is a day on which all that the book records has happened.
const lastDay = "2026-06-30"
