package buildtrace

import "runtime/trace"

// An openWork is the work in progress on the main goroutine.
type openWork struct {
	begin  int64 // 0 if there is none
	name   string
	parts  int // how many were open when it began
	region *trace.Region
}

func (p *process) beginWork(name string) Work {
	if !p.records(LevelFunction) || p.work.begin != 0 {
		return Work{}
	}
	p.work = openWork{nanotime(), name, len(p.parts), p.runtime.begin(name, "")}
	return Work{p.work.begin}
}

// endWork records the work as a leaf. One in which a part was recorded therefore begins, in the file, behind the part.
func (p *process) endWork(begin int64, function string) {
	if begin != p.work.begin {
		return
	}
	end := nanotime()
	p.closeParts(p.work.parts, end)
	name := p.work.name
	p.runtime.log("function", function)
	p.abandonWork()
	if begin < p.lane.last {
		begin = p.lane.last
	}
	recorded := end-begin >= p.minFunction && p.wants(function)
	if recorded {
		p.lane.work(p.lane.shared(name), p.lane.shared(function), begin, end)
	}
	p.works.add(name, sumOf(end-begin, recorded))
}

func (p *process) abandonWork() {
	endRegion(p.work.region)
	p.work = openWork{}
}
