package buildtrace

import (
	"path/filepath"
	"testing"
)

func TestAFolderThatIsNoneTurnsTracingOff(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	writeFile(t, file, "")
	for _, folder := range []string{filepath.Join(dir, "missing"), file, "\x01", "/proc/self"} {
		for _, scenario := range []string{"success", "log.Fatal", "panic in worker"} {
			traced := play(t, scenario, "TRACEINJECT_DIR="+folder, "TRACEINJECT_RUNTIME_TRACE=1")
			checkUnseen(t, traced, play(t, scenario))
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("it left %q", left)
	}
}

func TestAFileThatIsClosedUnderneathTurnsTracingOff(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	compileFunction(0, "before", nothing)
	current.file.file.Close()
	current.file.window = window{} // nor does the memory reach it any more
	compileFunction(0, "after", nothing)
	Phase([]string{"late"}, true)
	Stop(0)
	trace := read(t, dir)
	checkLane(t, trace, 0, "p…")
	checkLane(t, trace, 1, "before…")
	if trace.exit != nil || trace.torn {
		t.Errorf("exit %v, torn %v", trace.exit, trace.torn)
	}
}
