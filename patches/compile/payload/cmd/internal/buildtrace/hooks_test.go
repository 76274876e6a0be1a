package buildtrace

import (
	"os"
	"testing"
	"time"
)

func TestWithoutAFolderThereIsNoRecorder(t *testing.T) {
	p := newProcess("", func(variable string) string {
		t.Errorf("it looks for %s", variable)
		return ""
	})
	if p != nil {
		t.Error("a recorder without a folder")
	}
}

// everyHook calls each hook as the compiler does.
var (
	hookTime  = time.Now()
	everyHook = map[string]func(){
		"On":        func() { On() },
		"At":        func() { At(LevelPass) },
		"Start":     func() { Start(Process{Tool: "compile", Package: "p", BuildID: "b", Workers: 4}) },
		"Phase":     func() { Phase(labels("fe", "init"), true) },
		"Begin":     func() { Begin(Part, "typecheck").End() },
		"File":      func() { defer File("a.go").End() },
		"BeginWork": func() { BeginWork("walk").End("p.f") },
		"Function":  func() { defer Function(0, "p.f", &testCaches[0]).End() },
		"Step":      func() { Step(0, "gen") },
		"Flushed":   func() { Flushed(0, nil) },
		"Pass":      func() { Pass(&testCaches[0], "opt", hookTime, hookTime) },
		"SSACounts": func() { SSACounts(&testCaches[0], true, 1, 2, 3, 4) },
		"Emit":      func() { Emit(nil) },
		"Guard":     Guard,
		"Stop":      func() { Stop(0) },
	}
)

// turnOff turns tracing off for the rest of the test.
func turnOff(t testing.TB) {
	before := current
	current = nil
	t.Cleanup(func() { current = before })
}

func TestHooksThatAreOffAllocateNothing(t *testing.T) {
	turnOff(t)
	for name, hook := range everyHook {
		if n := testing.AllocsPerRun(100, hook); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestWhatIsRecordedOftenAllocatesNothing(t *testing.T) {
	tracing(t, "LEVEL=pass")
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	defer Function(0, "p.f", &testCaches[0]).End()
	for name, hook := range map[string]func(){
		"Pass": everyHook["Pass"], "Step": everyHook["Step"], "SSACounts": everyHook["SSACounts"],
		"Begin": everyHook["Begin"], "BeginWork": everyHook["BeginWork"],
	} {
		if n := testing.AllocsPerRun(100, hook); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// labels is called as base.Timings.Start is: its slice stays on the caller's stack unless a hook lets it escape.
func labels(labels ...string) []string { return labels }

// What each hook costs when tracing is off.
func BenchmarkOff(b *testing.B) {
	turnOff(b)
	for _, name := range []string{"At", "Phase", "Begin", "File", "BeginWork", "Function", "Step", "Flushed", "Pass", "SSACounts"} {
		hook := everyHook[name]
		b.Run(name, func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				hook()
			}
		})
	}
}

// benchmarkOn measures a hook within a function of the first worker.
func benchmarkOn(b *testing.B, level string, hook func(i int)) {
	tracing(b, "LEVEL="+level)
	Start(Process{Tool: "compile", Package: "net/http", BuildID: "action/action", Workers: 4})
	Phase(labels("be", "compilefuncs"), true)
	defer Function(0, "net/http.init", &testCaches[0]).End()
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		hook(i)
	}
	b.StopTimer()
}

// The passes of one function after the other, without the clock readings, which the compiler makes anyway.
func BenchmarkPass(b *testing.B) {
	times := make([]time.Time, 1000*len(passNames)+1)
	times[0] = time.Now()
	for i := range times[1:] {
		times[i+1] = times[i].Add(time.Duration(500 + i%2000))
	}
	next, pass := 0, 0
	benchmarkOn(b, "pass", func(int) {
		if pass == len(passNames) {
			pass = 0
			current.workers[0].passes.next = 0
		}
		if next == len(times)-1 {
			next = 0
			current.workers[0].lane.last = 0
		}
		Pass(&testCaches[0], passNames[pass], times[next], times[next+1])
		next++
		pass++
	})
}

// A pass at the level `function`, which does not record it.
func BenchmarkPassBelowItsLevel(b *testing.B) {
	benchmarkOn(b, "function", func(int) { Pass(&testCaches[0], "opt", hookTime, hookTime) })
}

func BenchmarkStep(b *testing.B) {
	names := []string{"build-ssa", "passes", "gen"}
	benchmarkOn(b, "function", func(i int) { Step(0, names[i%3]) })
}

func BenchmarkSSACounts(b *testing.B) {
	benchmarkOn(b, "function", func(int) { SSACounts(&testCaches[0], true, 10, 100, 5, 20) })
}

func BenchmarkPart(b *testing.B) {
	benchmarkOn(b, "phase", func(int) { Begin(Part, "typecheck").End() })
}

func BenchmarkWork(b *testing.B) {
	names := []string{"net/http.Get", "net/http.(*Client).do", "net/http.NewRequest"}
	benchmarkOn(b, "function", func(i int) { BeginWork("walk").End(names[i%3]) })
}

// A function with its write, which shows it to whoever kills the process.
func BenchmarkFunction(b *testing.B) {
	compiled := &FunctionCompiled{TextBytes: 100}
	benchmarkOn(b, "function", func(int) {
		defer Function(1, "net/http.(*Server).Serve", &testCaches[1]).End()
		Flushed(1, compiled)
	})
}

func BenchmarkEvent(b *testing.B) {
	event := &FunctionCompiled{
		Symbol: "net/http.(*Server).Serve", File: "/usr/local/go/src/net/http/server.go", Line: 3300, InlineCost: -1,
		Optimised: true, FrameBytes: 320, TextBytes: 2000, Blocks: 60, Values: 700,
		Charged: []Charge{{"sync.(*Mutex).Lock", 12}, {"net/http.(*Server).shuttingDown", 5}},
	}
	benchmarkOn(b, "function", func(int) { Emit(event) })
}

// A source file with its two writes.
func BenchmarkFile(b *testing.B) {
	benchmarkOn(b, "phase", func(int) { defer File("/usr/local/go/src/net/http/server.go").End() })
}

// A phase with its write and the reading of the memory.
func BenchmarkPhase(b *testing.B) {
	benchmarkOn(b, "phase", func(int) { Phase(labels("be", "compilefuncs"), true) })
}

func BenchmarkStartAndStop(b *testing.B) {
	dir := b.TempDir()
	turnOff(b)
	for i := 0; i < b.N; i++ {
		current = newProcess(dir, os.Getenv)
		Start(Process{Tool: "compile", Package: "net/http", BuildID: "action/action", Workers: 4})
		Stop(0)
	}
}
