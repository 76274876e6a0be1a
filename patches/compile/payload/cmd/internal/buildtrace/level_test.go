package buildtrace

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"
)

// A testCache stands for ssa.Cache.
type testCache struct{ values [3]int }

var testCaches [256]testCache

// compileLikeGo goes through all hooks as the compiler does.
func compileLikeGo(output string) {
	Phase([]string{"fe", "init"}, true)
	Start(Process{
		Tool: "compile", Package: "p", BuildID: "action/action", Workers: 2, Output: output,
		Start: &CompileStart{Files: []string{"a.go", "b.go"}, Package: "p"},
	})
	Phase([]string{"fe", "parse"}, true)
	for _, name := range []string{"a.go", "b.go"} {
		File(name).End()
	}
	if At(LevelPhase) {
		Emit(&ParseComplete{Files: 2})
	}
	check := Begin(Part, "typecheck")
	Begin(Import, "fmt").End()
	check.End()
	work := BeginWork("walk")
	work.End("p.f")
	Phase([]string{"be", "compilefuncs"}, true)
	for i, name := range []string{"p.f", "p.g"} {
		compileWithPasses(i%2, name, time.Microsecond, "opt", "lower", "regalloc")
	}
	Phase(nil, false)
	Stop(0)
}

// compileWithPasses stands for ssagen.Compile with passes that each took some time.
func compileWithPasses(worker int, name string, each time.Duration, passes ...string) {
	cache := &testCaches[worker]
	defer Function(worker, name, cache).End()
	SSACounts(cache, false, 2, 30, 4, 5)
	Step(worker, "passes")
	at := time.Now()
	for _, pass := range passes {
		Pass(cache, pass, at, at.Add(each))
		at = at.Add(each)
	}
	spinUntil(at)
	Step(worker, "gen")
	SSACounts(cache, true, 3, 20, 1, 4)
	Flushed(worker, &FunctionCompiled{Symbol: name, TextBytes: int64(len(name))})
}

// spinUntil waits as a pass takes time: so that what follows is later.
func spinUntil(at time.Time) {
	for time.Now().Before(at) {
	}
}

func TestEachLevelHoldsWhatTheOnesBeforeItHold(t *testing.T) {
	for _, c := range []struct{ level, main, worker, events string }{
		{"package", "p", "nothing", "CompileEnd CompileStart"},
		{
			"phase", "p[fe:init, fe:parse[typecheck[fmt]], be:compilefuncs, exit]", "nothing",
			"CodeGenComplete CompileEnd CompileStart Memory Memory Memory Memory ParseComplete SSAGenComplete",
		},
		{
			"function", "p[fe:init, fe:parse[typecheck[fmt], walk(p.f)], be:compilefuncs, exit]", "p.f 3 bytes[passes, gen]",
			"CodeGenComplete CompileEnd CompileStart Memory Memory Memory Memory ParseComplete SSAGenComplete",
		},
		{
			"pass", "p[fe:init, fe:parse[typecheck[fmt], walk(p.f)], be:compilefuncs, exit]",
			"p.f 3 bytes[passes[opt, lower, regalloc], gen]",
			"CodeGenComplete CompileEnd CompileStart Memory Memory Memory Memory ParseComplete SSAGenComplete",
		},
	} {
		t.Run(c.level, func(t *testing.T) {
			dir := tracing(t, "LEVEL="+c.level)
			compileLikeGo("")
			trace := read(t, dir)
			checkLane(t, trace, 0, c.main)
			checkLane(t, trace, 1, c.worker)
			checkExit(t, trace, 0, 0)
			if got := strings.Join(eventNames(trace.lanes[0]), " "); got != c.events {
				t.Errorf("events are %s, want %s", got, c.events)
			}
			if trace.header["level"] != c.level {
				t.Errorf("the header tells of the level %v", trace.header["level"])
			}
			if files := trace.lanes[firstFileLane]; (files != nil) != (c.level != "package") {
				t.Errorf("files: %v", files)
			}
		})
	}
}

// eventNames returns the types of a lane's events, sorted.
func eventNames(l *decodedLane) []string {
	var names []string
	for _, e := range l.events {
		names = append(names, reflect.TypeOf(e.event).Elem().Name())
	}
	sort.Strings(names)
	return names
}

func TestAPackageThatIsLeftOutStillHasItsSpan(t *testing.T) {
	t.Setenv("TOOLEXEC_IMPORTPATH", "example.org/lib [example.org/lib.test]")
	dir := tracing(t, "LEVEL=pass", "PACKAGES=!example.org/*")
	compileLikeGo("")
	trace := read(t, dir)
	checkLane(t, trace, 0, "p")
	checkLane(t, trace, 1, "nothing")
	if trace.header["level"] != "package" {
		t.Errorf("the header tells of the level %v", trace.header["level"])
	}
}

func TestAtTellsWhatIsRecorded(t *testing.T) {
	tracing(t, "LEVEL=phase", "PACKAGES=q")
	ask := func() string { return fmt.Sprint(On(), At(LevelPhase), At(LevelFunction)) }
	if got := ask(); got != "true true false" {
		t.Errorf("before Start: %s", got)
	}
	Start(Process{Tool: "compile", Package: "p"})
	if got := ask(); got != "true false false" {
		t.Errorf("after Start, which leaves the package out: %s", got)
	}
	Stop(0)
	if got := ask(); got != "false false false" {
		t.Errorf("after Stop: %s", got)
	}
}
