package main

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// stream is one go test -json run: a package that passes with a subtest, a skip and a fuzz target, one that fails in a
// subtest, one that does not build, one without tests, and one whose process dies.
const stream = `{"Action":"start","Package":"p/good"}
{"Action":"run","Package":"p/good","Test":"TestA"}
{"Action":"output","Package":"p/good","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"run","Package":"p/good","Test":"TestA/one"}
{"Action":"pass","Package":"p/good","Test":"TestA/one","Elapsed":0}
{"Action":"pass","Package":"p/good","Test":"TestA","Elapsed":0}
{"Action":"run","Package":"p/good","Test":"TestS"}
{"Action":"skip","Package":"p/good","Test":"TestS","Elapsed":0}
{"Action":"run","Package":"p/good","Test":"FuzzF"}
{"Action":"run","Package":"p/good","Test":"FuzzF/seed#0"}
{"Action":"pass","Package":"p/good","Test":"FuzzF/seed#0","Elapsed":0}
{"Action":"pass","Package":"p/good","Test":"FuzzF","Elapsed":0}
{"Action":"output","Package":"p/good","Output":"PASS\n"}
{"Action":"output","Package":"p/good","Output":"ok  \tp/good\t0.01s\n"}
{"Action":"pass","Package":"p/good","Elapsed":0.01}
{"Action":"run","Package":"p/bad","Test":"TestB"}
{"Action":"run","Package":"p/bad","Test":"TestB/two"}
{"Action":"output","Package":"p/bad","Test":"TestB/two","Output":"    b_test.go:7: got 1, want 2\n"}
{"Action":"output","Package":"p/bad","Test":"TestB/two","Output":"    --- FAIL: TestB/two (0.00s)\n"}
{"Action":"fail","Package":"p/bad","Test":"TestB/two","Elapsed":0}
{"Action":"output","Package":"p/bad","Test":"TestB","Output":"--- FAIL: TestB (0.00s)\n"}
{"Action":"fail","Package":"p/bad","Test":"TestB","Elapsed":0}
{"Action":"output","Package":"p/bad","Output":"FAIL\n"}
{"Action":"output","Package":"p/bad","Output":"FAIL\tp/bad\t0.02s\n"}
{"Action":"fail","Package":"p/bad","Elapsed":0.02}
{"ImportPath":"p/broken [p/broken.test]","Action":"build-output","Output":"# p/broken\n"}
{"ImportPath":"p/broken [p/broken.test]","Action":"build-output","Output":"broken.go:3:1: syntax error\n"}
{"ImportPath":"p/broken [p/broken.test]","Action":"build-fail"}
{"Action":"start","Package":"p/broken"}
{"Action":"output","Package":"p/broken","Output":"FAIL\tp/broken [build failed]\n"}
{"Action":"fail","Package":"p/broken","Elapsed":0,"FailedBuild":"p/broken [p/broken.test]"}
{"Action":"output","Package":"p/none","Output":"?   \tp/none\t[no test files]\n"}
{"Action":"skip","Package":"p/none","Elapsed":0}
{"Action":"run","Package":"p/dead","Test":"TestD"}
{"Action":"output","Package":"p/dead","Test":"TestD","Output":"panic: test timed out\n"}
{"Action":"output","Package":"p/dead","Output":"FAIL\tp/dead\t9.00s\n"}
{"Action":"fail","Package":"p/dead","Elapsed":9}
not json
`

func TestTheTallyCountsTestsAndShowsPackagesAndFailures(t *testing.T) {
	for _, chunk := range []int{len(stream), 7} { // however the text comes in pieces
		out := new(strings.Builder)
		tally := newTally(out)
		for rest := stream; rest != ""; {
			n := min(chunk, len(rest))
			io.WriteString(tally, rest[:n])
			rest = rest[n:]
		}
		tally.close()
		if got, want := tally.counts, (counts{passed: 4, failed: 4, skipped: 1}); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
		want := "ok  \tp/good\t0.01s\n" +
			"    b_test.go:7: got 1, want 2\n    --- FAIL: TestB/two (0.00s)\n--- FAIL: TestB (0.00s)\n" +
			"FAIL\nFAIL\tp/bad\t0.02s\n" +
			"# p/broken\nbroken.go:3:1: syntax error\nFAIL\tp/broken [build failed]\n" +
			"?   \tp/none\t[no test files]\n" +
			"panic: test timed out\nFAIL\tp/dead\t9.00s\n" +
			"not json\n"
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("shown (-want +got):\n%s", diff)
		}
	}
}

func TestATestLeftRunningWhenGoTestDiesHasFailed(t *testing.T) {
	tally := newTally(io.Discard)
	io.WriteString(tally, `{"Action":"run","Package":"p","Test":"TestA"}`+"\n"+
		`{"Action":"run","Package":"p","Test":"TestB"}`+"\n"+
		`{"Action":"pass","Package":"p","Test":"TestB"}`)
	tally.close()
	if got, want := tally.counts, (counts{passed: 1, failed: 1}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAFuzzTargetWithoutSeedsIsFound(t *testing.T) {
	tally := newTally(io.Discard)
	io.WriteString(tally, `{"Action":"run","Package":"p","Test":"FuzzEmpty"}
{"Action":"pass","Package":"p","Test":"FuzzEmpty"}
{"Action":"run","Package":"p","Test":"FuzzFull"}
{"Action":"run","Package":"p","Test":"FuzzFull/seed#0"}
{"Action":"pass","Package":"p","Test":"FuzzFull/seed#0"}
{"Action":"run","Package":"p","Test":"FuzzFull/seed#1"}
{"Action":"pass","Package":"p","Test":"FuzzFull/seed#1"}
{"Action":"pass","Package":"p","Test":"FuzzFull"}
`)
	tally.close()
	if diff := cmp.Diff([]string{"p.FuzzEmpty"}, tally.seedless()); diff != "" {
		t.Errorf("seedless (-want +got):\n%s", diff)
	}
	if got := tally.seeds(); got != 2 {
		t.Errorf("%d seeds", got)
	}
}

func TestTheClosingLineIsPlain(t *testing.T) {
	for _, test := range []struct {
		counts counts
		failed bool
		want   string
	}{
		{counts{passed: 12}, false, "12 passed, 0 failed"},
		{counts{passed: 12, skipped: 2}, false, "12 passed, 0 failed, 2 skipped"},
		{counts{passed: 11, failed: 3}, true, "11 passed, 3 failed"},
		{counts{}, true, "0 passed, 1 failed"},
	} {
		s := &suite{counts: test.counts}
		if got := s.closing(test.failed); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
