package buildtrace

import (
	"fmt"
	"sync"
	"testing"
)

// diagnostics returns the texts of those that the main goroutine's lane holds, each with the span that it lies in.
func diagnostics(trace *spanTrace) (texts []string) {
	for _, e := range trace.lanes[0].events {
		if d, ok := e.event.(*Diagnostic); ok {
			texts = append(texts, d.Text+" in "+e.within.name)
		}
	}
	return texts
}

func TestReportsAreRecordedAtTheEndOfTheirPhase(t *testing.T) {
	dir := tracing(t)
	Report(&Diagnostic{Text: "too early"})
	startCompiler()
	Report(&Diagnostic{Text: "first"})
	Phase([]string{"be", "dumpobj"}, true)
	Report(&Diagnostic{Text: "second"})
	Stop(2)
	Report(&Diagnostic{Text: "too late"})
	trace := read(t, dir)
	if got, want := fmt.Sprint(diagnostics(trace)), "[first in be:compilefuncs second in be:dumpobj]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	checkExit(t, trace, 2, 0)
}

func TestAnyGoroutineMayReport(t *testing.T) {
	dir := tracing(t)
	startCompiler()
	var wait sync.WaitGroup
	for worker := 0; worker < 4; worker++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := 0; i < 100; i++ {
				Report(&Diagnostic{Text: "x"})
			}
		}()
	}
	for i := 0; i < 10; i++ {
		Phase([]string{"be", fmt.Sprint(i)}, true)
	}
	wait.Wait()
	Stop(0)
	if got := len(diagnostics(read(t, dir))); got != 400 {
		t.Errorf("%d diagnostics, want 400", got)
	}
}

func TestReportsBeyondTheBoundAreCountedAsDropped(t *testing.T) {
	dir := tracing(t)
	startCompiler()
	for i := 0; i < maxReports+3; i++ {
		Report(&Diagnostic{})
	}
	Stop(0)
	checkExit(t, read(t, dir), 0, 3)
}
