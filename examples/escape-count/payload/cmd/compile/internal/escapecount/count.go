// Package escapecount counts what escape analysis decides.
package escapecount

// A tally holds how often it was decided for each. Escape analysis runs on the main goroutine only.
type tally struct{ heap, stack int64 }

var counted tally

// Decided counts a variable or an allocation.
//
//go:noinline
func Decided(escapes bool) {
	if escapes {
		counted.heap++
	} else {
		counted.stack++
	}
}

// take returns what was counted since it was asked last.
func take() tally {
	t := counted
	counted = tally{}
	return t
}
