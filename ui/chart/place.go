package chart

import (
	"fyne.io/fyne/v2"

	"stakebook/ledger/scene"
)

// Place is where in its window a hit box of a chart can be clicked: its middle.
type Place struct {
	Hit scene.Hit
	At  fyne.Position
}

// Places lists the hit boxes in sight, in their order.
func (v *View) Places() []Place {
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
	var places []Place
	for i, hit := range v.scene.Hits {
		at := position(hit.Box.X+hit.Box.Width/2, hit.Box.Y+hit.Box.Height/2-v.scrolledBy(hit.Box))
		if v.hitAt(at) == i && at.Y < v.Size().Height {
			places = append(places, Place{Hit: hit, At: origin.Add(at)})
		}
	}
	return places
}
