package form

import (
	"slices"
	"strings"

	"stakebook/ledger"
)

// Choice is something that exists and can be named in a field.
type Choice struct {
	ID    string
	Label string // its name, or what tells it from others; may be empty

	// Of says what it belongs to, by the names of the contract: a tranche is of a commitment and so of an
	// investor and a company. A form offers only what does not contradict the fields already filled.
	Of map[string]string
}

// Choices is what the form asks of a book.
type Choices interface {
	// Choices lists what entries of these kinds brought into being, in the order to show it; of any kind where
	// kinds is empty.
	Choices(kinds []ledger.Kind) []Choice
}

// Match gives the choices whose id or label holds what was typed, without regard to case: first those whose id
// begins with it, then those with a word of the label that does, then the rest, each in the order given.
func Match(choices []Choice, typed string) []Choice {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return choices
	}
	var byRank [3][]Choice
	for _, choice := range choices {
		if rank := rankOf(choice, typed); rank < len(byRank) {
			byRank[rank] = append(byRank[rank], choice)
		}
	}
	return slices.Concat(byRank[0], byRank[1], byRank[2])
}

func rankOf(choice Choice, typed string) int {
	id, label := strings.ToLower(choice.ID), strings.ToLower(choice.Label)
	switch {
	case strings.HasPrefix(id, typed):
		return 0
	case strings.HasPrefix(label, typed), strings.Contains(label, " "+typed):
		return 1
	case strings.Contains(id, typed), strings.Contains(label, typed):
		return 2
	}
	return 3
}

// Within gives the choices that belong to nothing else than what is already known.
func Within(choices []Choice, known map[string]string) []Choice {
	var within []Choice
	for _, choice := range choices {
		if belongs(choice, known) {
			within = append(within, choice)
		}
	}
	return within
}

func belongs(choice Choice, known map[string]string) bool {
	for name, id := range choice.Of {
		if known[name] != "" && known[name] != id {
			return false
		}
	}
	return true
}

// line is the choice as the menu shows it.
func (c Choice) line() string {
	if c.Label == "" || c.Label == c.ID {
		return c.ID
	}
	return c.ID + " — " + c.Label
}

func idsOf(texts []string) []Choice {
	choices := make([]Choice, len(texts))
	for i, text := range texts {
		choices[i] = Choice{ID: text}
	}
	return choices
}
