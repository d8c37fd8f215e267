package page

import "stakebook/ledger/scene"

// Drawing is a chart as it can be drawn at any size: on the screen, as SVG or as PNG.
type Drawing func(size scene.Size, measure scene.Measure) scene.Scene
