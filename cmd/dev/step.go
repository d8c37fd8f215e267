package main

import (
	"context"
	"errors"
	"strings"
	"time"
)

// A step is one named part of a check. It is run to its end, or left out for a reason that is told.
type step struct {
	name string
	run  func(ctx context.Context) (note string, err error)
	omit string // why it is left out here; empty where it is run
}

// An outcome is how a step ended. The text form is what the summary prints.
type outcome string

const (
	outcomeOK         outcome = "ok"
	outcomeFailed     outcome = "FAILED"
	outcomeNotChecked outcome = "not checked"
	outcomeLeftOut    outcome = "left out"
	outcomeNotRun     outcome = "not run"
)

// A notChecked is the error of a step that could find out nothing, through no fault of what it was to check: it is told
// and stops nothing.
type notChecked struct{ why string }

func (n notChecked) Error() string { return n.why }

// A result is a step after its run.
type result struct {
	name    string
	outcome outcome
	took    time.Duration
	note    string
}

// heartbeatPace is how often a step that has nothing to say is heard of.
const heartbeatPace = time.Minute

// follow runs the steps in order and stops at the first that fails; each is told with its duration as it ends.
func (m *machine) follow(ctx context.Context, steps []step) []result {
	results := make([]result, 0, len(steps))
	failed := false
	for _, s := range steps {
		switch {
		case failed:
			results = append(results, result{name: s.name, outcome: outcomeNotRun})
		case s.omit != "":
			m.say("==> %s: left out, %s", s.name, s.omit)
			results = append(results, result{name: s.name, outcome: outcomeLeftOut, note: s.omit})
		default:
			r := m.take(ctx, s)
			failed = r.outcome == outcomeFailed
			results = append(results, r)
		}
	}
	return results
}

func (m *machine) take(ctx context.Context, s step) result {
	m.say("==> %s", s.name)
	began := m.now()
	stop := every(ctx, heartbeatPace, func() {
		m.say("    %s: at it for %s", s.name, m.now().Sub(began).Round(time.Second))
	})
	note, err := s.run(ctx)
	stop()
	if err == nil {
		err = ctx.Err()
	}
	r := result{name: s.name, outcome: outcomeOK, took: m.now().Sub(began), note: note}
	var unknown notChecked
	if errors.As(err, &unknown) {
		r.outcome, r.note = outcomeNotChecked, unknown.why
	} else if err != nil {
		r.outcome = outcomeFailed
		if !errors.Is(err, errFailed) {
			m.say("%v", err)
		}
	}
	m.say("    %s: %s", s.name, r)
	return r
}

// String is the outcome with how long it took, and the note.
func (r result) String() string {
	text := string(r.outcome)
	if r.outcome != outcomeLeftOut && r.outcome != outcomeNotRun {
		text += ", " + r.took.Round(100*time.Millisecond).String()
	}
	if r.note != "" {
		text += ", " + r.note
	}
	return text
}

// summarize lists every step with its outcome and says whether any failed.
func (m *machine) summarize(results []result) (failed bool) {
	width := 0
	for _, r := range results {
		width = max(width, len(r.name))
	}
	m.say("\nSummary")
	for _, r := range results {
		m.say("  %s%s  %s", r.name, strings.Repeat(" ", width-len(r.name)), r)
		failed = failed || r.outcome == outcomeFailed
	}
	return failed
}
