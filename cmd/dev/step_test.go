package main

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStepsStopAtTheFirstFailureAndAreSummarized(t *testing.T) {
	b := newBench(t)
	good := func(context.Context) (string, error) { return "7 things", nil }
	bad := func(context.Context) (string, error) { return "", errors.New("it broke") }
	results := b.follow(t.Context(), []step{
		{name: "first", run: good},
		{name: "elsewhere", run: bad, omit: "it is for another system"},
		{name: "second", run: bad},
		{name: "third", run: good},
	})
	if !b.summarize(results) {
		t.Error("the failure is not told")
	}
	want := `==> first
    first: ok, 0s, 7 things
==> elsewhere: left out, it is for another system
==> second
it broke
    second: FAILED, 0s

Summary
  first      ok, 0s, 7 things
  elsewhere  left out, it is for another system
  second     FAILED, 0s
  third      not run
`
	if diff := cmp.Diff(want, b.said.String()); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
}

func TestAStepThatIsInterruptedHasFailed(t *testing.T) {
	b := newBench(t)
	ctx, cancel := context.WithCancel(t.Context())
	results := b.follow(ctx, []step{{name: "long", run: func(context.Context) (string, error) {
		cancel()
		return "", nil
	}}})
	if !b.summarize(results) {
		t.Error("taken as done")
	}
}
