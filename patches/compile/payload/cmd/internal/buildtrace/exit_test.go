package buildtrace

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Every way out of the process: what it leaves in the file, and that nobody sees the difference.
func TestEveryExitIsThatOfTheUntracedProcess(t *testing.T) {
	const finished = "p[fe:init, be:compilefuncs]"
	const cut = "p[fe:init, be:compilefuncs…]…"
	for _, c := range []struct {
		scenario     string
		status       int
		code         int64 // in the file, 99 for none
		main, worker string
	}{
		{"success", 0, 0, finished, "p.f 3 bytes"},
		{"exit without stop", 3, 99, cut, "p.f 3 bytes, p.g…"},
		{"log.Fatal", 1, 1, finished, "nothing"},
		{"panic in worker", 2, -1, finished, "p.f 3 bytes, p.g…"},
		{"runtime error in worker", 2, -1, finished, "p.g…"},
		{"panic on main goroutine", 2, 2, finished, "p.g…"},
		{"panic with -h", 2, -1, finished, "p.g…"},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			dir := t.TempDir()
			traced := play(t, c.scenario, "TRACEINJECT_DIR="+dir)
			checkUnseen(t, traced, play(t, c.scenario))
			if traced.exit != c.status {
				t.Errorf("exit status is %d, want %d", traced.exit, c.status)
			}
			trace := read(t, dir)
			checkLane(t, trace, 0, c.main)
			checkLane(t, trace, 1, c.worker)
			if c.code == 99 {
				if trace.exit != nil {
					t.Error("an exit chunk")
				}
				return
			}
			checkExit(t, trace, c.code, 0)
		})
	}
}

func TestTheCrashMessageIsThere(t *testing.T) {
	traced := play(t, "panic in worker", "TRACEINJECT_DIR="+t.TempDir())
	if want := "panic: boom\n\ngoroutine "; len(traced.stderr) < len(want) || traced.stderr[:len(want)] != want {
		t.Errorf("stderr is %q", traced.stderr)
	}
	fatal := play(t, "log.Fatal", "TRACEINJECT_DIR="+t.TempDir())
	if want := "compile: unknown architecture \"z80\"\n"; fatal.stderr != want {
		t.Errorf("stderr is %q, want %q", fatal.stderr, want)
	}
}

func TestAKilledProcessShowsTheFunctionInProgress(t *testing.T) {
	dir := t.TempDir()
	killWhenReady(t, command(os.Args[0], "wait to be killed", "TRACEINJECT_DIR="+dir))
	trace := read(t, dir)
	checkLane(t, trace, 0, "p[fe:init, be:compilefuncs…]…")
	checkLane(t, trace, 1, "p.f 3 bytes, p.g…")
	if trace.exit != nil || trace.torn {
		t.Errorf("exit %v, torn %v", trace.exit, trace.torn)
	}
}

func TestACrashStopsTheTraceAtEveryLevel(t *testing.T) {
	for setting, worker := range map[string]string{
		"LEVEL=package":   "nothing",
		"LEVEL=phase":     "nothing",
		"LEVEL=pass":      "p.f 3 bytes, p.g…",
		"FUNCTIONS=p.f":   "p.f 3 bytes",
		"MIN=function=1h": "p.g…", // however long it would have lasted
	} {
		dir := t.TempDir()
		play(t, "panic in worker", "TRACEINJECT_DIR="+dir, "TRACEINJECT_"+setting)
		trace := read(t, dir)
		checkExit(t, trace, exitCrash, 0)
		checkLane(t, trace, 1, worker)
	}
}

func TestAKilledProcessWithAThresholdLosesTheFunctionInProgressOnly(t *testing.T) {
	dir := t.TempDir()
	killWhenReady(t, command(os.Args[0], "wait to be killed", "TRACEINJECT_DIR="+dir, "TRACEINJECT_MIN=function=1ns"))
	checkLane(t, read(t, dir), 1, "p.f 3 bytes")
}

// killWhenReady runs a process until it prints "ready".
func killWhenReady(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	cmd.Process.Kill()
	cmd.Wait()
	if line != "ready\n" {
		t.Fatalf("it printed %q", line)
	}
}

func TestAStopInAWorkerCompletesTheFileWhileTheOthersRun(t *testing.T) {
	dir := t.TempDir()
	ended := play(t, "stop in worker", "TRACEINJECT_DIR="+dir)
	checkUnseen(t, ended, run{exit: 2})
	checkExit(t, read(t, dir), 2, 0)
}

func TestAProcessWithoutTheSwitchLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	for _, setting := range []string{"TRACEINJECT_RUNTIME_TRACE=1", "TRACEINJECT_DIR="} {
		cmd := command(os.Args[0], "success", setting, "TMPDIR="+dir, "HOME="+dir)
		cmd.Dir = dir
		checkUnseen(t, finish(t, cmd), run{})
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 0 {
			t.Errorf("%s: it left %q", setting, left)
		}
	}
}

func TestTheFolderMayBeRelative(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "traces"), 0777); err != nil {
		t.Fatal(err)
	}
	cmd := command(os.Args[0], "success", "TRACEINJECT_DIR=traces")
	cmd.Dir = dir
	checkUnseen(t, finish(t, cmd), run{})
	checkExit(t, read(t, filepath.Join(dir, "traces")), 0, 0)
}
