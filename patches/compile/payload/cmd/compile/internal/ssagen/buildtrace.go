package ssagen

import (
	"cmd/compile/internal/base"
	"cmd/compile/internal/ir"
	"cmd/compile/internal/ssa"
	"cmd/compile/internal/types"
	"cmd/internal/buildtrace"
)

// traceBuilt tells that f is in SSA form and the passes come.
//
//go:noinline
func traceBuilt(f *ssa.Func, worker int) {
	if buildtrace.At(buildtrace.LevelPhase) {
		traceSSACounts(f, false)
		buildtrace.Step(worker, "passes")
	}
}

// traceOptimised tells that the passes are over.
//
//go:noinline
func traceOptimised(f *ssa.Func, worker int) {
	if buildtrace.At(buildtrace.LevelPhase) {
		buildtrace.Step(worker, "")
		traceSSACounts(f, true)
	}
}

// traceSSACounts counts the memory operations as the values that take the state of memory: loads, stores, calls.
func traceSSACounts(f *ssa.Func, after bool) {
	var values, phis, memory int
	for _, b := range f.Blocks {
		values += len(b.Values)
		for _, v := range b.Values {
			if v.Op == ssa.OpPhi {
				phis++
			} else if n := len(v.Args); n > 0 && v.Args[n-1].Type == types.TypeMem {
				memory++
			}
		}
	}
	buildtrace.SSACounts(f.Cache, after, len(f.Blocks), values, phis, memory)
}

// traceCompiled tells that the machine code of fn is complete.
//
//go:noinline
func traceCompiled(fn *ir.Func, worker int, f *ssa.Func) {
	if !buildtrace.At(buildtrace.LevelPhase) {
		return
	}
	buildtrace.Step(worker, "")
	compiled := &buildtrace.FunctionCompiled{TextBytes: fn.LSym.Size}
	if buildtrace.At(buildtrace.LevelFunction) {
		traceDescribe(compiled, fn)
		compiled.Charged = traceCharges(f, worker)
	}
	buildtrace.Flushed(worker, compiled)
}

func traceDescribe(compiled *buildtrace.FunctionCompiled, fn *ir.Func) {
	pos := base.Ctxt.PosTable.Pos(fn.Pos())
	compiled.Symbol = fn.LSym.Name
	compiled.File = pos.AbsFilename()
	compiled.Line = int64(pos.RelLine())
	compiled.InlineCost = -1
	if fn.Inl != nil {
		compiled.Inlinable = true
		compiled.InlineCost = int64(fn.Inl.Cost)
	}
	compiled.InlinedCalls = int64(ir.TracedInlinedCalls(fn))
	compiled.Optimised = base.Flag.N == 0
	compiled.FrameBytes = int64(fn.LSym.Func().Locals)
}
