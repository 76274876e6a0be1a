package buildtrace

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

func init() {
	scenarios["compile like go"] = func() {
		compileLikeGo("")
		os.Exit(0)
	}
	scenarios["spans in disorder"] = func() {
		startCompiler()
		outer := Begin(Part, "outer")
		Begin(Import, "fmt")
		BeginWork("inline-calls")
		Begin(Part, "inner")
		outer.End()
		Begin(Part, "outer")
		BeginWork("walk")
		Phase(nil, false)
		baseExit(0)
	}
}

// toolTrace prints the only execution trace in a folder with the go command's own tool, which must find no fault.
func toolTrace(t *testing.T, dir string) string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(dir, "*.trace"))
	if len(paths) != 1 {
		t.Fatalf("execution traces: %q, want one", paths)
	}
	if span := spanFiles(t, dir); len(span) != 1 || strings.TrimSuffix(span[0], ".span") != strings.TrimSuffix(paths[0], ".trace") {
		t.Errorf("span files %q do not match %q", span, paths)
	}
	cmd := exec.Command("go", "tool", "trace", debugFlag(), paths[0])
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, stderr.String())
	}
	return stdout.String()
}

// debugFlag makes the tool print the events: the flag's form changed in go1.22 and again in go1.24.
func debugFlag() string {
	release := regexp.MustCompile(`go1\.(\d+)`).FindStringSubmatch(runtime.Version())
	switch minor, _ := strconv.Atoi(release[1]); {
	case minor < 22:
		return "-d"
	case minor < 24:
		return "-d=1"
	}
	return "-d=parsed"
}

// The two forms in which the tools print user events: before go1.22 and since.
var (
	taskBegin   = regexp.MustCompile(`UserTaskCreate .*name=(\S+)|TaskBegin .*Type="([^"]*)"`)
	taskEnd     = regexp.MustCompile(`UserTaskEnd |TaskEnd `)
	regionBegin = regexp.MustCompile(`UserRegion .*mode=0 .*name=(\S+)|RegionBegin .*Type="([^"]*)"`)
	regionEnd   = regexp.MustCompile(`UserRegion .*mode=1 .*name=(\S+)|RegionEnd .*Type="([^"]*)"`)
	spanLog     = regexp.MustCompile(`[cC]ategory="?(import|file|function|pass)"? [mM]essage="?([^"\n]*)`)
	anchorLog   = regexp.MustCompile(`[cC]ategory="?SYNC_ANCHOR"? [mM]essage="?(\d+ \d+ \d+)`)
	packageLog  = regexp.MustCompile(`[cC]ategory="?package"? [mM]essage="?p"?\n`)
)

func count(pattern *regexp.Regexp, text string) int { return len(pattern.FindAllString(text, -1)) }

func TestARuntimeTraceHasTasksForPhasesAndRegionsForFunctions(t *testing.T) {
	dir := t.TempDir()
	traced := play(t, "success", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1")
	checkUnseen(t, traced, run{})
	events := toolTrace(t, dir)
	var tasks []string
	for _, m := range taskBegin.FindAllStringSubmatch(events, -1) {
		tasks = append(tasks, m[1]+m[2])
	}
	if got, want := strings.Join(tasks, " "), "package fe:init be:compilefuncs"; got != want {
		t.Errorf("tasks are %s, want %s", got, want)
	}
	if n := count(taskEnd, events); n != 3 {
		t.Errorf("%d tasks end, want 3", n)
	}
	if begin, end := count(regionBegin, events), count(regionEnd, events); begin != 2 || end != 2 {
		t.Errorf("%d regions begin, %d end, want 2", begin, end)
	}
	for _, name := range []string{"p.f", "p.g"} {
		if n := count(regexp.MustCompile(`[cC]ategory="?function"? [mM]essage="?`+name+`"?\n`), events); n != 1 {
			t.Errorf("%d logs of the function %s, want 1", n, name)
		}
	}
	if n := count(packageLog, events); n != 1 {
		t.Errorf("%d logs of the package, want 1", n)
	}
	if n := count(anchorLog, events); n < 2 || n > 2*anchorTries {
		t.Errorf("%d anchors, want one or a few at start and stop", n)
	}
	name := filepath.Base(strings.TrimSuffix(spanFiles(t, dir)[0], ".span")) + ".trace"
	if got := read(t, dir).header["runtimeTrace"]; got != name {
		t.Errorf("the header names %v, want %s", got, name)
	}
}

// found draws what a pattern's groups match, in the trace's order.
func found(pattern *regexp.Regexp, text string) string {
	var all []string
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		all = append(all, strings.Join(m[1:], ""))
	}
	return strings.Join(all, " ")
}

func TestARuntimeTraceHasARegionForEverySpan(t *testing.T) {
	dir := t.TempDir()
	traced := play(t, "compile like go", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1", "TRACEINJECT_LEVEL=pass")
	checkUnseen(t, traced, run{})
	events := toolTrace(t, dir)
	if got, want := found(taskBegin, events), "package fe:init fe:parse be:compilefuncs exit"; got != want {
		t.Errorf("tasks are %s, want %s", got, want)
	}
	const function = " function passes gen"
	if got, want := found(regionBegin, events), "file file typecheck import walk"+function+function; got != want {
		t.Errorf("regions begin: %s, want %s", got, want)
	}
	const functionEnd = " passes gen function"
	if got, want := found(regionEnd, events), "file file import typecheck walk"+functionEnd+functionEnd; got != want {
		t.Errorf("regions end: %s, want %s", got, want)
	}
	const passes = "passopt 1000 passlower 1000 passregalloc 1000"
	want := "filea.go fileb.go importfmt functionp.f functionp.f " + passes + " functionp.g " + passes
	if got := found(spanLog, events); got != want {
		t.Errorf("logs: %s, want %s", got, want)
	}
}

func TestRegionsNestHoweverSpansEnd(t *testing.T) {
	dir := t.TempDir()
	traced := play(t, "spans in disorder", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1")
	checkUnseen(t, traced, run{})
	events := toolTrace(t, dir)
	begin, end := found(regionBegin, events), found(regionEnd, events)
	if want := "outer import inline-calls inner outer walk"; begin != want {
		t.Errorf("regions begin: %s, want %s", begin, want)
	}
	if want := "inner inline-calls import outer walk outer"; end != want {
		t.Errorf("regions end: %s, want %s", end, want)
	}
}

func TestARuntimeTraceIsCompleteHoweverTheProcessEnds(t *testing.T) {
	for _, scenario := range []string{"log.Fatal", "panic in worker", "panic on main goroutine", "panic with -h", "stop in worker"} {
		t.Run(scenario, func(t *testing.T) {
			dir := t.TempDir()
			play(t, scenario, "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1")
			events := toolTrace(t, dir)
			begin, end := count(regionBegin, events), count(regionEnd, events)
			if open := begin - end; open < 0 || open > 4 {
				t.Errorf("%d regions begin, %d end", begin, end)
			}
			if begin, end := count(taskBegin, events), count(taskEnd, events); begin != 3 || end != 3 {
				t.Errorf("%d tasks begin, %d end, want 3", begin, end)
			}
		})
	}
}

func TestALongNameIsCutForTheRuntimeTrace(t *testing.T) {
	dir := t.TempDir()
	play(t, "long names", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1")
	events, name := toolTrace(t, dir), strings.Repeat("é", maxTraceText/2)
	if !strings.Contains(events, name) || strings.Contains(events, name+"é") {
		t.Errorf("the name is not there with %d bytes", maxTraceText)
	}
}

func TestTheUsersOwnTraceHasTheRuntimeToItself(t *testing.T) {
	dir := t.TempDir()
	checkUnseen(t, play(t, "success", "TRACEINJECT_DIR="+dir, "TRACEINJECT_RUNTIME_TRACE=1", "BUILDTRACE_USERTRACE=u"), run{})
	trace := read(t, dir)
	if trace.header["runtimeTrace"] != nil {
		t.Errorf("the header names %v", trace.header["runtimeTrace"])
	}
	checkExit(t, trace, 0, 0)
	if paths, _ := filepath.Glob(filepath.Join(dir, "*.trace")); len(paths) != 0 {
		t.Errorf("it left %q", paths)
	}
}
