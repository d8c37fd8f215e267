package form

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stakebook/ledger"
)

// suggest fills the ids of what is new as long as the person has not typed one.
func (f *Form) suggest() {
	for _, field := range f.fields {
		if !field.spec.Defines || !field.required || field.touched {
			continue
		}
		text := ""
		if f.options.Suggest != nil {
			text = f.options.Suggest(f.kind, field.spec.Name, f.valueMap())
		}
		if text == "" {
			text = f.ownSuggestion()
		}
		if field.value() != text {
			field.input.setValue(text)
		}
	}
}

// ownSuggestion joins what the entry is about with its name: a security "preferred" of anthropic is
// anthropic-preferred. What has no name is numbered: the tranches of c are c/1, c/2 and so on.
func (f *Form) ownSuggestion() string {
	var parts []string
	named := false
	for _, spec := range ledger.Table()[f.kind].List {
		text := f.byName[spec.Name].value()
		switch {
		case spec.Name == "name":
			parts, named = append(parts, slug(text)), true
		case spec.Form == ledger.FormID && spec.Required && !spec.Defines:
			parts = append(parts, text)
		default:
			continue
		}
		if parts[len(parts)-1] == "" {
			return ""
		}
	}
	base := clipID(strings.Join(parts, "-"))
	if base == "" {
		return ""
	}
	if len(parts) == 1 && !named {
		return f.unused(base, "/", 1)
	}
	if _, taken := f.find(nil, base); taken {
		return f.unused(base, "-", 2)
	}
	return base
}

// unused appends the first number from n on that makes an id which does not exist.
func (f *Form) unused(base, between string, n int) string {
	for ; ; n++ {
		id := base + between + strconv.Itoa(n)
		if _, taken := f.find(nil, id); !taken {
			return id
		}
	}
}

// clipID leaves room for a number.
func clipID(id string) string {
	const room = 8
	return strings.Trim(id[:min(len(id), ledger.MaxID-room)], "-")
}

// slug writes a name with the letters of an id.
func slug(name string) string {
	var id strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && id.Len() > 0 {
				id.WriteByte('-')
			}
			id.WriteRune(r)
			gap = false
		case !unicode.Is(unicode.Mn, r):
			gap = true
		}
	}
	return id.String()
}
