package buildtrace

import (
	"log"
	"os"
	"strings"
	"testing"
)

func init() {
	scenarios["tool returns"] = func() { playTool(nothing) }
	scenarios["tool panics"] = func() { playTool(func() { panic("boom") }) }
	scenarios["tool exits"] = func() { playTool(func() { baseExit(3) }) }
	scenarios["tool prints and fails"] = func() {
		log.SetFlags(0)
		playTool(func() {
			log.Print("a diagnostic")
			ToolPhase("write")
			log.Fatal("and the end")
		})
	}
}

// playTool is the main function of a tool that works on two files and then does something.
func playTool(then func()) {
	func() {
		StartTool("asm", "p", "")
		defer Leave()
		ToolPhase("assemble")
		Source("a.s")
		Source("b.s")
		then()
	}()
	os.Exit(0)
}

func TestATraceOfAToolEndsWithTheTool(t *testing.T) {
	for _, c := range []struct {
		scenario string
		code     int64
		lane     string
	}{
		{"tool returns", 0, "p[init, assemble[a.s, b.s]]"},
		{"tool panics", -1, "p[init, assemble[a.s, b.s]]"},
		{"tool exits", 3, "p[init, assemble[a.s, b.s]]"},
		{"tool prints and fails", 1, "p[init, assemble[a.s, b.s], write]"},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			dir := t.TempDir()
			checkUnseen(t, play(t, c.scenario, "TRACEINJECT_DIR="+dir), play(t, c.scenario))
			trace := read(t, dir)
			if tool := trace.header["tool"]; tool != "asm" {
				t.Errorf("the header says tool %v", tool)
			}
			checkLane(t, trace, 0, c.lane)
			checkExit(t, trace, c.code, 0)
		})
	}
}

func TestAFileIsNamedAfterTheTool(t *testing.T) {
	dir := t.TempDir()
	play(t, "tool returns", "TRACEINJECT_DIR="+dir)
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || !strings.HasPrefix(entries[0].Name(), "asm-none-") {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}
