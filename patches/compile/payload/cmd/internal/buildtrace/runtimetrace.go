package buildtrace

import (
	"context"
	"os"
	"runtime/trace"
	"sync"
)

// maxTraceText is below the 1024 bytes from which on the readers of execution traces refuse a string.
const maxTraceText = 1000

// A runtimeTrace is the execution trace of this process. Every method does nothing on nil.
//
// The package and its phases are tasks, because a phase may begin in a callee and end in its caller, and at last on
// any goroutine: regions must nest, or no tool reads the trace.
type runtimeTrace struct {
	file *os.File
	ctx  context.Context // the package's task
	task *trace.Task

	mu      sync.Mutex  // for what follows: the main goroutine changes phases, any goroutine stops
	phase   *trace.Task // nil between phases
	stopped bool
}

// startRuntimeTrace returns nil if the file or the trace cannot be had.
func startRuntimeTrace(path, pkgpath string) *runtimeTrace {
	file, err := create(path)
	if err != nil {
		return nil
	}
	r := &runtimeTrace{file: file}
	if trace.Start(file) != nil {
		file.Close()
		os.Remove(path)
		return nil
	}
	r.ctx, r.task = trace.NewTask(context.Background(), "package")
	r.logAnchor()
	trace.Log(r.ctx, "package", clip(pkgpath, maxTraceText))
	return r
}

func (r *runtimeTrace) changePhase(change phaseChange) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.endPhase()
	if change.start && !r.stopped {
		_, r.phase = trace.NewTask(r.ctx, clip(change.name, maxTraceText))
	}
}

func (r *runtimeTrace) endPhase() {
	if r.phase != nil {
		r.phase.End()
		r.phase = nil
	}
}

// beginFunction opens a region. Its type is the same for all functions, as the tools make a table row of each type.
func (r *runtimeTrace) beginFunction(name string) *trace.Region {
	if r == nil {
		return nil
	}
	region := trace.StartRegion(r.ctx, "function")
	trace.Log(r.ctx, "function", clip(name, maxTraceText))
	return region
}

// stop leaves the regions of other goroutines open: only they may end them.
func (r *runtimeTrace) stop() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = true
	r.endPhase()
	r.logAnchor()
	r.task.End()
	trace.Stop()
	r.file.Close()
}

// remove stops the trace and takes its file away.
func (r *runtimeTrace) remove() {
	if r != nil {
		r.stop()
		os.Remove(r.file.Name())
	}
}

// logAnchor repeats an anchor whose event was logged late. An event only ever comes after its anchor, so a reader
// takes the one with the smallest distance.
func (r *runtimeTrace) logAnchor() {
	for try := 0; try < anchorTries; try++ {
		a := readAnchor()
		trace.Log(r.ctx, "SYNC_ANCHOR", a.String())
		if nanotime()-a.mono0 <= anchorWidth {
			return
		}
	}
}
