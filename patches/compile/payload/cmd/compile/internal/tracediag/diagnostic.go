// Package tracediag records what the compiler tells its user. It is traceinject's, and no part of Go.
package tracediag

import (
	"fmt"

	"cmd/internal/buildtrace"
	"cmd/internal/obj"
	"cmd/internal/src"
)

// Error records an error in the source at pos.
//
//go:noinline
func Error(ctxt *obj.Link, pos src.XPos, text string) {
	if buildtrace.On() && ctxt != nil {
		emit(ctxt, pos, true, text)
	}
}

// Warning records what the compiler tells of the source at pos, such as a decision that -m asks for.
//
//go:noinline
func Warning(ctxt *obj.Link, pos src.XPos, format string, args []interface{}) {
	if buildtrace.On() && ctxt != nil {
		emit(ctxt, pos, false, fmt.Sprintf(format, args...))
	}
}

// InternalError records an error of the compiler, at which it ends.
//
//go:noinline
func InternalError(ctxt *obj.Link, pos src.XPos, format string, args []interface{}) {
	if buildtrace.On() && ctxt != nil {
		emit(ctxt, pos, true, "internal compiler error: "+fmt.Sprintf(format, args...))
	}
}

func emit(ctxt *obj.Link, pos src.XPos, isError bool, text string) {
	at := ctxt.PosTable.Pos(pos)
	diagnostic := &buildtrace.Diagnostic{
		File:   at.RelFilename(),
		Line:   int64(at.RelLine()),
		Column: int64(at.RelCol()),
		Text:   text,
		Error:  isError,
	}
	if ctxt.InParallel { // a worker of the back end must not record in the main goroutine's place
		buildtrace.Report(diagnostic)
		return
	}
	buildtrace.Emit(diagnostic)
}
