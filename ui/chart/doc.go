// Package chart draws scenes with Fyne and brings them to life: hover, a keyboard cursor, read-outs, opening
// what is shown.
//
// A [View] holds a function that lays a chart out for a size. It keeps a pool of canvas objects and moves and
// recolours them; only the marks in sight are drawn, so a chart of ten thousand rows scrolls like one of ten.
// The top band of a tall scene (its title, legend and axis) stays in place while the rest scrolls.
// Patterns are rasters, asked for in device pixels, and so are sharp at any scale of the screen.
//
// chart may import Fyne and stakebook/ledger/scene.
package chart
