package noder

import (
	"os"
	"time"

	"cmd/compile/internal/base"
	"cmd/compile/internal/types2"
	"cmd/internal/buildtrace"
)

// traceParsed tells that all files are parsed, and what they declare.
//
//go:noinline
func traceParsed(filenames []string, noders []*noder, lines uint) {
	if !buildtrace.At(buildtrace.LevelPhase) {
		return
	}
	buildtrace.Emit(&buildtrace.ParseComplete{
		Files: int64(len(filenames)),
		Lines: int64(lines),
		Bytes: traceFileSizes(filenames),
	})
	if buildtrace.At(buildtrace.LevelFunction) {
		traceDeclarations(noders)
	}
}

func traceFileSizes(filenames []string) int64 {
	var bytes int64
	for _, name := range filenames {
		if info, err := os.Stat(name); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// A typeCheckTrace is a run of the type checker; nil is one that nobody traces.
type typeCheckTrace struct {
	span  buildtrace.Span
	begin time.Time
}

//go:noinline
func traceTypeCheck() *typeCheckTrace {
	if !buildtrace.At(buildtrace.LevelPhase) {
		return nil
	}
	return &typeCheckTrace{buildtrace.Begin(buildtrace.Part, "typecheck"), time.Now()}
}

// end keeps no reference to info: the compiler checks that what types2 made is collected.
//
//go:noinline
func (t *typeCheckTrace) end(info *types2.Info) {
	if t == nil {
		return
	}
	duration := time.Since(t.begin)
	t.span.End()
	buildtrace.Emit(&buildtrace.TypeCheckEnd{
		Errors:         int64(base.Errors()),
		Instantiations: int64(len(info.Instances)),
		Nanoseconds:    int64(duration),
	})
}
