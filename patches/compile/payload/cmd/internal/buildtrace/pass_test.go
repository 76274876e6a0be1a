package buildtrace

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestPassesLieWithinTheirFunctionAndHaveTheCompilersTimes(t *testing.T) {
	dir := tracing(t, "LEVEL=pass")
	Start(Process{Tool: "compile", Package: "p", Workers: 2})
	compileWithPasses(1, "p.f", 3*time.Microsecond, "opt", "lower")
	compileWithPasses(1, "p.g", 2*time.Microsecond, "lower", "opt", "new")
	compileWithPasses(0, "p.h", time.Microsecond, "opt")
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 1, "p.h 3 bytes[passes[opt], gen]")
	checkLane(t, trace, 2, "p.f 3 bytes[passes[opt, lower], gen], p.g 3 bytes[passes[lower, opt, new], gen]")
	for _, pass := range trace.lanes[2].roots[0].children[0].children {
		if pass.kind != kindPass || pass.end-pass.begin != 3000 {
			t.Errorf("%s: kind %d, %d ns", pass.name, pass.kind, pass.end-pass.begin)
		}
	}
}

func TestAPassThatNoWorkerRunsIsNotRecorded(t *testing.T) {
	dir := tracing(t, "LEVEL=pass")
	Start(Process{Tool: "compile", Package: "p", Workers: 2})
	now := time.Now()
	Pass(nil, "opt", now, now)
	Pass(&testCaches[0], "opt", now, now)
	compileWithPasses(0, "p.f", 0)
	Pass(&testCaches[0], "opt", now, now) // between two functions
	Pass(&testCaches[1], "opt", now, now)
	func() {
		defer Function(1, "p.g", nil).End()
		Pass(nil, "opt", now, now)
	}()
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 1, "p.f 3 bytes[passes, gen]")
	checkLane(t, trace, 2, "p.g")
}

func TestPassesBelowTheThresholdAreSummed(t *testing.T) {
	dir := tracing(t, "LEVEL=pass", "MIN=pass=2us")
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	compileWithPasses(0, "p.f", 1999, "opt", "lower")
	compileWithPasses(0, "p.g", 2000, "opt", "late")
	compileWithPasses(0, "p.h", 1, "opt")
	Stop(0)
	l := read(t, dir).lanes[1]
	if got, want := l.String(), "p.f 3 bytes[passes, gen], p.g 3 bytes[passes[opt, late], gen], p.h 3 bytes[passes, gen]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := "p.f{pass 0 of 2: 0 of 3998 ns} p.h{pass 0 of 1: 0 of 1 ns} " +
		"{pass opt 1 of 3: 2000 of 4000 ns} {pass lower 0 of 1: 0 of 1999 ns}"
	if got := placedTotals(l); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// placedTotals draws the events Total of a lane with the spans that they lie in.
func placedTotals(l *decodedLane) string {
	var texts []string
	for _, e := range l.events {
		total, ok := e.event.(*Total)
		if !ok {
			continue
		}
		within := ""
		if e.within != nil {
			within = e.within.name
		}
		texts = append(texts, fmt.Sprintf("%s{%s %d of %d: %d of %d ns}", within, strings.TrimSpace(total.What+" "+total.Name),
			total.RecordedCount, total.Count, total.RecordedNanoseconds, total.Nanoseconds))
	}
	return strings.Join(texts, " ")
}

func TestAllPassesOfAFunctionThatIsLeftOutAreSummed(t *testing.T) {
	for _, setting := range []string{"FUNCTIONS=*.f", "MIN=function=1ms"} {
		dir := tracing(t, "LEVEL=pass", setting)
		Start(Process{Tool: "compile", Package: "p", Workers: 1})
		compileWithPasses(0, "p.hidden", time.Microsecond, "opt", "lower", "opt")
		func() {
			defer Function(0, "p.f", &testCaches[0]).End()
			now := time.Now()
			Pass(&testCaches[0], "opt", now, now.Add(5))
			time.Sleep(2 * time.Millisecond)
		}()
		compileWithPasses(0, "p.hidden2", time.Microsecond, "lower")
		Stop(0)
		l := read(t, dir).lanes[1]
		if got, want := l.String(), "p.f[opt]"; got != want {
			t.Errorf("%s: got %s, want %s", setting, got, want)
		}
		if got, want := totals(l), "function 1 of 3, step passes 0 of 2, step gen 0 of 2, pass opt 1 of 3, pass lower 0 of 2"; got != want {
			t.Errorf("%s: got %s, want %s", setting, got, want)
		}
		sum := l.events[0].event.(*Total)
		f := l.roots[0]
		if sum.RecordedNanoseconds != f.end-f.begin || sum.Nanoseconds <= sum.RecordedNanoseconds {
			t.Errorf("%s: %+v, p.f took %d ns", setting, sum, f.end-f.begin)
		}
	}
}

func TestSumsAndSpansTogetherAreAllThereWas(t *testing.T) {
	const functions = 300
	passes := []string{"opt", "lower", "regalloc"}
	dir := tracing(t, "LEVEL=pass", "MIN=pass=1us,function=20us", "FUNCTIONS=!*7")
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	for i := 0; i < functions; i++ {
		name := fmt.Sprint("p.", strings.Repeat("f", i), i)
		func() {
			defer Function(0, name, &testCaches[0]).End()
			at := time.Now()
			for j, pass := range passes {
				Pass(&testCaches[0], pass, at, at.Add(time.Duration(300*(i%5+j))))
				at = at.Add(2000)
			}
			spinUntil(at)
			if i%3 == 0 {
				time.Sleep(30 * time.Microsecond)
			}
		}()
	}
	Stop(0)
	l := read(t, dir).lanes[1]
	count := make(map[string]int64)
	nanoseconds := make(map[string]int64)
	for _, f := range l.roots {
		for _, pass := range f.children {
			count[pass.name]++
			nanoseconds[pass.name] += pass.end - pass.begin
		}
	}
	for _, e := range l.events {
		if total, ok := e.event.(*Total); ok && e.within == nil && total.What == "pass" {
			if total.Count != functions || total.RecordedCount != count[total.Name] || total.RecordedNanoseconds != nanoseconds[total.Name] {
				t.Errorf("%+v: the file has %d with %d ns", total, count[total.Name], nanoseconds[total.Name])
			}
			delete(count, total.Name)
		}
	}
	if len(count) > 0 || len(l.roots) == 0 || len(l.roots) == functions {
		t.Errorf("no sums of %v, %d functions", count, len(l.roots))
	}
}

// The passes of go1.26, some of whose names are long.
var passNames = strings.Split("number lines,early phielim and copyelim,early deadcode,short circuit,decompose user,"+
	"pre-opt deadcode,opt,zero arg cse,opt deadcode,generic cse,phiopt,gcse deadcode,nilcheckelim,prove,middle opt,early fuse,"+
	"expand calls,decompose builtin,softfloat,branchelim,late opt,dead auto elim,sccp,generic deadcode,late fuse,check bce,"+
	"dse,memcombine,writebarrier,insert resched checks,cpufeatures,rewrite tern,lower,addressing modes,late lower,pair,"+
	"lowered deadcode for cse,elim unread autos,tighten tuple selectors,lowered cse,lowered deadcode,checkLower,"+
	"late phielim and copyelim,tighten,late deadcode,critical,phi tighten,likelyadjust,layout,schedule,late nilcheck,"+
	"flagalloc,regalloc,loop rotate,trim", ",")

// A span takes at most 12 bytes on average, with all that a real compile says of a function.
func TestSpansAreSmall(t *testing.T) {
	dir := tracing(t, "LEVEL=pass")
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	const functions = 200
	for i := 0; i < functions; i++ {
		name := fmt.Sprintf("net/http.(*http2clientConnReadLoop).processHeaders%d", i)
		compileDescribed(name, i)
	}
	Stop(0)
	info, err := os.Stat(spanFiles(t, dir)[0])
	if err != nil {
		t.Fatal(err)
	}
	spans := functions * (len(passNames) + 3)
	size := float64(info.Size()) / float64(spans)
	t.Logf("%.1f bytes a span", size)
	if size > 12 || size < 4 {
		t.Error("that is no size for a span")
	}
}

// compileDescribed compiles a function with passes between 0 and 60 µs and a full event.
func compileDescribed(name string, i int) {
	cache := &testCaches[0]
	defer Function(0, name, cache).End()
	Step(0, "passes")
	at := time.Now()
	for j, pass := range passNames {
		end := at.Add(time.Duration((i*7919 + j*104729) % 60000))
		Pass(cache, pass, at, end)
		at = end.Add(50)
	}
	spinUntil(at)
	Step(0, "gen")
	Flushed(0, &FunctionCompiled{
		Symbol: name, File: "/usr/local/go/src/net/http/h2_bundle.go", Line: int64(i * 17), InlineCost: -1, InlinedCalls: 12,
		Optimised: true, FrameBytes: 320, TextBytes: int64(i * 31), Charged: []Charge{{"net/http.http2foundPre", 40}, {"fmt.Sprint", 12}},
	})
}
