// Package walkcount counts how often a place of the compiler is reached.
package walkcount

// counted belongs to the main goroutine.
var counted int64

// Add counts once. A hook is never inlined: what it does must not move into the patched function.
//
//go:noinline
func Add() { counted++ }

// take returns what was counted since it was asked last.
func take() int64 {
	n := counted
	counted = 0
	return n
}
