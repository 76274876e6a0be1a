package buildtrace

import (
	"strconv"
	"time"
)

func (p *process) pass(cache interface{}, name string, begin, end time.Time) {
	w := p.workerOf(cache)
	if w == nil || !w.function.open {
		return
	}
	from, to := p.clock.at(begin), p.clock.at(end)
	if from < w.lane.last { // the two clocks may differ by some nanoseconds
		from = w.lane.last
	}
	if to < from {
		to = from
	}
	recorded := w.function.written && to-from >= p.minPass
	pass := w.passes.entry(name)
	pass.sum.count++
	pass.sum.nanoseconds += to - from
	if recorded {
		pass.sum.recordedCount++
		pass.sum.recordedNanoseconds += to - from
		w.lane.span(kindPass, pass.labelIn(&w.lane), from, to)
		p.runtime.logPass(name, to-from)
	}
}

// logPass stands for a region, which cannot begin in the past.
func (r *runtimeTrace) logPass(name string, nanoseconds int64) {
	if r != nil {
		r.log("pass", name+" "+strconv.FormatInt(nanoseconds, 10))
	}
}
