// Package figures says what a commitment, a holding and a portfolio come to on a date.
//
// Every figure is exact and is named as in the contract. Of a commitment, in its own currency, the identity
//
//	cap = funded − recallable + released + firm + conditional + option
//
// holds on every date. Figures of a portfolio are in one currency: flows at the rate of their own date, balances
// and values at that of the as-of date; where a rate is missing the figure is refused with *NoRate and never taken
// as 1.
//
// figures imports ledger, money and civil only.
package figures
