package buildtrace

func (p *process) step(index int, name string) {
	if !p.records(LevelFunction) {
		return
	}
	if w := p.worker(index, 1); w != nil && w.function.written {
		w.changeStep(name, nanotime())
	}
}

// changeStep ends the step in progress and begins the next, if it has a name.
func (w *worker) changeStep(name string, at int64) {
	w.endStep(at)
	if name == "" {
		return
	}
	w.lane.begin(kindStep, w.lane.shared(name), at)
	w.function.stepping = true
	w.step = w.process.runtime.begin(name, "")
}

func (w *worker) endStep(at int64) {
	if !w.function.stepping {
		return
	}
	w.lane.end(at)
	w.function.stepping = false
	endRegion(w.step)
	w.step = nil
}
