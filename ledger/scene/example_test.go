package scene_test

import (
	"fmt"
	"io"
	"math/big"

	"stakebook/ledger/scene"
)

// A chart is laid out for a size and a way to measure text; the scene then writes itself as a picture or a table.
func Example() {
	billion := func(n int64) *big.Rat { return big.NewRat(n*1_000_000_000, 1) }
	chart := scene.Caps{
		Title: "Commitments against caps",
		Unit:  "USD",
		Rows: []scene.CapsRow{{
			ID: "amzn-anth-3", Label: "Anthropic", Cap: "USD 25.00B", Used: "20.0%",
			Funded:      scene.Part{Amount: billion(5), Text: "USD 5.00B"},
			Conditional: scene.Part{Amount: billion(20), Text: "USD 20.00B"},
		}},
	}
	measure := func(text string, size float64, _ bool) float64 { return 0.6 * size * float64(len(text)) }
	picture := chart.Layout(scene.Size{Width: 800, Height: 200}, measure)

	fmt.Println(picture.Hits[0].Text())
	if err := scene.WriteSVG(io.Discard, picture, scene.Light()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Anthropic
	// Cap: USD 25.00B
	// Funded: USD 5.00B
	// Conditional: USD 20.00B
	// Used: 20.0%
}
