package buildtrace

import "runtime/trace"

// An openPart is an open span of the main goroutine below its phase: a part, an import, or a source file (of tools that
// read them one after the other).
type openPart struct {
	serial uintptr
	region *trace.Region
}

func (p *process) beginPart(kind Kind, name string) Span {
	if !p.records(LevelPhase) {
		return Span{}
	}
	p.serial++
	part := openPart{serial: p.serial}
	switch kind {
	case Import:
		p.lane.begin(kind, unique(name), nanotime())
		part.region = p.runtime.begin("import", name)
	case kindFile:
		p.lane.begin(kind, unique(name), nanotime())
		part.region = p.runtime.begin("file", name)
	default:
		p.lane.begin(kind, p.lane.shared(name), nanotime())
		part.region = p.runtime.begin(name, "")
	}
	p.parts = append(p.parts, part)
	return Span{part.serial}
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
