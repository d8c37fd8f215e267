// Package assets holds the files that are built into the programs: the typeface and the icon.
// It imports nothing but embed.
package assets

import _ "embed"

// FontRegular is Noto Sans Regular, under the SIL Open Font License (fonts/OFL.txt). Its digits all have one width.
//
//go:embed fonts/NotoSans-Regular.ttf
var FontRegular []byte

// FontBold is Noto Sans Bold, under the SIL Open Font License (fonts/OFL.txt).
//
//go:embed fonts/NotoSans-Bold.ttf
var FontBold []byte

// Icon is the product's mark as a PNG of 512 by 512 pixels; icon.svg is its drawing.
//
//go:embed icon.png
var Icon []byte
