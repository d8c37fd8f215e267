// Package scene lays charts out and writes them as pictures.
//
// A chart is a value: data and a size go in, a [Scene] comes out. A scene is a
// list of marks in paint order (rectangles, lines, glyphs, texts), the boxes that
// answer to a pointer or a keyboard cursor, and the same content as a plain table.
// The window, [WriteSVG] and [WritePNG] all draw that one value, so a picture in a
// report and the chart on the screen can not differ.
//
// Three rules hold for every chart here:
//
//   - Colours are roles ([Role]), not colours. A [Palette] turns them into colours,
//     for light and dark grounds, chosen so that colour-blind readers can tell the
//     parts of a bar apart. Each part also has its own [Pattern]: colour is never
//     the only difference.
//   - Amounts stay exact. They come in as *big.Rat for lengths and as finished text
//     for reading. They become a position in one place only, the ruler; nothing is
//     computed from a position.
//   - Text is measured before it is placed ([Measure]). What does not fit is
//     shortened with an ellipsis or left out, and is whole in the read-out of its
//     [Hit] and in the [Table].
//
// Lengths are in scene pixels: one at scale 1. The origin is the top left corner.
//
// scene may import stakebook/ledger/money and stakebook/ledger/civil, and the font
// and vector rasterisers of golang.org/x/image. Fonts are handed in as bytes.
package scene
