// Command dev sets up, runs and checks Stakebook from a clone, with nothing installed but Go.
//
//	go run ./cmd/dev setup          install what a build of the desktop app needs
//	go run ./cmd/dev run [BOOK]     build the app and open it, on the sample book where none is named
//	go run ./cmd/dev test           install what the tests need and run every check there is
//	go run ./cmd/dev lint           the checks that need no test run, and known vulnerabilities
//	go run ./cmd/dev bench          measure stakectl beside other programs on the same data, and print the ratios
//	go run ./cmd/dev yardstick      write the generated book by which speed is measured
//
// A command is one field of [commands]; a check is one [step]; a thing a build needs is one row of the table of needs,
// with the probe that looks for it and the packages that bring it. The files are named for these ideas: need, manager,
// setup; run, display, build; step, check, tally, window; yardstick, bench. What imports Stakebook's own packages, the
// generated book and what other programs hold of it, is a program of its own, in the folder yardstick.
//
// The command builds without cgo and imports nothing of Stakebook, so that it works before anything else does. What it
// asks of the machine (programs, environment, files, time) goes through one value, [machine], so that its tests can
// stand in for any system.
package main
