package scene

// Role says what a colour means. A Palette turns it into a colour.
type Role uint8

// The roles. Background is the ground the chart stands on.
const (
	Background Role = iota
	Foreground
	Muted
	Axis
	Grid
	Cap
	Funded
	Called
	Firm
	Conditional
	Option
	Released
	Indicative
	Accent
	Positive
	Negative
	roles int = iota
)

// Roles lists every role.
func Roles() []Role {
	all := make([]Role, roles)
	for i := range all {
		all[i] = Role(i)
	}
	return all
}

// String is the role's name as SVG identifiers carry it.
func (r Role) String() string {
	switch r {
	case Background:
		return "background"
	case Foreground:
		return "foreground"
	case Muted:
		return "muted"
	case Axis:
		return "axis"
	case Grid:
		return "grid"
	case Cap:
		return "cap"
	case Funded:
		return "funded"
	case Called:
		return "called"
	case Firm:
		return "firm"
	case Conditional:
		return "conditional"
	case Option:
		return "option"
	case Released:
		return "released"
	case Indicative:
		return "indicative"
	case Accent:
		return "accent"
	case Positive:
		return "positive"
	case Negative:
		return "negative"
	}
	return "unknown"
}
