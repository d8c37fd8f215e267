package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

type runCommand struct {
	Book string `arg:"" optional:"" help:"The book to open; the sample book unless given."`
}

// Run builds the app and opens it; where there is no display it prints a report instead, which needs no window's
// libraries and installs none.
func (c runCommand) Run(ctx context.Context, m *machine) error {
	if !hasDisplay(m.goos, m.getenv) {
		m.say("There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window: " +
			"this is the book's commitments report instead.")
		return m.report(ctx, c.Book)
	}
	if err := m.setUp(ctx, buildNeeds()); err != nil {
		return err
	}
	app, err := m.build(ctx, "stakebook", "CGO_ENABLED=1")
	if err != nil {
		return err
	}
	ctl, err := m.build(ctx, "stakectl", "CGO_ENABLED=0")
	if err != nil {
		return err
	}
	book, err := m.book(ctx, ctl, c.Book)
	if err != nil {
		return err
	}
	m.say("Opening %s", book)
	return m.start(ctx, command{name: app, args: []string{book}})
}

// report prints a book's commitments and writes them as CSV into the data folder.
func (m *machine) report(ctx context.Context, name string) error {
	ctl, err := m.build(ctx, "stakectl", "CGO_ENABLED=0")
	if err != nil {
		return err
	}
	book, err := m.book(ctx, ctl, name)
	if err != nil {
		return err
	}
	folder, err := m.dataFolder()
	if err != nil {
		return err
	}
	report := []string{"report", "commitments", book}
	if err := m.start(ctx, command{name: ctl, args: append(report, "--format", "table")}); err != nil {
		return err
	}
	title := strings.TrimSuffix(filepath.Base(book), filepath.Ext(book))
	csv := filepath.Join(folder, title+"-commitments.csv")
	if err := m.start(ctx, command{name: ctl, args: append(report, "--format", "csv", "-o", csv)}); err != nil {
		return err
	}
	m.say("Written as CSV to %s", csv)
	return nil
}

// book is the absolute path of the named book; without a name, of the sample, which is made where it is absent.
func (m *machine) book(ctx context.Context, ctl, name string) (string, error) {
	if name != "" {
		return filepath.Abs(name)
	}
	folder, err := m.dataFolder()
	if err != nil {
		return "", err
	}
	sample := filepath.Join(folder, "sample.stakebook")
	if m.matches(sample) {
		return sample, nil
	}
	m.say("Writing the sample book to %s", sample)
	if err := m.start(ctx, command{name: ctl, args: []string{"sample", sample}}); err != nil {
		return "", err
	}
	return sample, nil
}

// dataFolder is the folder of this person's own books, made where it is absent.
func (m *machine) dataFolder() (string, error) {
	if m.data == "" {
		return "", errors.New("no home folder is known to keep the sample book in: set HOME")
	}
	if err := os.MkdirAll(m.data, 0o755); err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	return m.data, nil
}
