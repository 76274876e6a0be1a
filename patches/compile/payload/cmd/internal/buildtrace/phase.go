package buildtrace

import "strings"

// A phaseChange ends the phase in progress and, if start is set, begins the phase of that name.
type phaseChange struct {
	name  string
	start bool
	at    int64
}

func (p *process) phase(labels []string, start bool) {
	change := phaseChange{start: start, at: nanotime()}
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
func (p *process) beginPackage(pkgpath string, at int64) {
	if len(p.early) > 0 {
		at = p.early[0].at
	}
	p.lane.init(0, p.file, at)
	p.lane.begin(kindPackage, unique(pkgpath), at)
	for _, change := range p.early {
		p.changePhase(change)
	}
	p.early = nil
	p.lane.flush()
}

func (p *process) changePhase(change phaseChange) {
	if p.inPhase {
		p.lane.end(change.at)
	}
	if change.start {
		p.lane.begin(kindPhase, unique(change.name), change.at)
	}
	p.inPhase = change.start
	p.runtime.changePhase(change)
	p.lane.flush()
}
