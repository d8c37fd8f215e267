//go:build !(linux || freebsd || openbsd || netbsd)

package platform

import (
	"context"

	"fyne.io/fyne/v2"
)

// askPortal has nobody to ask.
func askPortal(context.Context, fyne.Window, request) (string, error) { return "", errNoPortal }
