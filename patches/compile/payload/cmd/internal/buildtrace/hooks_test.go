package buildtrace

import (
	"os"
	"testing"
)

func TestWithoutAFolderThereIsNoRecorder(t *testing.T) {
	if p := newProcess("", os.Getenv); p != nil {
		t.Error("a recorder without a folder")
	}
}

func TestHooksThatAreOffAllocateNothing(t *testing.T) {
	before := current
	current = nil
	defer func() { current = before }()
	for name, hook := range map[string]func(){
		"Start":    func() { Start(Process{Tool: "compile", Package: "p", BuildID: "b", Workers: 4}) },
		"Phase":    func() { Phase(labels("fe", "init"), true) },
		"Function": func() { defer Function(0, "f", nil).End() },
		"Flushed":  func() { Flushed(0, nil) },
		"Stop":     func() { Stop(0) },
	} {
		if n := testing.AllocsPerRun(100, hook); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// labels is called as base.Timings.Start is: its slice stays on the caller's stack unless a hook lets it escape.
func labels(labels ...string) []string { return labels }

func BenchmarkFunctionOff(b *testing.B) {
	before := current
	current = nil
	defer func() { current = before }()
	for i := 0; i < b.N; i++ {
		compileFunction(0, "net/http.(*Server).Serve", nothing)
	}
}

func BenchmarkFunctionOn(b *testing.B) {
	benchmarkOn(b, func() { compileFunction(0, "net/http.(*Server).Serve", nothing) })
}

func BenchmarkPhaseOff(b *testing.B) {
	before := current
	current = nil
	defer func() { current = before }()
	for i := 0; i < b.N; i++ {
		Phase(labels("be", "compilefuncs"), true)
	}
}

func BenchmarkPhaseOn(b *testing.B) {
	benchmarkOn(b, func() { Phase(labels("be", "compilefuncs"), true) })
}

// BenchmarkSpan is what one more span costs that needs no write, clock readings included.
func BenchmarkSpan(b *testing.B) {
	benchmarkOn(b, func() {
		l := &current.workers[0].lane
		begin := nanotime()
		l.span(kindPass, l.shared("opt"), begin, nanotime())
	})
}

func BenchmarkStartAndStop(b *testing.B) {
	dir := b.TempDir()
	before := current
	defer func() { current = before }()
	for i := 0; i < b.N; i++ {
		current = newProcess(dir, os.Getenv)
		Start(Process{Tool: "compile", Package: "net/http", BuildID: "action/action", Workers: 4})
		Stop(0)
	}
}

func benchmarkOn(b *testing.B, hook func()) {
	before := current
	current = newProcess(b.TempDir(), os.Getenv)
	defer func() { current = before }()
	Start(Process{Tool: "compile", Package: "net/http", BuildID: "action/action", Workers: 4})
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		hook()
	}
	b.StopTimer()
	Stop(0)
}
