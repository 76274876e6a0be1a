package buildtrace

import "sync"

// maxReports bounds what a compiler that complains without end costs.
const maxReports = 1000

// reports are events of goroutines that have no lane of their own, until the main goroutine or stop records them.
type reports struct {
	mu   sync.Mutex
	list []Event
}

// add reports false if there are too many.
func (r *reports) add(event Event) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.list) >= maxReports {
		return false
	}
	r.list = append(r.list, event)
	return true
}

func (r *reports) write(l *lane, at int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, event := range r.list {
		l.event(event, at)
	}
	r.list = nil
}
