// Package money holds exact numbers, the currencies they are in, and the one place that rounds.
//
// There are three kinds of number:
//
//   - Decimal: what a person typed, kept to the last digit ("1.10" stays "1.10"). A Decimal may
//     be not given at all, which an amount of zero is not.
//   - Ratio and Percent: a decimal or a fraction of two ("8/3"), kept as typed.
//   - Fraction: what is computed. It is exact until a report prints it; only Fraction.Round
//     gives digits away, half to even.
//
// Amount is a Fraction in a Currency; unlike currencies cannot be added. Text is checked against
// a grammar of our own (plain digits, a point, bounded length) before any number is made of it, so
// exponents, NaN, grouping marks and other scripts' digits never reach the decimal library.
//
// money imports the standard library and github.com/shopspring/decimal only.
package money
