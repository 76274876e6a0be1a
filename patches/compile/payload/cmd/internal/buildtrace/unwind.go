package buildtrace

import "runtime"

// unwind says why a deferred function runs.
type unwind int

const (
	returning unwind = iota // its function returned
	panicking               // its function panics on the main goroutine, where gc.Main recovers
	crashing                // its function panics on another goroutine, where nothing recovers
)

// unwinding tells, without recover, why the deferred function that calls it runs. It walks the whole stack: only for
// functions that did not end as they should.
func unwinding() unwind {
	state := returning
	eachCaller(func(function string) {
		switch {
		case function == "runtime.gopanic":
			state = crashing
		case function == "runtime.main" && state == crashing:
			state = panicking
		}
	})
	return state
}

// eachCaller visits the names of the functions on the stack, from the inside out.
func eachCaller(visit func(function string)) {
	frames := runtime.CallersFrames(callers())
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		visit(frame.Function)
	}
}

func callers() []uintptr {
	for size := 256; ; size *= 4 {
		pcs := make([]uintptr, size)
		if n := runtime.Callers(2, pcs); n < size {
			return pcs[:n]
		}
	}
}
