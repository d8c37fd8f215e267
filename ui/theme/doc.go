// Package theme holds the colours and sizes of the window, light and dark.
//
// A [Theme] is calm on purpose: white or near-black paper, one blue for what can be pressed, and red, amber and green
// kept for what went wrong, what is near and what is done. Every colour that text is set in has a contrast of at
// least 4.5 to 1 (WCAG 2.2, level AA) on every ground that it can stand on; a test computes it. The colours of charts
// belong to the chart scenes, not to this package.
//
// The toolkit has no scale that a person can set, so text, icons and gaps grow together by the theme's [Scale].
//
// The package imports the toolkit and the bundled face in assets.
package theme
