package buildtrace

import (
	"runtime/trace"
	"sync"
	"sync/atomic"
	"unsafe"
)

// maxWorkers bounds what a wild -c costs; cmd/go asks for a handful.
const maxWorkers = 255

// A worker is a backend worker's lane and the function that it compiles.
type worker struct {
	process *process
	lane    lane
	cache   uintptr // atomic: the identity of the worker's ssa.Cache

	function function
	step     openStep
	steps    spanTable
	passes   spanTable
	region   *trace.Region // of the function

	mu        sync.Mutex // for what follows: the worker adds to it, the main goroutine and stop read it
	code      codeSum
	functions sum

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

// workerOf returns the worker that compiles a function with that cache, or nil. Compilers have a handful of workers.
func (p *process) workerOf(cache interface{}) *worker {
	id := identity(cache)
	for i := range p.workers {
		if w := &p.workers[i]; atomic.LoadUintptr(&w.cache) == id && id != 0 {
			return w
		}
	}
	return nil
}

// identity is the address in an interface that holds a pointer.
func identity(cache interface{}) uintptr {
	return (*[2]uintptr)(unsafe.Pointer(&cache))[1]
}

// now is the time, but not before the lane's last record: a pass may end some nanoseconds later by the other clock.
func (w *worker) now() int64 {
	if at := nanotime(); at > w.lane.last {
		return at
	}
	return w.lane.last
}

// writeTotals tells, once the lane is closed, what of the functions, steps and passes is missing in the file.
func (w *worker) writeTotals(open uint32, at int64) {
	l := w.lane.epilogue(open, at)
	w.mu.Lock()
	w.functions.write(l, "function", "", at)
	w.mu.Unlock()
	w.steps.writeTotals(l, "step", at)
	w.passes.writeTotals(l, "pass", at)
	l.flush()
}
