package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// yardstickProgram writes the generated book; it lies in a folder of its own because it imports the book's own
// packages.
const yardstickProgram = "dev/yardstick"

type yardstickCommand struct {
	Entries int    `short:"n" default:"10000" help:"How many entries the book has; at least 100."`
	Seed    uint64 `default:"1" help:"Another seed is another book of the same shape."`
	Output  string `short:"o" required:"" help:"The file to write as JSON Lines, - for standard output."`
}

// Run writes the book by which speed is measured, for stakectl import.
func (c yardstickCommand) Run(ctx context.Context, m *machine) error {
	program, err := m.buildYardstick(ctx)
	if err != nil {
		return err
	}
	output := c.Output
	if output != "-" {
		if output, err = filepath.Abs(output); err != nil {
			return fmt.Errorf("find the file to write: %w", err)
		}
	}
	return m.start(ctx, command{name: program, args: yardstickArgs(c.Entries, c.Seed, output)})
}

func yardstickArgs(entries int, seed uint64, output string, more ...string) []string {
	args := []string{"-n", strconv.Itoa(entries), "--seed", strconv.FormatUint(seed, 10), "-o", output}
	return append(args, more...)
}

// buildYardstick compiles the program and says nothing: what it prints is the book.
func (m *machine) buildYardstick(ctx context.Context) (string, error) {
	program := filepath.Join(m.cache, "yardstick")
	if m.goos == "windows" {
		program += ".exe"
	}
	if err := os.MkdirAll(m.cache, 0o755); err != nil {
		return "", fmt.Errorf("make the folder for built programs: %w", err)
	}
	err := m.start(ctx, command{name: "go", env: []string{"CGO_ENABLED=0"}, stdout: os.Stderr, stderr: os.Stderr,
		args: []string{"build", "-o", program, "./cmd/" + yardstickProgram}})
	if err != nil {
		return "", fmt.Errorf("build the yardstick: %w", err)
	}
	return program, nil
}
