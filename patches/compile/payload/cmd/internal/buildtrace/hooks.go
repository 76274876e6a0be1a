package buildtrace

// The hooks. None may be inlined: their bodies must not move into the patched functions, whose frames and inlining
// trees traceinject keeps as they were.

// Start opens the trace. It belongs after the flags are parsed: pkgpath and buildID are the values of -p and
// -buildid, userTrace is that of -traceprofile (if the user has one, no runtime trace is started, as the runtime
// allows only one), workers that of -c.
//
//go:noinline
func Start(pkgpath, buildID, userTrace string, workers int) {
	if p := current; p != nil {
		p.start(pkgpath, buildID, userTrace, workers)
	}
}

// Phase ends the phase in progress and, if start is set, begins the one that the labels name. Main goroutine only;
// it may come before Start.
//
//go:noinline
func Phase(labels []string, start bool) {
	if p := current; p != nil {
		p.phase(labels, start)
	}
}

// Function begins the span of one function on a backend worker (0, 1, …). At most one is open on a worker.
//
//go:noinline
func Function(worker int, name string) FunctionSpan {
	if p := current; p != nil {
		return FunctionSpan{p.beginFunction(worker, name)}
	}
	return FunctionSpan{}
}

// Flushed tells that the code of the worker's function is complete: textSize bytes.
//
//go:noinline
func Flushed(worker int, textSize int64) {
	if p := current; p != nil {
		p.functionFlushed(worker, textSize)
	}
}

// Stop completes the trace. It belongs before every way out of the process: code is what goes to os.Exit, or -1 if
// an uncaught panic ends it. It may be called more than once, on any goroutine, at any time.
//
//go:noinline
func Stop(code int) {
	if p := current; p != nil {
		p.stop(code)
	}
}

// Guard stops the trace if the goroutine that deferred it is crashing. For goroutines of the front end.
//
//go:noinline
func Guard() {
	if p := current; p != nil && unwinding() == crashing {
		p.stop(exitCrash)
	}
}

// A FunctionSpan is the open span of one function. It is one word, to keep the frame that defers its End small.
type FunctionSpan struct{ worker *worker }

// End closes the span. It must be deferred: it is how a crash of the worker is noticed.
//
//go:noinline
func (s FunctionSpan) End() {
	if s.worker != nil {
		s.worker.endFunction()
	}
}
