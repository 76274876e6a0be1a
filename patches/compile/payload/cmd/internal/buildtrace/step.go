package buildtrace

import "runtime/trace"

// An openStep is the step in progress of a worker's function.
type openStep struct {
	entry  *spanEntry // nil if there is none
	begin  int64
	region *trace.Region
}

func (p *process) step(index int, name string) {
	if !p.records(LevelFunction) {
		return
	}
	if w := p.worker(index, 1); w != nil && w.function.open {
		w.changeStep(name, w.now())
	}
}

// changeStep ends the step in progress and begins the next, if it has a name.
func (w *worker) changeStep(name string, at int64) {
	w.endStep(at)
	if name == "" {
		return
	}
	step := openStep{entry: w.steps.entry(name), begin: at}
	if w.function.written {
		w.lane.begin(kindStep, step.entry.labelIn(&w.lane), at)
		step.region = w.process.runtime.begin(name, "")
	}
	w.step = step
}

func (w *worker) endStep(at int64) {
	step := w.step
	if step.entry == nil {
		return
	}
	step.entry.sum.add(sumOf(at-step.begin, w.function.written))
	if w.function.written {
		w.lane.end(at)
		endRegion(step.region)
	}
	w.step = openStep{}
}
