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
	if records(ctxt) {
		emit(ctxt, pos, true, text)
	}
}

// Warning records what the compiler tells of the source at pos, such as a decision that -m asks for.
//
//go:noinline
func Warning(ctxt *obj.Link, pos src.XPos, format string, args []interface{}) {
	if records(ctxt) {
		emit(ctxt, pos, false, fmt.Sprintf(format, args...))
	}
}

// InternalError records an error of the compiler, at which it ends.
//
//go:noinline
func InternalError(ctxt *obj.Link, pos src.XPos, format string, args []interface{}) {
	if records(ctxt) {
		emit(ctxt, pos, true, "internal compiler error: "+fmt.Sprintf(format, args...))
	}
}

// records leaves out the workers of the back end: they must not record in the main goroutine's place.
func records(ctxt *obj.Link) bool {
	return buildtrace.On() && ctxt != nil && !ctxt.InParallel
}

func emit(ctxt *obj.Link, pos src.XPos, isError bool, text string) {
	at := ctxt.PosTable.Pos(pos)
	buildtrace.Emit(&buildtrace.Diagnostic{
		File:   at.RelFilename(),
		Line:   int64(at.RelLine()),
		Column: int64(at.RelCol()),
		Text:   text,
		Error:  isError,
	})
}
