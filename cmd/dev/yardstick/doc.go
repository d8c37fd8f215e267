// Command yardstick writes the book by which Stakebook's speed is measured, as an import takes it. It is built and run
// by go run ./cmd/dev yardstick and bench, so that cmd/dev itself imports nothing of Stakebook.
package main
