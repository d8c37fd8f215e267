// Package dialogs is the one place that opens a dialog over a window.
//
// The toolkit's own dialogs do not close with Esc, do not take Enter, leave the keyboard where it was and do not give
// it back. Every dialog opened here does:
//
//   - Esc is the action that dismisses; where there is none it closes.
//   - Enter is the primary action, but in a field of several lines it begins a new one, and Ctrl+Enter is the action.
//     On a button Enter presses that button. What cannot be taken back is never done by Enter alone.
//   - The keyboard goes to the first field, and when the dialog closes, back to where it was.
//
// The toolkit sends a key to the focused widget alone, so a widget must hand on what it has no use for. [Entry],
// [Select] and [Check] do; a widget of another package does by implementing [Hooked].
//
// The package imports the toolkit only.
package dialogs
