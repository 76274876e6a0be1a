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

func (r *runtimeTrace) changePhase(name string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.endPhase()
	if !r.stopped {
		_, r.phase = trace.NewTask(r.ctx, clip(name, maxTraceText))
	}
}

func (r *runtimeTrace) endPhase() {
	if r.phase != nil {
		r.phase.End()
		r.phase = nil
	}
}

// begin opens a region on this goroutine. The kind is its type and one of a few, as the tools make a table row of each
// type; the name, if there is one, goes into a log.
func (r *runtimeTrace) begin(kind, name string) *trace.Region {
	if r == nil {
		return nil
	}
	region := trace.StartRegion(r.ctx, clip(kind, maxTraceText))
	if name != "" {
		r.log(kind, name)
	}
	return region
}

func (r *runtimeTrace) log(category, text string) {
	if r != nil {
		trace.Log(r.ctx, category, clip(text, maxTraceText))
	}
}

// endRegion must run on the goroutine that began the region, innermost region first. nil is none.
func endRegion(region *trace.Region) {
	if region != nil {
		region.End()
	}
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
