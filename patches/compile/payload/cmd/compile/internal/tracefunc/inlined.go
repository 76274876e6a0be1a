package tracefunc

import (
	"cmd/compile/internal/ir"
	"cmd/internal/buildtrace"
)

// inlinedCalls counts the calls that were inlined into each function. The main goroutine writes it; when the workers of
// the back end read it, it rests.
var inlinedCalls map[*ir.Func]int

// InlinedCall counts a call that was inlined into ir.CurFunc.
//
//go:noinline
func InlinedCall() {
	if !buildtrace.At(buildtrace.LevelFunction) {
		return
	}
	if inlinedCalls == nil {
		inlinedCalls = make(map[*ir.Func]int)
	}
	inlinedCalls[ir.CurFunc]++
}

// InlinedCalls returns how many calls were inlined into fn.
func InlinedCalls(fn *ir.Func) int { return inlinedCalls[fn] }
