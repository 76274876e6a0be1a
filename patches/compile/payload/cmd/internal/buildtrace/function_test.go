package buildtrace

import (
	"reflect"
	"testing"
	"time"
)

func TestAStepEndsWithTheNextOneOrTheFunction(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	Step(0, "outside")
	func() {
		defer Function(0, "p.f", nil).End()
		Step(0, "build-ssa")
		Step(0, "gen")
		Step(0, "")
		Step(0, "")
		Step(0, "flush")
	}()
	Step(0, "outside")
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 1, "p.f[build-ssa, gen, flush]")
	if kind := trace.lanes[1].roots[0].children[0].kind; kind != kindStep {
		t.Errorf("kind is %d", kind)
	}
}

func TestWhatIsKnownOfAFunctionIsToldWithinIt(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	compileWithPasses(0, "p.f", 0)
	compileWithPasses(0, "p.g", 0)
	Stop(0)
	l := read(t, dir).lanes[1]
	want := &FunctionCompiled{Symbol: "p.f", TextBytes: 3, Blocks: 3, Values: 20, BlocksBefore: 2, ValuesBefore: 30}
	if len(l.events) != 2 || !reflect.DeepEqual(l.events[0].event, want) || l.events[0].within != l.roots[0] {
		t.Errorf("got %+v", l.events)
	}
}

func TestTheBackEndIsSummedUp(t *testing.T) {
	for _, level := range []string{"phase", "function", "pass"} {
		dir := tracing(t, "LEVEL="+level, "FUNCTIONS=*.f", "MIN=function=1s")
		output := dir + "/object"
		writeFile(t, output, "12345")
		compileLikeGo(output)
		var ssa *SSAGenComplete
		var code *CodeGenComplete
		for _, e := range read(t, dir).lanes[0].events {
			switch e := e.event.(type) {
			case *SSAGenComplete:
				ssa = e
			case *CodeGenComplete:
				code = e
			}
		}
		wantSSA := &SSAGenComplete{
			Functions: 2, BlocksBefore: 4, ValuesBefore: 60, PhisBefore: 8, MemoryBefore: 10,
			BlocksAfter: 6, ValuesAfter: 40, PhisAfter: 2, MemoryAfter: 8,
		}
		if !reflect.DeepEqual(ssa, wantSSA) {
			t.Errorf("%s: got %+v", level, ssa)
		}
		if want := (&CodeGenComplete{Functions: 2, TextBytes: 6, ObjectBytes: 5}); !reflect.DeepEqual(code, want) {
			t.Errorf("%s: got %+v", level, code)
		}
	}
}

func TestOnlyACompilerHasABackEnd(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "link", Package: "p"})
	Phase([]string{"dodata"}, true)
	Phase(nil, false)
	Stop(0)
	for _, name := range eventNames(read(t, dir).lanes[0]) {
		if name != "Memory" && name != "CompileEnd" {
			t.Errorf("an event %s", name)
		}
	}
}

func TestAFunctionBelowTheThresholdIsTakenBack(t *testing.T) {
	dir := tracing(t, "LEVEL=pass", "MIN=function=1ms")
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	compileWithPasses(0, "p.short", 0, "opt")
	func() {
		defer Function(0, "p.long", &testCaches[0]).End()
		now := time.Now()
		Pass(&testCaches[0], "opt", now, now)
		Pass(&testCaches[0], "lower", now, now)
		time.Sleep(2 * time.Millisecond)
		Flushed(0, &FunctionCompiled{Symbol: "p.long", TextBytes: 7})
	}()
	compileWithPasses(0, "p.short2", 0, "lower", "late")
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 1, "p.long 7 bytes[opt, lower]")
	if got, want := totals(trace.lanes[1]), "function 1 of 3, step passes 0 of 2, step gen 0 of 2, pass opt 1 of 2, pass lower 1 of 2, pass late 0 of 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
