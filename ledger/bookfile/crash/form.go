package crash

import (
	"flag"
	"math/rand/v2"
	"testing"
)

// Form says how long a harness runs and from what it replays.
type Form struct {
	long   *bool
	rounds *int
	seed   *uint64
	only   *int
}

// Flags defines the flags of a test binary. It is called once in it.
func Flags() Form {
	return Form{
		long:   flag.Bool("crash.long", false, "run the long forms of the crash harnesses"),
		rounds: flag.Int("crash.rounds", 0, "how many images, faults, kills or races (0 is the form's own number)"),
		seed:   flag.Uint64("crash.seed", 0, "replay from this seed (0 takes a new one)"),
		only:   flag.Int("crash.only", 0, "replay only the round of this number, from 1"),
	}
}

// Run is one run of a harness.
type Run struct {
	Rounds int
	Seed   uint64
	only   int
}

// Begin says how a harness is to run and prints from what it can be replayed.
func (f Form) Begin(t testing.TB, short, long int) Run {
	t.Helper()
	run := Run{Rounds: short, Seed: *f.seed, only: *f.only}
	if *f.long {
		run.Rounds = long
	}
	if *f.rounds > 0 {
		run.Rounds = *f.rounds
	}
	if run.Seed == 0 {
		run.Seed = rand.Uint64() | 1
	}
	t.Logf("replay with -args -crash.seed=%d -crash.rounds=%d, one round with -crash.only=N", run.Seed, run.Rounds)
	return run
}

// Skips says that a round is not the one to be replayed.
func (r Run) Skips(round int) bool { return r.only > 0 && round != r.only }

// Replays says that a round is the one to be replayed.
func (r Run) Replays(round int) bool { return r.only == round }

// Random is the chance of one round, whatever rounds there were before.
func (r Run) Random(round int) *rand.Rand { return rand.New(rand.NewPCG(r.Seed, uint64(round))) }
