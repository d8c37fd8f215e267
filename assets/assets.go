// Package assets holds the files that are built into the programs: the typeface and the icon.
// It imports nothing but embed.
package assets

import _ "embed"

// FontRegular is Open Sans Regular, under the Apache License 2.0 (fonts/LICENSE-OpenSans.txt). Its digits all have one
// width, and it has the signs ≥ and ≤ that stand before figures.
//
//go:embed fonts/OpenSans-Regular.ttf
var FontRegular []byte

// FontBold is Open Sans Bold, under the same licence.
//
//go:embed fonts/OpenSans-Bold.ttf
var FontBold []byte

// Icon is the product's mark as a PNG of 512 by 512 pixels; icon.svg is its drawing.
//
//go:embed icon.png
var Icon []byte
