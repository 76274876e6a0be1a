package buildtrace

import "sync/atomic"

// A function is what a worker knows of the function that it compiles.
type function struct {
	open     bool
	complete bool // its code is written
	written  bool // its begin stands in the lane
	name     string
	begin    int64
	mark     mark // where it begins, if it may be taken back
	compiled *FunctionCompiled
	before   ssaCounts
	after    ssaCounts
}

func (p *process) beginFunction(index int, name string, cache interface{}) *worker {
	if !p.is(recording) {
		return nil
	}
	w := p.worker(index, 2) // its begin and its end
	if w == nil {
		return nil
	}
	if id := identity(cache); atomic.LoadUintptr(&w.cache) != id {
		atomic.StoreUintptr(&w.cache, id)
	}
	w.function = function{open: true, name: name}
	if p.level >= LevelFunction {
		w.beginFunction(name, p.wants(name))
	}
	return w
}

func (w *worker) beginFunction(name string, wanted bool) {
	f := &w.function
	f.begin = w.now()
	if !wanted {
		return
	}
	w.region = w.process.runtime.begin("function", name)
	f.written = true
	if w.process.minFunction > 0 {
		w.lane.flush()
		f.mark = w.lane.mark()
		w.lane.begin(kindFunction, unique(name), f.begin)
		return
	}
	w.lane.begin(kindFunction, w.lane.local(name), f.begin)
	w.lane.flush() // so that a killed process shows the function in progress
}

func (p *process) functionFlushed(index int, compiled *FunctionCompiled) {
	if !p.is(recording) {
		return
	}
	if w := p.worker(index, 1); w != nil {
		w.function.complete = true
		w.function.compiled = compiled
	}
}

func (w *worker) endFunction() {
	if !w.function.complete {
		switch unwinding() {
		case crashing:
			w.process.stop(exitCrash) // no other hook follows
			return
		case panicking:
			w.endRegions() // with one worker, what defers further out end regions of this goroutine, too
			return         // gc.Main turns it into a compiler error and stops the trace; until then the function is open
		}
	}
	if w.process.level >= LevelFunction {
		w.closeFunction(w.now())
	}
	w.sumUpCode()
	w.function = function{}
}

// endRegions ends those of the function, from the inside out.
func (w *worker) endRegions() {
	endRegion(w.step.region)
	endRegion(w.region)
	w.step.region, w.region = nil, nil
}

// closeFunction ends the span, or takes it back if it is too short.
func (w *worker) closeFunction(at int64) {
	f := &w.function
	w.endStep(at)
	w.endRegions()
	duration := at - f.begin
	if f.written && duration < w.process.minFunction && w.lane.cut(f.mark) {
		f.written = false
	}
	if f.written {
		w.tellFunction(at)
	}
	w.steps.sumUp(f.written)
	w.passes.sumUp(f.written)
	w.mu.Lock()
	w.functions.add(sumOf(duration, f.written))
	w.mu.Unlock()
}

func (w *worker) tellFunction(at int64) {
	w.passes.function().write(&w.lane, "pass", "", at)
	if c := w.function.compiled; c != nil {
		c.Blocks, c.Values = w.function.after.blocks, w.function.after.values
		c.BlocksBefore, c.ValuesBefore = w.function.before.blocks, w.function.before.values
		w.lane.event(c, at)
	}
	w.lane.end(at)
}
