package buildtrace

import "os"

// The hooks of the tools beside the compiler: cmd/link, cmd/asm and cmd/cgo. As in hooks.go, none may be inlined. All but
// Leave are for the main goroutine.

// StartTool opens the trace of a tool and begins its first phase, `init`. It belongs after the flags are parsed: pkgpath
// is the package as the tool knows it, buildID the value of -buildid, "" for a tool that is not told.
//
//go:noinline
func StartTool(tool, pkgpath, buildID string) {
	if current == nil {
		return
	}
	ToolPhase("init") // first, so that it holds what the start takes
	Start(Process{
		Tool:    tool,
		Package: pkgpath,
		BuildID: buildID,
		Start:   &ToolStart{Tool: tool, Arguments: os.Args[1:]},
	})
}

// ToolPhase ends the phase in progress and begins the one of that name.
//
//go:noinline
func ToolPhase(name string) {
	if current != nil {
		Phase([]string{name}, true)
	}
}

// source is the open span of a source file.
var source Span

// Source ends the span of the source file that the tool works on and begins the next one's. A change of phase ends it, too.
//
//go:noinline
func Source(file string) {
	if current != nil {
		source.End()
		source = Begin(kindFile, file)
	}
}

// Leave stops the trace when the main function of a tool returns or panics. That function must defer it first, so that it
// runs last, and must not recover. What calls os.Exit needs a Stop of its own.
//
//go:noinline
func Leave() {
	p := current
	switch {
	case p == nil:
	case unwinding() == returning:
		p.stop(0)
	default:
		p.stop(exitCrash)
	}
}
