package buildtrace

import (
	"runtime/trace"
	"sync"
)

// Source files are parsed on goroutines that have no number. Each takes a lane from a pool, so that there are as many
// lanes as files are parsed at once.

const (
	firstFileLane = 1000
	maxFileLanes  = 1<<16 - firstFileLane
)

type fileLane struct {
	lane   lane
	region *trace.Region
}

type fileLanes struct {
	mu   sync.Mutex
	all  []*fileLane
	free []*fileLane
}

func (p *process) beginFile(name string) FileSpan {
	if !p.records(LevelPhase) {
		return FileSpan{}
	}
	f := p.takeFileLane()
	if f == nil {
		return FileSpan{}
	}
	f.lane.begin(kindFile, unique(name), nanotime())
	f.lane.flush() // so that a killed process shows the files in progress
	f.region = p.runtime.begin("file", name)
	return FileSpan{f}
}

func (p *process) endFile(f *fileLane) {
	if unwinding() == crashing {
		p.stop(exitCrash) // no other hook follows
		return
	}
	if f == nil {
		return
	}
	endRegion(f.region)
	f.lane.end(nanotime())
	f.lane.flush()
	p.files.giveBack(f)
}

// takeFileLane returns nil once the trace is stopped: who stops it closes the lanes that are there.
func (p *process) takeFileLane() *fileLane {
	p.files.mu.Lock()
	defer p.files.mu.Unlock()
	if last := len(p.files.free) - 1; last >= 0 {
		f := p.files.free[last]
		p.files.free = p.files.free[:last]
		return f
	}
	if !p.is(recording) || len(p.files.all) == maxFileLanes {
		return nil
	}
	f := new(fileLane)
	f.lane.init(uint16(firstFileLane+len(p.files.all)), p.file, nanotime())
	p.files.all = append(p.files.all, f)
	return f
}

func (l *fileLanes) giveBack(f *fileLane) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free = append(l.free, f)
}

func (l *fileLanes) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range l.all {
		f.lane.close()
	}
}
