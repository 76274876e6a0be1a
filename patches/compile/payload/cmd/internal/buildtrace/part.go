package buildtrace

import "runtime/trace"

// An openPart is an open part or import of the main goroutine.
type openPart struct {
	serial uintptr
	region *trace.Region
}

func (p *process) beginPart(kind Kind, name string) Span {
	if !p.records(LevelPhase) {
		return Span{}
	}
	part := openPart{serial: p.nextSerial()}
	if kind == Import {
		p.lane.begin(kind, unique(name), nanotime())
		part.region = p.runtime.begin("import", name)
	} else {
		p.lane.begin(kind, p.lane.shared(name), nanotime())
		part.region = p.runtime.begin(name, "")
	}
	p.parts = append(p.parts, part)
	return Span{part.serial}
}

func (p *process) nextSerial() uintptr {
	p.serial++
	return p.serial
}

func (p *process) endPart(serial uintptr) {
	for i := len(p.parts) - 1; i >= 0; i-- {
		if p.parts[i].serial == serial {
			p.closeParts(i, nanotime())
			return
		}
	}
}

// closeParts closes the innermost parts until only keep of them are open.
func (p *process) closeParts(keep int, at int64) {
	for len(p.parts) > keep {
		if p.work.parts == len(p.parts) {
			p.abandonWork()
		}
		last := len(p.parts) - 1
		endRegion(p.parts[last].region)
		p.parts = p.parts[:last]
		p.lane.end(at)
	}
}
