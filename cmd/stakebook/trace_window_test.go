//go:build window

package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"strings"
)

// event is one line of the program's trace, and the pattern of one: what is left empty may be anything.
type event struct {
	Event    string  `json:"event"`
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	State    string  `json:"state"`
	Path     string  `json:"path"`
	Date     string  `json:"date"`
	Currency string  `json:"currency"`
	Text     string  `json:"text"`
	Field    string  `json:"field"`
	Seq      int     `json:"seq"`
	Entries  int     `json:"entries"`
	Percent  int     `json:"percent"`
	Width    int     `json:"width"`
	Height   int     `json:"height"`
	Places   []place `json:"places"`

	line string // as it was written
}

// place is where in the window something can be clicked.
type place struct {
	ID string `json:"id"`
	X  int    `json:"x"`
	Y  int    `json:"y"`
}

// matches says that an event has all that the pattern says.
func (e event) matches(pattern event) bool {
	is, asked := reflect.ValueOf(e), reflect.ValueOf(pattern)
	for i := range asked.NumField() {
		if want := asked.Field(i); !want.IsZero() && !is.Field(i).Equal(want) {
			return false
		}
	}
	return true
}

// String is the pattern in words.
func (e event) String() string {
	var parts []string
	value := reflect.ValueOf(e)
	for i := range value.NumField() {
		if field := value.Field(i); !field.IsZero() {
			parts = append(parts, fmt.Sprintf("%s %v", strings.ToLower(value.Type().Field(i).Name), field))
		}
	}
	return strings.Join(parts, ", ")
}

// traceLog follows the file that the program writes its events to.
type traceLog struct {
	path   string
	read   int64  // bytes taken from the file
	rest   []byte // of a line that is not whole yet
	events []event
	next   int              // the first event that no one has waited for
	places map[string]place // the newest
}

// follow takes over what was written since.
func (l *traceLog) follow() error {
	file, err := os.Open(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Seek(l.read, io.SeekStart); err != nil {
		return err
	}
	more, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	l.read += int64(len(more))
	l.rest = append(l.rest, more...)
	for {
		line, rest, whole := bytes.Cut(l.rest, []byte("\n"))
		if !whole {
			return nil
		}
		l.rest = rest
		if err := l.add(line); err != nil {
			return err
		}
	}
}

func (l *traceLog) add(line []byte) error {
	e := event{line: string(line)}
	if err := json.Unmarshal(line, &e); err != nil {
		return fmt.Errorf("the trace has a line that is no event: %w: %s", err, line)
	}
	l.events = append(l.events, e)
	if e.Event == "places" {
		l.places = make(map[string]place, len(e.Places))
		for _, p := range e.Places {
			l.places[p.ID] = p
		}
	}
	return nil
}

// find looks among the events that no one has waited for, and passes over those before the one it finds. An error that
// no one waits for is found first.
func (l *traceLog) find(pattern event) (found event, unexpected bool, ok bool) {
	for i := l.next; i < len(l.events); i++ {
		e := l.events[i]
		if e.matches(pattern) {
			l.next = i + 1
			return e, false, true
		}
		if e.Event == "error" {
			l.next = i + 1
			return e, true, true
		}
	}
	return event{}, false, false
}

// last gives the newest events as they were written; those of places are long and left out.
func (l *traceLog) last() string {
	const shown = 20
	var lines []string
	for _, e := range l.events {
		if e.Event != "places" {
			lines = append(lines, "  "+e.line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-shown):], "\n")
}
