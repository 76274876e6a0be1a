package ir

import "cmd/internal/buildtrace"

// TraceWork ends a task for the function fn.
//
//go:noinline
func TraceWork(work buildtrace.Work, fn *Func) {
	if work != (buildtrace.Work{}) {
		work.End(traceName(fn))
	}
}

// traceName returns the symbol that fn has for the linker, or will have. It must not ask for a symbol that is not there:
// that would make one, and earlier than without a trace.
func traceName(fn *Func) string {
	if fn.LSym != nil {
		return fn.LSym.Name
	}
	sym := fn.Sym()
	if sym.Linkname != "" {
		return sym.Linkname
	}
	if sym.Pkg == nil {
		return sym.Name
	}
	return sym.Pkg.Prefix + "." + sym.Name
}

// tracedInlinedCalls counts the calls that were inlined into each function. The main goroutine writes it; when the
// workers of the back end read it, it rests.
var tracedInlinedCalls map[*Func]int

// TraceInlinedCall counts a call that was inlined into CurFunc.
//
//go:noinline
func TraceInlinedCall() {
	if !buildtrace.At(buildtrace.LevelFunction) {
		return
	}
	if tracedInlinedCalls == nil {
		tracedInlinedCalls = make(map[*Func]int)
	}
	tracedInlinedCalls[CurFunc]++
}

// TracedInlinedCalls returns how many calls were inlined into fn.
func TracedInlinedCalls(fn *Func) int { return tracedInlinedCalls[fn] }
