package base

import (
	"fmt"

	"cmd/internal/buildtrace"
	"cmd/internal/src"
)

// traceDiagnostic records what the user is told about the source at pos.
//
//go:noinline
func traceDiagnostic(pos src.XPos, isError bool, format string, args ...interface{}) {
	// The workers of the back end must not record in the main goroutine's place.
	if !buildtrace.On() || Ctxt == nil || Ctxt.InParallel {
		return
	}
	at := Ctxt.PosTable.Pos(pos)
	buildtrace.Emit(&buildtrace.Diagnostic{
		File:   at.RelFilename(),
		Line:   int64(at.RelLine()),
		Column: int64(at.RelCol()),
		Text:   fmt.Sprintf(format, args...),
		Error:  isError,
	})
}
