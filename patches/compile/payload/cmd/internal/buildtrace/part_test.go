package buildtrace

import "testing"

func TestTheEndOfAPartClosesWhatIsOpenInside(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	Phase([]string{"fe", "parse"}, true)
	outer := Begin(Part, "outer")
	inner := Begin(Part, "inner")
	Begin(Import, "fmt")
	outer.End()
	inner.End() // closed already
	outer.End()
	next := Begin(Part, "next") // where inner was
	inner.End()
	Begin(Part, "within").End()
	next.End()
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 0, "p[fe:parse[outer[inner[fmt]], next[within]]]")
	outerSpan := trace.lanes[0].roots[0].children[0].children[0]
	innerSpan := outerSpan.children[0]
	if outerSpan.kind != Part || innerSpan.kind != Part || innerSpan.children[0].kind != Import {
		t.Errorf("kinds are %d, %d, %d", outerSpan.kind, innerSpan.kind, innerSpan.children[0].kind)
	}
}

func TestAChangeOfPhaseClosesTheParts(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	before := Begin(Part, "before")
	Phase([]string{"a"}, true)
	before.End()
	outer := Begin(Part, "outer")
	Begin(Part, "inner")
	Phase([]string{"b"}, true)
	outer.End()
	Begin(Part, "last")
	Phase(nil, false)
	Stop(0)
	checkLane(t, read(t, dir), 0, "p[before, a[outer[inner]], b[last], exit]")
}

func TestAPartIsRecordedBetweenStartAndStopOnly(t *testing.T) {
	dir := tracing(t)
	early := Begin(Part, "early")
	Start(Process{Tool: "compile", Package: "p"})
	early.End()
	open := Begin(Part, "open")
	Stop(2)
	open.End()
	Begin(Part, "late").End()
	checkLane(t, read(t, dir), 0, "p[open]")
}
