// Package tracesource records what is known of the source: its files, its declarations, and how the type checker took
// it. It is traceinject's, and no part of Go.
package tracesource

import (
	"os"
	"time"

	"cmd/compile/internal/base"
	"cmd/compile/internal/syntax"
	"cmd/compile/internal/types2"
	"cmd/internal/buildtrace"
)

// Parsed tells that all files are parsed.
//
//go:noinline
func Parsed(filenames []string, lines uint) {
	if !buildtrace.At(buildtrace.LevelPhase) {
		return
	}
	buildtrace.Emit(&buildtrace.ParseComplete{
		Files: int64(len(filenames)),
		Lines: int64(lines),
		Bytes: sizeOf(filenames),
	})
}

// sizeOf returns the files' size in bytes. A file that was replaced meanwhile has its new size.
func sizeOf(filenames []string) int64 {
	var bytes int64
	for _, name := range filenames {
		if info, err := os.Stat(name); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// A TypeCheck is a run of the type checker; nil is one that is not recorded.
type TypeCheck struct{ begin time.Time }

// checked is set when the first run is over. go1.27 may run a second time (GOEXPERIMENT=simd); that is but a part.
var checked bool

// BeginTypeCheck tells what the files declare, and begins a run. trim gives a file the name that it has in objects.
//
//go:noinline
func BeginTypeCheck(files []*syntax.File, trim func(*syntax.PosBase) string) *TypeCheck {
	if !buildtrace.At(buildtrace.LevelPhase) {
		return nil
	}
	if !checked && buildtrace.At(buildtrace.LevelFunction) {
		buildtrace.NextPart("trace-declarations")
		tellDeclarations(files, trim)
	}
	buildtrace.NextPart("typecheck")
	return &TypeCheck{time.Now()}
}

// End keeps no reference to info: the compiler checks that what types2 made is collected.
//
//go:noinline
func (t *TypeCheck) End(info *types2.Info) {
	if t == nil {
		return
	}
	duration := time.Since(t.begin)
	buildtrace.NextPart("check-files")
	if checked {
		return
	}
	checked = true
	buildtrace.Emit(&buildtrace.TypeCheckEnd{
		Errors:         int64(base.Errors()),
		Instantiations: int64(len(info.Instances)),
		Nanoseconds:    int64(duration),
	})
}
