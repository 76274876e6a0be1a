package buildtrace

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Every hook runs on the goroutines that the compiler runs it on while some goroutine stops the trace.
func TestTheTraceMayStopWhileEveryHookRuns(t *testing.T) {
	for round := 0; round < 10; round++ {
		settings := []string{"LEVEL=pass"}
		if round%2 == 1 {
			settings = append(settings, "MIN=pass=2us,function=10us", "FUNCTIONS=!*5")
		}
		dir := tracing(t, settings...)
		Start(Process{Tool: "compile", Package: "p", Workers: 3})
		var stop uint32
		var group sync.WaitGroup
		loop := func(body func(i int)) {
			group.Add(1)
			go func() {
				defer group.Done()
				for i := 0; atomic.LoadUint32(&stop) == 0; i++ {
					body(i)
				}
			}()
		}
		for w := 0; w < 3; w++ {
			w := w
			loop(func(i int) {
				compileWithPasses(w, fmt.Sprint("p.", i), time.Duration(i%4)*time.Microsecond, "opt", "lower")
			})
		}
		loop(func(i int) { File(fmt.Sprint(i, ".go")).End() })
		loop(func(i int) { File(fmt.Sprint(i, ".go")).End() })
		loop(mainGoroutine)
		time.Sleep(time.Duration(round) * 500 * time.Microsecond)
		Stop(round)
		atomic.StoreUint32(&stop, 1)
		group.Wait()
		trace := read(t, dir)
		checkExit(t, trace, int64(round), 0)
		checkEveryPassLiesInAFunction(t, trace)
	}
}

// mainGoroutine goes through the hooks of lane 0.
func mainGoroutine(i int) {
	part := Begin(Part, "typecheck")
	Begin(Import, "fmt")
	if i%3 > 0 {
		part.End()
	}
	BeginWork("walk").End(fmt.Sprint("p.", i))
	Emit(&ParseComplete{Files: int64(i)})
	Phase([]string{"phase", fmt.Sprint(i)}, i%50 > 0)
}

func checkEveryPassLiesInAFunction(t *testing.T, trace *spanTrace) {
	t.Helper()
	for lane := uint16(1); lane <= 3; lane++ {
		if trace.lanes[lane] == nil {
			continue
		}
		for _, f := range trace.lanes[lane].roots {
			if f.kind != kindFunction || !strings.HasPrefix(f.name, "p.") {
				t.Fatalf("lane %d: kind %d, name %q", lane, f.kind, f.name)
			}
		}
	}
	if open := trace.lanes[0].open; len(open) != 0 {
		t.Errorf("%d spans of the main goroutine are open", len(open))
	}
}
