package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"time"
)

// How often each contestant runs. One that takes long ends earlier: after so much time in all, but it runs once.
const (
	fullRounds  = 7
	quickRounds = 3
	longEnough  = 60 * time.Second
)

// contestant is what is measured: a program, or something done here.
type contestant struct {
	name    string
	prepare func(context.Context) error // before each run and not measured; nil for nothing
	command command
	act     func() error              // in place of the command
	heard   func(output string) error // what the first run printed, by file; nil where it is of no interest
}

// sample is what one run took.
type sample struct {
	wall   time.Duration
	cpu    time.Duration // user and system; 0 for what is done here
	memory int64         // the most that was resident, in bytes; 0 where it is not known
}

// run measures contestants in rounds, one after the other within each, so that a change of the machine's mood meets
// all.
func (r *race) run(ctx context.Context, l *lap, contestants ...contestant) error {
	spent := make([]time.Duration, len(contestants))
	for round := range r.rounds {
		for i, c := range contestants {
			if round > 0 && spent[i]+spent[i]/time.Duration(round) > longEnough {
				continue
			}
			s, err := r.once(ctx, c, round == 0)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			spent[i] += s.wall
			l.runs[c.name] = append(l.runs[c.name], s)
			if round == 0 {
				r.say("  %s: %s", c.name, brief(s.wall))
			}
		}
	}
	return nil
}

// once is one run.
func (r *race) once(ctx context.Context, c contestant, first bool) (s sample, err error) {
	if c.prepare != nil {
		if err := c.prepare(ctx); err != nil {
			return sample{}, err
		}
	}
	if c.act != nil {
		began := r.now()
		err := c.act()
		return sample{wall: r.now().Sub(began)}, err
	}
	output := r.file("output")
	out, err := os.Create(output)
	if err != nil {
		return sample{}, err
	}
	s, err = r.timed(ctx, c.command, out)
	if err := errors.Join(err, out.Close()); err != nil {
		return sample{}, err
	}
	if first && c.heard != nil {
		return s, c.heard(output)
	}
	return s, nil
}

// timed runs a program to its end. What it prints goes to a file and not through this process, whose own size would
// else count: a child begins as large as its parent.
func (r *race) timed(ctx context.Context, c command, out *os.File) (sample, error) {
	said, err := os.CreateTemp(r.folder, "said-")
	if err != nil {
		return sample{}, err
	}
	defer func() { _ = errors.Join(said.Close(), os.Remove(said.Name())) }()
	cmd := exec.CommandContext(ctx, c.name, c.args...)
	cmd.Dir, cmd.Env = r.folder, append(os.Environ(), c.env...)
	cmd.Stdout, cmd.Stderr = out, said
	began := r.now()
	err = cmd.Run()
	s := sample{wall: r.now().Sub(began)}
	if err != nil {
		return s, fmt.Errorf("%s: %w\n%s", c, err, headOf(said))
	}
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	s.memory = residentMost(cmd.ProcessState)
	return s, nil
}

// headOf is the first of what a program complained of.
func headOf(said *os.File) string {
	head := make([]byte, 2000)
	n, _ := said.ReadAt(head, 0)
	return string(head[:n])
}

// best is the shortest of the runs, and how many there were.
func best(runs []sample) time.Duration {
	return slices.MinFunc(runs, byWall).wall
}

// median is the run in the middle.
func median(runs []sample) sample {
	sorted := slices.SortedFunc(slices.Values(runs), byWall)
	return sorted[len(sorted)/2]
}

func byWall(a, b sample) int { return int(a.wall - b.wall) }

// memoryOf is the most that any of the runs took.
func memoryOf(runs []sample) int64 {
	most := int64(0)
	for _, run := range runs {
		most = max(most, run.memory)
	}
	return most
}

func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// readAll reads a file and keeps nothing of it.
func readAll(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{file}, make([]byte, 1<<20))
	return errors.Join(err, file.Close())
}

// writeAgain writes a file's bytes once more, to where they are safe, and removes them.
func writeAgain(path, again string) (err error) {
	defer func() { err = errors.Join(err, removeIfThere(again)) }()
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	to, err := os.Create(again)
	if err != nil {
		return errors.Join(err, from.Close())
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{to}, struct{ io.Reader }{from}, make([]byte, 1<<20))
	return errors.Join(err, to.Sync(), to.Close(), from.Close())
}

// copyFile copies a file over another.
func copyFile(to, from string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	target, err := os.Create(to)
	if err != nil {
		return errors.Join(err, source.Close())
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close(), source.Close())
}
