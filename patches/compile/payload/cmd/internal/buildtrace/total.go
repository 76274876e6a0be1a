package buildtrace

import "sync"

// A sum is what an event Total tells: how many there were, how long they took, and how many of them stand in the file.
type sum struct {
	count, nanoseconds                 int64
	recordedCount, recordedNanoseconds int64
}

func sumOf(nanoseconds int64, recorded bool) sum {
	if recorded {
		return sum{1, nanoseconds, 1, nanoseconds}
	}
	return sum{1, nanoseconds, 0, 0}
}

func (s *sum) add(other sum) {
	s.count += other.count
	s.nanoseconds += other.nanoseconds
	s.recordedCount += other.recordedCount
	s.recordedNanoseconds += other.recordedNanoseconds
}

// write tells the sum if something of it is missing in the file.
func (s sum) write(l *lane, what, name string, at int64) {
	if s.recordedCount == s.count {
		return
	}
	l.event(&Total{
		What: what, Name: name,
		Count: s.count, Nanoseconds: s.nanoseconds,
		RecordedCount: s.recordedCount, RecordedNanoseconds: s.recordedNanoseconds,
	}, at)
}

// A ledger holds a sum for each of a few names. One goroutine adds to it, any may write it out.
type ledger struct {
	mu      sync.Mutex
	entries []ledgerEntry
}

type ledgerEntry struct {
	name string
	sum  sum
}

func (d *ledger) add(name string, s sum) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.entries {
		if d.entries[i].name == name {
			d.entries[i].sum.add(s)
			return
		}
	}
	d.entries = append(d.entries, ledgerEntry{name, s})
}

// write tells the sums of which something is missing in the file.
func (d *ledger) write(l *lane, what string, at int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, entry := range d.entries {
		entry.sum.write(l, what, entry.name, at)
	}
}
