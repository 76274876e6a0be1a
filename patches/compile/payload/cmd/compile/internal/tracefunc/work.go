// Package tracefunc records what the front end does for each function. It is traceinject's, and no part of Go.
package tracefunc

import (
	"cmd/compile/internal/ir"
	"cmd/internal/buildtrace"
)

// EndWork ends a task for the function fn.
//
//go:noinline
func EndWork(work buildtrace.Work, fn *ir.Func) {
	if work != (buildtrace.Work{}) {
		work.End(symbol(fn))
	}
}

// symbol returns the symbol that fn has for the linker, or will have. It must not ask for a symbol that is not there:
// that would make one, and earlier than without a trace.
func symbol(fn *ir.Func) string {
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
