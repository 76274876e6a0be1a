package buildtrace

import "sync"

// A spanTable holds the steps or the passes that a worker has met, in the order in which a function goes through them:
// the next one is nearly always the next entry.
type spanTable struct {
	entries []spanEntry
	next    int

	mu sync.Mutex // held by the worker to change the list and its totals, by others to read them
}

type spanEntry struct {
	name  string
	label label // the zero label until the first record
	sum   sum   // over the function in progress
	total sum   // over the functions before it
}

// entry returns the entry of that name, and makes one for a new name. It is good until the next call.
func (t *spanTable) entry(name string) *spanEntry {
	if t.next < len(t.entries) && t.entries[t.next].name == name {
		t.next++
		return &t.entries[t.next-1]
	}
	for i := range t.entries {
		if t.entries[i].name == name {
			t.next = i + 1
			return &t.entries[i]
		}
	}
	t.mu.Lock()
	t.entries = append(t.entries, spanEntry{name: name})
	t.mu.Unlock()
	t.next = len(t.entries)
	return &t.entries[t.next-1]
}

// labelIn returns the label in the lane's string table.
func (e *spanEntry) labelIn(l *lane) label {
	if e.label.id == 0 {
		e.label = l.shared(e.name)
	}
	return e.label
}

// function returns the sum over all entries for the function in progress.
func (t *spanTable) function() sum {
	var all sum
	for i := range t.entries {
		all.add(t.entries[i].sum)
	}
	return all
}

// sumUp ends the function in progress. If it was not written, nothing of it was.
func (t *spanTable) sumUp(written bool) {
	t.next = 0
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.entries {
		e := &t.entries[i]
		if !written {
			e.sum.recordedCount, e.sum.recordedNanoseconds = 0, 0
		}
		e.total.add(e.sum)
		e.sum = sum{}
	}
}

// writeTotals tells of which entries something is missing in the file.
func (t *spanTable) writeTotals(l *lane, what string, at int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.entries {
		t.entries[i].total.write(l, what, t.entries[i].name, at)
	}
}
