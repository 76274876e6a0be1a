package buildtrace

import (
	"fmt"
	"os"
	"sync"
	"testing"
)

func init() {
	scenarios["panic in parser"] = func() {
		startCompiler()
		go func() {
			defer File("a.go").End()
			panic("boom")
		}()
		select {}
	}
	scenarios["panic in parser, package level"] = func() {
		os.Setenv("TRACEINJECT_LEVEL", "package")
		current = newProcess(os.Getenv("TRACEINJECT_DIR"), os.Getenv)
		scenarios["panic in parser"]()
	}
	scenarios["kill while parsing"] = func() {
		startCompiler()
		File("a.go").End()
		File("b.go")
		fmt.Println("ready")
		select {}
	}
}

// parsed draws the lanes of source files.
func parsed(trace *spanTrace) (lanes []string) {
	for id := uint16(firstFileLane); trace.lanes[id] != nil; id++ {
		lanes = append(lanes, trace.lanes[id].String())
	}
	return lanes
}

func TestALaneOfFilesIsUsedAgain(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	a := File("a.go")
	File("b.go").End()
	c := File("c.go")
	a.End()
	File("d.go").End()
	c.End()
	File(longName).End()
	Stop(0)
	trace := read(t, dir)
	if got, want := fmt.Sprintf("%q", parsed(trace)), fmt.Sprintf("%q", []string{"a.go, d.go", "b.go, c.go, " + longName}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if kind := trace.lanes[firstFileLane].roots[0].kind; kind != kindFile {
		t.Errorf("kind is %d", kind)
	}
}

func TestManyGoroutinesParseWhileTheTraceStops(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	var group sync.WaitGroup
	for g := 0; g < 8; g++ {
		group.Add(1)
		go func(g int) {
			defer group.Done()
			for i := 0; i < 200; i++ {
				file := File(fmt.Sprint(g, ".", i, ".go"))
				if g == 3 && i == 150 {
					Stop(2)
				}
				file.End()
			}
		}(g)
	}
	group.Wait()
	trace := read(t, dir)
	checkExit(t, trace, 2, 0)
	files, open := 0, 0
	for id, lane := range trace.lanes {
		if id >= firstFileLane {
			files += len(lane.roots)
			open += len(lane.open)
		}
	}
	if files < 151 || open < 1 || open > 8 {
		t.Errorf("%d files, %d of them open", files, open)
	}
}

func TestACrashOfTheParserStopsTheTrace(t *testing.T) {
	for _, scenario := range []string{"panic in parser", "panic in parser, package level"} {
		dir := t.TempDir()
		traced := play(t, scenario, "TRACEINJECT_DIR="+dir)
		checkUnseen(t, traced, play(t, "panic in parser"))
		checkExit(t, read(t, dir), exitCrash, 0)
	}
}

func TestAKilledProcessShowsTheFilesInProgress(t *testing.T) {
	dir := t.TempDir()
	killWhenReady(t, command(os.Args[0], "kill while parsing", "TRACEINJECT_DIR="+dir))
	if got := fmt.Sprint(parsed(read(t, dir))); got != "[a.go, b.go…]" {
		t.Errorf("got %s", got)
	}
}
