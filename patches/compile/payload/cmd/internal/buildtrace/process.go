package buildtrace

import (
	"log"
	"os"
	"sync"
	"sync/atomic"
)

// current is this process's recorder, or nil if tracing is off. It is set once, before main.
var current = newProcess(os.Getenv("TRACEINJECT_DIR"), os.Getenv)

// The states of a process, in their order.
const (
	waiting   uint32 = iota // for Start
	recording               // the span file is open
	stopped                 // for good: after Stop, or because no file could be made
)

// exitCrash is the exit code of a process that an uncaught panic ends.
const exitCrash = -1

type process struct {
	settings // start may narrow them, before there is another goroutine

	dir     string
	state   uint32     // atomic
	dropped uint32     // atomic: records that found no lane
	mu      sync.Mutex // held by start and stop: who calls stop second returns only when the file is complete

	// Set by start before state becomes recording, never changed after.
	file    *spanFile
	runtime *runtimeTrace // nil if there is none
	clock   clock
	about   Process
	workers []worker

	// Of the main goroutine.
	lane      lane
	phaseName atomic.Value // string, "" between phases; set by the main goroutine only
	early     []phaseChange
	parts     []openPart
	serial    uintptr // of the part that began last
	work      openWork

	works   ledger
	files   fileLanes
	reports reports
	memory  memoryReader
}

// newProcess returns nil unless there is a folder to record into. It looks for the other settings only then.
func newProcess(dir string, getenv func(string) string) *process {
	if dir == "" {
		return nil
	}
	p := &process{dir: dir, settings: readSettings(getenv)}
	p.phaseName.Store("")
	return p
}

func (p *process) is(state uint32) bool {
	return atomic.LoadUint32(&p.state) == state
}

// at tells whether the level is recorded, or will be after Start.
func (p *process) at(level Level) bool {
	return p.level >= level && !p.is(stopped)
}

// records tells whether the level is recorded by now.
func (p *process) records(level Level) bool {
	return p.level >= level && p.is(recording)
}

func (p *process) start(about Process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.is(waiting) {
		return
	}
	p.about = about
	p.narrow(importPath(about.Package))
	begin := takeAnchor()
	if !p.open(begin) {
		atomic.StoreUint32(&p.state, stopped)
		return
	}
	p.clock = newClock()
	p.workers = newWorkers(p, about.Workers, begin.mono0)
	p.beginPackage(begin.mono0)
	log.SetOutput(fatalWriter{p, log.Writer()})
	atomic.StoreUint32(&p.state, recording)
}

// open makes the files and writes the header. It reports whether the span file is there.
func (p *process) open(begin anchor) bool {
	name := fileName(p.about, begin)
	if p.file = createSpanFile(p.dir + "/" + name + ".span"); p.file == nil {
		return false
	}
	h := header{about: p.about, level: p.level, begin: begin}
	if p.about.UserTrace == "" && os.Getenv("TRACEINJECT_RUNTIME_TRACE") == "1" {
		h.runtimeTrace = name + ".trace"
		if p.runtime = startRuntimeTrace(p.dir+"/"+h.runtimeTrace, p.about.Package); p.runtime == nil {
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

func (p *process) emit(event Event) {
	if p.is(recording) {
		p.lane.event(event, nanotime())
	}
}

func (p *process) report(event Event) {
	if p.is(recording) && !p.reports.add(event) {
		atomic.AddUint32(&p.dropped, 1)
	}
}

// stop writes what every lane holds, ends the package and its phase, and closes the files. Functions and files in
// progress stay open in the file.
func (p *process) stop(code int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !atomic.CompareAndSwapUint32(&p.state, recording, stopped) {
		return
	}
	p.files.close()
	open := make([]uint32, len(p.workers))
	for i := range p.workers {
		open[i] = p.workers[i].lane.close()
	}
	openOnMain := p.lane.close()
	end := takeAnchor() // after the lanes are closed: no record is later than it
	for i := range p.workers {
		p.workers[i].writeTotals(open[i], end.mono0)
	}
	p.endPackage(openOnMain, code, end.mono0)
	p.file.write(exitChunk(code, atomic.LoadUint32(&p.dropped), end))
	p.file.close()
	p.runtime.stop()
}

// endPackage writes the end of the main goroutine's lane: what is left to tell, and the ends of its open spans.
func (p *process) endPackage(open uint32, code int, at int64) {
	l := p.lane.epilogue(open, at)
	p.reports.write(l, at)
	memory := p.memory.read()
	if phase := p.phaseName.Load().(string); phase != "" {
		l.event(memory.event(phase), at)
	}
	for l.depth > 1 {
		l.end(at)
	}
	p.works.write(l, "work", at)
	l.event(memory.endEvent(code), at)
	l.end(at)
	l.flush()
}
