package buildtrace

import (
	"os"
	"strings"
)

// exitPhase is what follows the compiler's own last phase.
const exitPhase = "exit"

// A phaseChange ends the phase in progress and begins the phase of that name.
type phaseChange struct {
	name string
	at   int64
}

func (p *process) phase(labels []string, start bool) {
	if !p.at(LevelPhase) && !p.is(waiting) {
		return
	}
	change := phaseChange{name: exitPhase, at: nanotime()}
	if start {
		change.name = strings.Join(labels, ":")
	}
	switch {
	case p.is(waiting):
		p.early = append(p.early, change)
	case p.is(recording):
		p.changePhase(change)
	}
}

// beginPackage begins the package's span, at its first phase if there was one before Start, and makes up for the
// phases so far.
func (p *process) beginPackage(at int64) {
	if len(p.early) > 0 {
		at = p.early[0].at
	}
	p.lane.init(0, p.file, at)
	p.lane.begin(kindPackage, unique(p.about.Package), at)
	if p.level >= LevelPhase {
		for _, change := range p.early {
			p.changePhase(change)
		}
	}
	p.early = nil
	if p.about.Start != nil {
		p.lane.event(p.about.Start, nanotime())
	}
	p.lane.flush()
}

func (p *process) changePhase(change phaseChange) {
	if change.name == exitPhase {
		if p.phaseName.Load() == exitPhase {
			return
		}
		p.tellCode(change.at)
	}
	p.endPhase(change.at)
	p.lane.begin(kindPhase, p.lane.shared(change.name), change.at)
	p.phaseName.Store(change.name)
	p.runtime.changePhase(change.name)
	p.lane.flush()
}

// endPhase also ends what is open in the phase: spans nest, whatever happens.
func (p *process) endPhase(at int64) {
	p.closeParts(0, at)
	p.abandonWork()
	name := p.phaseName.Load().(string)
	if name == "" {
		return
	}
	p.reports.write(&p.lane, at)
	p.lane.event(p.memory.read().event(name), at)
	p.lane.end(at)
}

// tellCode tells what the back end has made, once it is done.
func (p *process) tellCode(at int64) {
	if p.about.Tool != "compile" {
		return
	}
	var sum codeSum
	for i := range p.workers {
		sum.add(p.workers[i].codeSum())
	}
	p.lane.event(sum.ssaEvent(), at)
	p.lane.event(sum.codeEvent(fileSize(p.about.Output)), at)
}

// fileSize is 0 if there is no such file.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
