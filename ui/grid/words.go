package grid

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stakebook/ledger/report"
)

// oneLine puts a text of several lines on one.
var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")

// words is a cell as it is shown: one line.
func words(cell report.Cell) string {
	if cell.IsEmpty() {
		return ""
	}
	text := cell.Display()
	if plain(text) {
		return text
	}
	return oneLine.Replace(text)
}

// plain says that there is nothing to replace, which is so of nearly every cell.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' {
			return false
		}
	}
	return true
}

// headline makes a column's name readable where the page gives no title of its own.
func headline(column string) string {
	spaced := strings.ReplaceAll(column, "_", " ")
	first, size := utf8.DecodeRuneInString(spaced)
	if size == 0 {
		return spaced
	}
	return string(unicode.ToUpper(first)) + spaced[size:]
}

// fit shortens a text, with an ellipsis at its end, until it measures no more than the room there is.
func fit(text string, room float32, measure func(string) float32) string {
	if measure(text) <= room {
		return text
	}
	runes := []rune(text)
	fits, tooLong := 0, len(runes)
	for tooLong-fits > 1 {
		middle := (fits + tooLong) / 2
		if measure(shortened(runes[:middle])) <= room {
			fits = middle
		} else {
			tooLong = middle
		}
	}
	if fits == 0 {
		return ""
	}
	return shortened(runes[:fits])
}

func shortened(runes []rune) string {
	return strings.TrimRightFunc(string(runes), unicode.IsSpace) + "…"
}
