package scene

import (
	"math/big"
	"strings"
)

// ruler lays amounts from 0 to its end along a length. It is the one place where an exact
// number becomes a position.
type ruler struct {
	end    *big.Rat
	length float64
}

// at is how far along the ruler an amount lies; amounts below 0 lie at its start.
func (r ruler) at(amount *big.Rat) float64 {
	if amount == nil || amount.Sign() <= 0 || r.end.Sign() <= 0 {
		return 0
	}
	share, _ := new(big.Rat).Quo(amount, r.end).Float64()
	return share * r.length
}

// positive is an amount, or 0 where there is none or less than none.
func positive(amount *big.Rat) *big.Rat {
	if amount == nil || amount.Sign() < 0 {
		return new(big.Rat)
	}
	return amount
}

// segments lays parts end to end: each as long as its amount, but none that is not zero shorter than
// least. What the short ones gain is taken from the others in proportion to what they have to spare, so
// the whole keeps its length; only a bar too short for its parts becomes longer. widened says that
// some part is longer than its amount.
func segments(amounts []*big.Rat, r ruler, least float64) (lengths []float64, widened bool) {
	lengths = make([]float64, len(amounts))
	gained, spare := 0.0, 0.0
	for i, amount := range amounts {
		if amount == nil || amount.Sign() <= 0 {
			continue
		}
		lengths[i] = r.at(amount)
		if short := least - lengths[i]; short > 0 {
			gained += short
			lengths[i] = least
			continue
		}
		spare += lengths[i] - least
	}
	if gained == 0 || spare == 0 {
		return lengths, gained > 0
	}
	keep := max(0, 1-gained/spare)
	for i := range lengths {
		lengths[i] = min(lengths[i], least) + keep*max(0, lengths[i]-least)
	}
	return lengths, true
}

// tick is a place on an axis and what is written there.
type tick struct {
	at    float64
	label string
}

// valueTicks divides the ruler into steps of 1, 2 or 5 times a power of ten, as finely as the labels
// and spacing allow. Labels read 0, 10B, 20B; gap is the least room between two of them.
func valueTicks(r ruler, gap float64, room func(label string) float64) []tick {
	if r.end.Sign() <= 0 || r.length <= 0 {
		return []tick{{0, "0"}}
	}
	for parts := 10; parts > 1; parts-- {
		ticks := evenTicks(r, niceStep(r.end, int64(parts)))
		if ticksFit(ticks, gap, room) {
			return ticks
		}
	}
	return evenTicks(r, niceStep(r.end, 1))
}

func ticksFit(ticks []tick, gap float64, room func(label string) float64) bool {
	for i := 1; i < len(ticks); i++ {
		if ticks[i].at-ticks[i-1].at < (room(ticks[i].label)+room(ticks[i-1].label))/2+gap {
			return false
		}
	}
	return true
}

func evenTicks(r ruler, step *big.Rat) []tick {
	unit, suffix := magnitude(r.end)
	places := decimals(new(big.Rat).Quo(step, unit))
	ticks := []tick{{0, "0"}}
	for value := new(big.Rat).Set(step); value.Cmp(r.end) <= 0; value = new(big.Rat).Add(value, step) {
		label := new(big.Rat).Quo(value, unit).FloatString(places) + suffix
		ticks = append(ticks, tick{r.at(value), label})
	}
	return ticks
}

// niceStep is the smallest of 1, 2 and 5 times a power of ten that divides end into at most parts steps.
func niceStep(end *big.Rat, parts int64) *big.Rat {
	least := new(big.Rat).Quo(end, big.NewRat(parts, 1))
	power := big.NewRat(1, 1)
	ten, tenth := big.NewRat(10, 1), big.NewRat(1, 10)
	for power.Cmp(least) > 0 {
		power.Mul(power, tenth)
	}
	for new(big.Rat).Mul(power, ten).Cmp(least) <= 0 {
		power.Mul(power, ten)
	}
	for _, factor := range []int64{1, 2, 5} {
		if step := new(big.Rat).Mul(power, big.NewRat(factor, 1)); step.Cmp(least) >= 0 {
			return step
		}
	}
	return power.Mul(power, ten)
}

// magnitude is the unit that an axis up to end is labelled in, and its letter.
func magnitude(end *big.Rat) (unit *big.Rat, suffix string) {
	unit = big.NewRat(1_000_000_000_000, 1)
	for _, suffix := range []string{"T", "B", "M", "K"} {
		if end.Cmp(unit) >= 0 {
			return unit, suffix
		}
		unit = new(big.Rat).Quo(unit, big.NewRat(1000, 1))
	}
	return big.NewRat(1, 1), ""
}

// decimals is the number of decimal places that writes step exactly; step is 1, 2 or 5 times a power of ten.
func decimals(step *big.Rat) int {
	places := 0
	for value := new(big.Rat).Set(step); !value.IsInt(); value.Mul(value, big.NewRat(10, 1)) {
		places++
	}
	return places
}

// percentTicks divides a ruler that ends at 100% into quarters or, where there is no room, halves.
func percentTicks(length float64, gap float64, room func(label string) float64) []tick {
	quarters := make([]tick, 0, 5)
	for i, label := range strings.Fields("0% 25% 50% 75% 100%") {
		quarters = append(quarters, tick{length * float64(i) / 4, label})
	}
	if ticksFit(quarters, gap, room) {
		return quarters
	}
	return []tick{quarters[0], quarters[2], quarters[4]}
}
