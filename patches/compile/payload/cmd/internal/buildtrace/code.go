package buildtrace

// ssaCounts is the size of functions in SSA form.
type ssaCounts struct{ blocks, values, phis, memory int64 }

func (c *ssaCounts) add(other ssaCounts) {
	c.blocks += other.blocks
	c.values += other.values
	c.phis += other.phis
	c.memory += other.memory
}

// A codeSum is what the back end made of all functions.
type codeSum struct {
	optimised     int64 // functions of which SSACounts told
	flushed       int64 // functions of which Flushed told
	textBytes     int64
	before, after ssaCounts
}

func (s *codeSum) add(other codeSum) {
	s.optimised += other.optimised
	s.flushed += other.flushed
	s.textBytes += other.textBytes
	s.before.add(other.before)
	s.after.add(other.after)
}

func (s codeSum) ssaEvent() *SSAGenComplete {
	return &SSAGenComplete{
		Functions:    s.optimised,
		BlocksBefore: s.before.blocks, ValuesBefore: s.before.values, PhisBefore: s.before.phis, MemoryBefore: s.before.memory,
		BlocksAfter: s.after.blocks, ValuesAfter: s.after.values, PhisAfter: s.after.phis, MemoryAfter: s.after.memory,
	}
}

func (s codeSum) codeEvent(objectBytes int64) *CodeGenComplete {
	return &CodeGenComplete{Functions: s.flushed, TextBytes: s.textBytes, ObjectBytes: objectBytes}
}

func (p *process) ssaCounts(cache interface{}, after bool, counts ssaCounts) {
	w := p.workerOf(cache)
	if w == nil {
		return
	}
	if after {
		w.function.after = counts
	} else {
		w.function.before = counts
	}
}

// codeSum returns the worker's share.
func (w *worker) codeSum() codeSum {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.code
}

// sumUpCode adds the function that ends to the worker's share.
func (w *worker) sumUpCode() {
	f := &w.function
	s := codeSum{before: f.before, after: f.after}
	if f.after.blocks > 0 {
		s.optimised = 1
	}
	if f.complete {
		s.flushed = 1
	}
	if f.compiled != nil {
		s.textBytes = f.compiled.TextBytes
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.code.add(s)
}
