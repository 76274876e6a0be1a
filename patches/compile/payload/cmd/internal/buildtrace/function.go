package buildtrace

import (
	"runtime/trace"
	"sync/atomic"
)

// maxWorkers bounds what a wild -c costs; cmd/go asks for a handful.
const maxWorkers = 255

// A worker is a backend worker's lane and the function that it compiles.
type worker struct {
	process  *process
	lane     lane
	region   *trace.Region // nil without a runtime trace
	complete bool          // the function's code is written
	textSize int64         // bytes, if complete

	_ [64]byte // two workers write to two cache lines
}

func newWorkers(p *process, count int, at int64) []worker {
	if count < 0 {
		count = 0
	}
	if count > maxWorkers {
		count = maxWorkers
	}
	workers := make([]worker, count)
	for i := range workers {
		workers[i].process = p
		workers[i].lane.init(uint16(i+1), p.file, at)
	}
	return workers
}

// worker returns the worker of that index, or nil, and then counts the records that are lost with it.
func (p *process) worker(index int, records uint32) *worker {
	if index < 0 || index >= len(p.workers) {
		atomic.AddUint32(&p.dropped, records)
		return nil
	}
	return &p.workers[index]
}

func (p *process) beginFunction(index int, name string, cache interface{}) *worker {
	if !p.is(recording) {
		return nil
	}
	w := p.worker(index, 2) // its begin and its end
	if w == nil {
		return nil
	}
	w.complete = false
	w.lane.begin(kindFunction, unique(name), nanotime())
	w.lane.flush() // so that a killed process shows the function in progress
	w.region = p.runtime.beginFunction(name)
	return w
}

func (p *process) functionFlushed(index int, compiled *FunctionCompiled) {
	if !p.is(recording) {
		return
	}
	if w := p.worker(index, 1); w != nil {
		w.complete = true
		if compiled != nil {
			w.textSize = compiled.TextBytes
		}
	}
}

func (w *worker) endFunction() {
	at := nanotime()
	if !w.complete {
		switch unwinding() {
		case crashing:
			w.process.stop(exitCrash) // no other hook follows
			return
		case panicking:
			return // gc.Main turns it into a compiler error and stops the trace; until then the function is open
		}
	}
	if w.region != nil {
		w.region.End()
	}
	w.lane.end(at)
	if w.complete {
		w.lane.attr(w.lane.shared("text-bytes"), w.textSize)
	}
}
