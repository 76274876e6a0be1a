package buildtrace

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// tracing turns tracing on for the rest of the test, into a new folder that it returns. A setting is "LEVEL=pass" for
// the variable TRACEINJECT_LEVEL.
func tracing(t testing.TB, settings ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	before := current
	current = newProcess(dir, environment(settings...))
	t.Cleanup(func() {
		Stop(0)
		current = before
		log.SetOutput(os.Stderr)
	})
	return dir
}

// environment looks up settings as os.Getenv looks up variables.
func environment(settings ...string) func(string) string {
	return func(variable string) string {
		for _, setting := range settings {
			if i := strings.IndexByte(setting, '='); "TRACEINJECT_"+setting[:i] == variable {
				return setting[i+1:]
			}
		}
		return ""
	}
}

func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0666); err != nil {
		t.Fatal(err)
	}
}

// spanFiles returns the span files in a folder.
func spanFiles(t testing.TB, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.span"))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// read decodes the only span file in a folder.
func read(t testing.TB, dir string) *spanTrace {
	t.Helper()
	paths := spanFiles(t, dir)
	if len(paths) != 1 {
		t.Fatalf("span files: %q, want one", paths)
	}
	return decodeFile(t, paths[0])
}

// compileFunction stands for ssagen.Compile.
func compileFunction(worker int, name string, body func()) {
	defer Function(worker, name, nil).End()
	body()
	Flushed(worker, &FunctionCompiled{TextBytes: int64(len(name))})
}

func nothing() {}

func checkLane(t testing.TB, trace *spanTrace, lane uint16, want string) {
	t.Helper()
	got := "nothing"
	if l := trace.lanes[lane]; l != nil {
		got = l.String()
	}
	if got != want {
		t.Errorf("lane %d: got %s, want %s", lane, got, want)
	}
}

func checkExit(t testing.TB, trace *spanTrace, code int64, dropped uint64) {
	t.Helper()
	if trace.exit == nil {
		t.Fatal("no exit chunk")
	}
	if trace.exit.code != code || trace.exit.dropped != dropped {
		t.Errorf("exit is %+v, want code %d, %d dropped", *trace.exit, code, dropped)
	}
}

func TestATraceHoldsPackagePhasesAndFunctions(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "net/http", BuildID: "action/action", Workers: 2})
	Phase([]string{"fe", "parse"}, true)
	Phase([]string{"be", "compilefuncs"}, true)
	compileFunction(1, "net/http.(*Server).Serve", nothing)
	compileFunction(0, "net/http.Get", nothing)
	compileFunction(1, "net/http.init", nothing)
	Phase(nil, false)
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 0, "net/http[fe:parse, be:compilefuncs, exit]")
	checkLane(t, trace, 1, "net/http.Get 12 bytes")
	checkLane(t, trace, 2, "net/http.(*Server).Serve 24 bytes, net/http.init 13 bytes")
	checkExit(t, trace, 0, 0)
	root := trace.lanes[0].roots[0]
	kinds := fmt.Sprint(root.kind, root.children[0].kind, trace.lanes[1].roots[0].kind)
	if kinds != "1 2 3" {
		t.Errorf("kinds are %s", kinds)
	}
	if end := trace.exit.end; root.end != end.mono0 || end.mono1 < end.mono0 {
		t.Errorf("package ends at %d, anchor is %v", root.end, end)
	}
	if name := filepath.Base(spanFiles(t, dir)[0]); !strings.HasPrefix(name, fmt.Sprintf("compile-action-%d-", os.Getpid())) {
		t.Errorf("file name is %s", name)
	}
}

func TestPhasesBeforeStartAreKeptAndBeginThePackage(t *testing.T) {
	dir := tracing(t)
	before := nanotime()
	Phase([]string{"fe", "init"}, true)
	after := nanotime()
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	Phase([]string{"fe", "parse"}, true)
	Stop(2)
	trace := read(t, dir)
	checkLane(t, trace, 0, "p[fe:init, fe:parse]")
	root := trace.lanes[0].roots[0]
	if root.begin < before || root.begin > after || root.children[0].begin != root.begin {
		t.Errorf("package begins at %d, fe:init at %d, want a time in [%d, %d]", root.begin, root.children[0].begin, before, after)
	}
	checkExit(t, trace, 2, 0)
}

func TestAPhaseThatEndedBeforeStartIsNotReopened(t *testing.T) {
	dir := tracing(t)
	Phase([]string{"fe", "init"}, true)
	Phase(nil, false)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	Phase(nil, false)
	Stop(0)
	checkLane(t, read(t, dir), 0, "p[fe:init, exit]")
}

func TestStopWritesOneExitHoweverOftenItIsCalled(t *testing.T) {
	dir := tracing(t)
	Stop(3)
	if paths := spanFiles(t, dir); len(paths) != 0 {
		t.Errorf("Stop before Start left %q", paths)
	}
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	Start(Process{Tool: "compile", Package: "q", Workers: 1})
	Stop(2)
	Stop(0)
	Phase([]string{"late"}, true)
	compileFunction(0, "late", nothing)
	trace := read(t, dir)
	checkLane(t, trace, 0, "p")
	checkLane(t, trace, 1, "nothing")
	checkExit(t, trace, 2, 0)
}

func TestAWorkerThatIsNotThereIsCountedAsDropped(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	for _, worker := range []int{-1, 1, 1 << 30} {
		compileFunction(worker, "f", nothing)
	}
	Stop(0)
	checkExit(t, read(t, dir), 0, 9)
}

func TestAnyNumberOfWorkersIsAccepted(t *testing.T) {
	for _, workers := range []int{-1, 0, 255, 256, 100000} {
		dir := tracing(t)
		Start(Process{Tool: "compile", Package: "p", Workers: workers})
		compileFunction(254, "last", nothing)
		compileFunction(255, "beyond", nothing)
		Stop(0)
		trace := read(t, dir)
		if workers < 255 {
			checkExit(t, trace, 0, 6)
			continue
		}
		checkLane(t, trace, 255, "last 4 bytes")
		checkExit(t, trace, 0, 3)
	}
}

func TestAFunctionThatReturnsEarlyHasNoSize(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	compileFunction(0, "small", nothing)
	func() {
		defer Function(0, "huge frame", nil).End()
	}()
	compileFunction(0, "next", nothing)
	Stop(2)
	trace := read(t, dir)
	checkLane(t, trace, 1, "small 5 bytes, huge frame, next 4 bytes")
	checkExit(t, trace, 2, 0)
}

func TestFourWorkersRecordAtOnce(t *testing.T) {
	const workers, functions = 4, 3000
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: workers})
	Phase([]string{"be"}, true)
	var group sync.WaitGroup
	for w := 0; w < workers; w++ {
		group.Add(1)
		go func(w int) {
			defer group.Done()
			for i := 0; i < functions; i++ {
				compileFunction(w, functionName(w, i), nothing)
			}
		}(w)
	}
	group.Wait()
	Stop(0)
	trace := read(t, dir)
	checkExit(t, trace, 0, 0)
	for w := 0; w < workers; w++ {
		roots := trace.lanes[uint16(w+1)].roots
		if len(roots) != functions {
			t.Fatalf("worker %d: %d functions, want %d", w, len(roots), functions)
		}
		for i, f := range roots {
			name := functionName(w, i)
			if got, want := draw([]*span{f}), fmt.Sprintf("%s %d bytes", name, len(name)); got != want {
				t.Fatalf("worker %d: got %s, want %s", w, got, want)
			}
		}
	}
}

func functionName(worker, i int) string {
	return fmt.Sprintf("f%d.%d%s", worker, i, strings.Repeat("x", i%700))
}

func TestAWorkerMayStopWhileTheOthersAndTheMainGoroutineRecord(t *testing.T) {
	for round := 0; round < 20; round++ {
		dir := tracing(t)
		Start(Process{Tool: "compile", Package: "p", Workers: 4})
		var group sync.WaitGroup
		var done uint32
		group.Add(4)
		for w := 0; w < 4; w++ {
			go func(w int) {
				defer group.Done()
				for i := 0; i < 50+round*20 || atomic.LoadUint32(&done) == 0; i++ {
					if w == 0 && i == 50+round*10 {
						Stop(2)
						atomic.StoreUint32(&done, 1)
					}
					compileFunction(w, functionName(w, i), nothing)
				}
			}(w)
		}
		for atomic.LoadUint32(&done) == 0 {
			Phase([]string{"phase"}, true)
		}
		group.Wait()
		trace := read(t, dir)
		checkExit(t, trace, 2, 0)
		if open := trace.lanes[0].open; len(open) != 0 {
			t.Errorf("round %d: %d spans of the main goroutine are open", round, len(open))
		}
		if n := len(trace.lanes[1].roots); n != 50+round*10 {
			t.Errorf("round %d: %d functions of the worker that stops, want %d", round, n, 50+round*10)
		}
	}
}

func TestALongNameIsKept(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: longName, Workers: 1})
	Phase([]string{longName}, true)
	compileFunction(0, longName, nothing)
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 0, longName+"["+longName+"]")
	checkLane(t, trace, 1, longName+" 5000 bytes")
}
