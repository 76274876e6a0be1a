package buildtrace

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestAWorkInsideAWorkIsPartOfIt(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	outer := BeginWork("inline-calls")
	inner := BeginWork("can-inline")
	inner.End("p.inner")
	outer.End("p.f")
	outer.End("p.again")
	BeginWork("walk").End("p.f")
	Stop(0)
	checkLane(t, read(t, dir), 0, "p[inline-calls(p.f), walk(p.f)]")
}

func TestAPartInsideAWorkIsRecordedBeforeIt(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	work := BeginWork("inline-calls")
	Begin(Part, "read-bodies")
	work.End("p.f") // closes the part
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 0, "p[read-bodies, inline-calls(p.f)]")
	spans := trace.lanes[0].roots[0].children
	if spans[1].begin != spans[0].end {
		t.Errorf("the work begins at %d, the part ends at %d", spans[1].begin, spans[0].end)
	}
}

func TestAWorkEndsWithThePartAroundIt(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	Phase([]string{"a"}, true)
	outer := Begin(Part, "outer")
	lost := BeginWork("walk")
	Begin(Part, "inner")
	outer.End()
	lost.End("p.lost")
	lost = BeginWork("walk")
	Phase([]string{"b"}, true)
	lost.End("p.lost")
	BeginWork("walk").End("p.f")
	Stop(0)
	checkLane(t, read(t, dir), 0, "p[a[outer[inner]], b[walk(p.f)]]")
}

func TestWorksThatAreLeftOutAreSummed(t *testing.T) {
	dir := tracing(t, "FUNCTIONS=!p.hidden*", "MIN=function=1ms")
	Start(Process{Tool: "compile", Package: "p"})
	BeginWork("escape").End("p.short")
	for _, name := range []string{"p.f", "p.hidden", "p.hidden2"} {
		work := BeginWork("walk")
		time.Sleep(2 * time.Millisecond)
		work.End(name)
	}
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 0, "p[walk(p.f)]")
	if got, want := totals(trace.lanes[0]), "work escape 0 of 1, work walk 1 of 3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	walk := trace.lanes[0].events[len(trace.lanes[0].events)-2].event.(*Total)
	recorded := trace.lanes[0].roots[0].children[0]
	if walk.RecordedNanoseconds != recorded.end-recorded.begin || walk.Nanoseconds < 6e6 {
		t.Errorf("%+v, recorded %d ns", walk, recorded.end-recorded.begin)
	}
}

// totals draws the events Total of a lane.
func totals(l *decodedLane) string {
	var texts []string
	for _, e := range l.events {
		if total, ok := e.event.(*Total); ok {
			name := strings.TrimSpace(total.What + " " + total.Name)
			texts = append(texts, fmt.Sprintf("%s %d of %d", name, total.RecordedCount, total.Count))
		}
	}
	return strings.Join(texts, ", ")
}
