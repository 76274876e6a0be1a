// Package tracessa records what the back end makes of each function. It is traceinject's, and no part of Go.
package tracessa

import (
	"cmd/compile/internal/base"
	"cmd/compile/internal/ir"
	"cmd/compile/internal/ssa"
	"cmd/compile/internal/tracefunc"
	"cmd/compile/internal/types"
	"cmd/internal/buildtrace"
)

// Built tells that f is in SSA form and the passes come.
//
//go:noinline
func Built(f *ssa.Func, worker int) {
	if !buildtrace.At(buildtrace.LevelPhase) {
		return
	}
	var counts size
	for _, b := range f.Blocks {
		for _, v := range b.Values {
			counts.add(v)
		}
	}
	counts.tell(f, false)
	buildtrace.Step(worker, "passes")
}

// Optimised tells that the passes are over. Counts and charges share one walk: to fetch the values from memory is
// what it costs.
//
//go:noinline
func Optimised(f *ssa.Func, worker int) {
	if !buildtrace.At(buildtrace.LevelPhase) {
		return
	}
	buildtrace.Step(worker, "")
	var counts size
	c := chargerOf(worker)
	c.clear()
	for _, b := range f.Blocks {
		for _, v := range b.Values {
			counts.add(v)
			c.count(v.Pos)
		}
	}
	counts.tell(f, true)
}

// A size is how large a function is in SSA form.
type size struct{ values, phis, memory int }

// add counts a value. The memory operations are those that take the state of memory: loads, stores, calls.
func (s *size) add(v *ssa.Value) {
	s.values++
	if v.Op == ssa.OpPhi {
		s.phis++
	} else if n := len(v.Args); n > 0 && v.Args[n-1].Type == types.TypeMem {
		s.memory++
	}
}

func (s *size) tell(f *ssa.Func, after bool) {
	buildtrace.SSACounts(f.Cache, after, len(f.Blocks), s.values, s.phis, s.memory)
}

// Compiled tells that the machine code of fn is complete.
//
//go:noinline
func Compiled(fn *ir.Func, worker int) {
	if !buildtrace.At(buildtrace.LevelPhase) {
		buildtrace.Flushed(worker, nil) // without it the end of the function would look for a panic
		return
	}
	buildtrace.Step(worker, "")
	compiled := &buildtrace.FunctionCompiled{TextBytes: fn.LSym.Size}
	if buildtrace.At(buildtrace.LevelFunction) {
		describe(compiled, fn)
		compiled.Charged = chargerOf(worker).charges()
	}
	buildtrace.Flushed(worker, compiled)
}

func describe(compiled *buildtrace.FunctionCompiled, fn *ir.Func) {
	pos := base.Ctxt.PosTable.Pos(fn.Pos())
	compiled.Symbol = fn.LSym.Name
	compiled.File = pos.AbsFilename()
	compiled.Line = int64(pos.RelLine())
	compiled.InlineCost = -1
	if fn.Inl != nil {
		compiled.Inlinable = true
		compiled.InlineCost = int64(fn.Inl.Cost)
	}
	compiled.InlinedCalls = int64(tracefunc.InlinedCalls(fn))
	compiled.Optimised = base.Flag.N == 0
	compiled.FrameBytes = int64(fn.LSym.Func().Locals)
}
