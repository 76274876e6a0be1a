package buildtrace

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The test binary plays a compiler: with this variable set it runs the scenario of that name as its main function.
const scenarioVariable = "BUILDTRACE_SCENARIO"

func TestMain(m *testing.M) {
	if name := os.Getenv(scenarioVariable); name != "" {
		scenarios[name]()
		os.Exit(70) // a scenario that returned has not ended the process as it promises
	}
	os.Exit(m.Run())
}

var scenarios = map[string]func(){
	"success": func() {
		startCompiler()
		compileFunction(0, "p.f", nothing)
		compileFunction(1, "p.g", nothing)
		baseExit(0)
	},
	"exit without stop": func() {
		startCompiler()
		compileFunction(0, "p.f", nothing)
		compileFunction(0, "p.g", func() { os.Exit(3) })
	},
	"wait to be killed": func() {
		startCompiler()
		compileFunction(0, "p.f", nothing)
		compileFunction(0, "p.g", func() {
			fmt.Println("ready")
			select {}
		})
	},
	"log.Fatal": func() {
		log.SetFlags(0)
		log.SetPrefix("compile: ")
		startCompiler()
		log.Fatalf("unknown architecture %q", "z80")
	},
	"panic in worker": func() {
		startCompiler()
		compileFunction(0, "p.f", nothing)
		go compileFunction(0, "p.g", func() { panic("boom") })
		select {}
	},
	"runtime error in worker": func() {
		startCompiler()
		go compileFunction(0, "p.g", func() { recursion(1000, nil) })
		select {}
	},
	"panic on main goroutine": func() {
		defer func() {
			if err := recover(); err != nil {
				fmt.Fprintln(os.Stderr, "internal compiler error: panic:", err)
				baseExit(2)
			}
		}()
		startCompiler()
		compileFunction(0, "p.g", func() { panic("boom") })
	},
	"panic with -h": func() {
		defer func() {
			err := recover()
			Stop(-1)
			panic(err)
		}()
		startCompiler()
		compileFunction(0, "p.g", func() { panic("-h") })
	},
	"stop in worker": func() {
		startCompiler()
		for w := 1; w < 4; w++ {
			go func(w int) {
				for i := 0; ; i++ {
					compileFunction(w, fmt.Sprint("p.", w, ".", i), nothing)
					time.Sleep(10 * time.Microsecond) // so that a slow machine makes no huge trace
				}
			}(w)
		}
		for i := 0; i < 200; i++ {
			compileFunction(0, fmt.Sprint("p.0.", i), nothing)
		}
		go compileFunction(0, "p.error", func() { baseExit(2) })
		select {}
	},
	"long names": func() {
		Start(Process{Tool: "compile", Package: longName, Workers: 1})
		Phase([]string{longName}, true)
		compileFunction(0, longName, nothing)
		baseExit(0)
	},
	"many functions": func() {
		startCompiler()
		manyFunctions()
	},
}

var longName = strings.Repeat("é", 2500)

// startCompiler is gc.Main as far as to its backend.
func startCompiler() {
	Phase([]string{"fe", "init"}, true)
	Start(Process{Tool: "compile", Package: "p", BuildID: "action/action", UserTrace: os.Getenv("BUILDTRACE_USERTRACE"), Workers: 4})
	Phase([]string{"be", "compilefuncs"}, true)
}

// baseExit is base.Exit.
func baseExit(code int) {
	Stop(code)
	os.Exit(code)
}

// manyFunctions is a compile that writes some 100 KB of spans.
func manyFunctions() {
	for i := 0; i < 2000; i++ {
		compileFunction(i%4, fmt.Sprint("p.function", i), nothing)
	}
	fmt.Println("done")
	baseExit(7)
}

func recursion(depth int, next *int) int {
	if depth == 0 {
		return *next
	}
	return recursion(depth-1, next) + 1
}

// A run is how a scenario ended.
type run struct {
	exit           int
	stdout, stderr string
}

// play runs a scenario in a process with these settings in its environment, without tracing unless they say so.
func play(t *testing.T, scenario string, settings ...string) run {
	t.Helper()
	return finish(t, command(os.Args[0], scenario, settings...))
}

func command(program, scenario string, settings ...string) *exec.Cmd {
	cmd := exec.Command(program)
	for _, setting := range os.Environ() {
		if !strings.HasPrefix(setting, "TRACEINJECT_") && !strings.HasPrefix(setting, "GOTRACEBACK=") {
			cmd.Env = append(cmd.Env, setting)
		}
	}
	cmd.Env = append(cmd.Env, scenarioVariable+"="+scenario, "GORACE=atexit_sleep_ms=0")
	cmd.Env = append(cmd.Env, settings...)
	return cmd
}

func finish(t *testing.T, cmd *exec.Cmd) run {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if failed := new(exec.ExitError); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return run{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// The numbers in a crash message that differ from run to run: addresses, and goroutines, which processors number in
// ranges of their own.
var accidental = regexp.MustCompile(`0x[0-9a-f]+\??|goroutine \d+`)

// checkUnseen fails unless the process with tracing ended as the one without.
func checkUnseen(t *testing.T, traced, plain run) {
	t.Helper()
	traced.stderr = accidental.ReplaceAllString(traced.stderr, "N")
	plain.stderr = accidental.ReplaceAllString(plain.stderr, "N")
	if traced != plain {
		t.Errorf("with tracing:\n%+v\nwithout:\n%+v", traced, plain)
	}
}
