package buildtrace

import (
	"strconv"
	"sync"
	"time"
)

// A passTable holds the passes that a worker has met, in the order in which a function goes through them: the next
// pass is nearly always the next entry.
type passTable struct {
	passes []passEntry
	next   int

	mu sync.Mutex // held by the worker to change the list and its totals, by others to read them
}

type passEntry struct {
	name  string
	label label // the zero label until the first record
	sum   sum   // over the function in progress
	total sum   // over the functions before it
}

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
	pass := w.passes.entry(name)
	pass.sum.count++
	pass.sum.nanoseconds += to - from
	if w.function.written && to-from >= p.minPass {
		w.recordPass(pass, from, to)
	}
}

func (w *worker) recordPass(pass *passEntry, from, to int64) {
	if pass.label.id == 0 {
		pass.label = w.lane.shared(pass.name)
	}
	w.lane.span(kindPass, pass.label, from, to)
	pass.sum.recordedCount++
	pass.sum.recordedNanoseconds += to - from
	if r := w.process.runtime; r != nil {
		// A region cannot begin in the past.
		r.log("pass", pass.name+" "+strconv.FormatInt(to-from, 10))
	}
}

// entry returns the entry of that name, and makes one for a new name.
func (t *passTable) entry(name string) *passEntry {
	if t.next < len(t.passes) && t.passes[t.next].name == name {
		t.next++
		return &t.passes[t.next-1]
	}
	for i := range t.passes {
		if t.passes[i].name == name {
			t.next = i + 1
			return &t.passes[i]
		}
	}
	t.mu.Lock()
	t.passes = append(t.passes, passEntry{name: name})
	t.mu.Unlock()
	t.next = len(t.passes)
	return &t.passes[t.next-1]
}

// function returns the sum over all passes of the function in progress.
func (t *passTable) function() sum {
	var all sum
	for i := range t.passes {
		all.add(t.passes[i].sum)
	}
	return all
}

// sumUp ends the function in progress. If it was not written, its passes were not, either.
func (t *passTable) sumUp(written bool) {
	t.next = 0
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.passes {
		pass := &t.passes[i]
		if !written {
			pass.sum.recordedCount, pass.sum.recordedNanoseconds = 0, 0
		}
		pass.total.add(pass.sum)
		pass.sum = sum{}
	}
}

// writeTotals tells of which passes something is missing in the file.
func (t *passTable) writeTotals(l *lane, at int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.passes {
		t.passes[i].total.write(l, "pass", t.passes[i].name, at)
	}
}
