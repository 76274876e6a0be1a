package buildtrace

import (
	"log"
	"os"
	"sync"
	"sync/atomic"
)

// current is this process's recorder, or nil if tracing is off. It is set once, before main.
var current = newProcess(os.Getenv("TRACEINJECT_DIR"))

// The states of a process, in their order.
const (
	waiting   uint32 = iota // for Start
	recording               // the span file is open
	stopped                 // for good: after Stop, or because no file could be made
)

// exitCrash is the exit code of a process that an uncaught panic ends.
const exitCrash = -1

type process struct {
	dir     string
	level   Level
	state   uint32     // atomic
	dropped uint32     // atomic: records that found no lane
	mu      sync.Mutex // held by start and stop: who calls stop second returns only when the file is complete

	// Set by start before state becomes recording, never changed after.
	file    *spanFile
	runtime *runtimeTrace // nil if there is none
	workers []worker

	// Of the main goroutine.
	lane    lane
	inPhase bool
	early   []phaseChange // what came before Start
}

func newProcess(dir string) *process {
	if dir == "" {
		return nil
	}
	return &process{dir: dir, level: LevelFunction}
}

func (p *process) is(state uint32) bool {
	return atomic.LoadUint32(&p.state) == state
}

func (p *process) start(process Process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.is(waiting) {
		return
	}
	begin := takeAnchor()
	if !p.open(begin, process.Package, process.BuildID, process.UserTrace, process.Workers) {
		atomic.StoreUint32(&p.state, stopped)
		return
	}
	p.workers = newWorkers(p, process.Workers, begin.mono0)
	p.beginPackage(process.Package, begin.mono0)
	log.SetOutput(fatalWriter{p, log.Writer()})
	atomic.StoreUint32(&p.state, recording)
}

// open makes the files and writes the header. It reports whether the span file is there.
func (p *process) open(begin anchor, pkgpath, buildID, userTrace string, workers int) bool {
	name := fileName(buildID, begin)
	if p.file = createSpanFile(p.dir + "/" + name + ".span"); p.file == nil {
		return false
	}
	h := header{pkgpath: pkgpath, buildID: buildID, workers: workers, begin: begin}
	if userTrace == "" && os.Getenv("TRACEINJECT_RUNTIME_TRACE") == "1" {
		h.runtimeTrace = name + ".trace"
		if p.runtime = startRuntimeTrace(p.dir+"/"+h.runtimeTrace, pkgpath); p.runtime == nil {
			h.runtimeTrace = ""
		}
	}
	if p.file.write(h.encode()) {
		return true
	}
	p.file.remove()
	p.runtime.remove()
	return false
}

// stop writes what every lane holds, ends the package and its phase, and closes the files. Functions in progress
// stay open in the file.
func (p *process) stop(code int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !atomic.CompareAndSwapUint32(&p.state, recording, stopped) {
		return
	}
	for i := range p.workers {
		p.workers[i].lane.close()
	}
	open := p.lane.close()
	end := takeAnchor() // after the lanes are closed: no record is later than it
	if open > 0 {
		p.file.write(endsChunk(p.lane.id, open, end.mono0))
	}
	p.file.write(exitChunk(code, atomic.LoadUint32(&p.dropped), end))
	p.file.close()
	p.runtime.stop()
}
