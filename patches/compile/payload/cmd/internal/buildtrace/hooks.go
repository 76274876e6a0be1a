package buildtrace

import "time"

// The hooks. None may be inlined: their bodies must not move into the patched functions, whose frames and inlining
// trees traceinject keeps as they were.

// A Process tells Start which process this is.
type Process struct {
	Tool      string // "compile", "link", …
	Package   string // the value of -p
	BuildID   string // the value of -buildid
	UserTrace string // the value of -traceprofile: if the user has one, no runtime trace is started, as the runtime allows only one
	Workers   int    // the value of -c
	Start     Event  // the first event, nil for none
	Output    string // the path of the object, whose size CodeGenComplete tells; "" for none
}

// On tells whether this process records, or waits for Start.
//
//go:noinline
func On() bool { return At(LevelPackage) }

// At tells whether this process records at that level, or waits for Start and would.
//
//go:noinline
func At(level Level) bool {
	p := current
	return p != nil && p.at(level)
}

// Start opens the trace. It belongs after the flags are parsed.
//
//go:noinline
func Start(process Process) {
	if p := current; p != nil {
		p.start(process)
	}
}

// Phase ends the phase in progress and, if start is set, begins the one that the labels name; otherwise the phase
// `exit` begins. Main goroutine only; it may come before Start.
//
//go:noinline
func Phase(labels []string, start bool) {
	if p := current; p != nil {
		p.phase(labels, start)
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

// Guard stops the trace if the goroutine that deferred it is crashing. For goroutines whose panic nobody recovers.
//
//go:noinline
func Guard() {
	if p := current; p != nil && unwinding() == crashing {
		p.stop(exitCrash)
	}
}

// Begin opens a span of the main goroutine: a Part or an Import. Main goroutine only.
//
//go:noinline
func Begin(kind Kind, name string) Span {
	if p := current; p != nil {
		return p.beginPart(kind, name)
	}
	return Span{}
}

// A Span is an open span of the main goroutine. It is one word, to keep the frame that holds it small.
type Span struct{ serial uintptr }

// End closes the span and whatever is still open inside. It may come late: a change of phase has closed the span then.
//
//go:noinline
func (s Span) End() {
	if s.serial != 0 {
		current.endPart(s.serial)
	}
}

// File begins the span of one source file that this goroutine parses.
//
//go:noinline
func File(name string) FileSpan {
	if p := current; p != nil {
		return p.beginFile(name)
	}
	return FileSpan{}
}

// A FileSpan is the open span of one source file. It is one word.
type FileSpan struct{ lane *fileLane }

// End closes the span. It must be deferred: it is how a crash of the parser is noticed, as by Guard.
//
//go:noinline
func (f FileSpan) End() {
	if p := current; p != nil {
		p.endFile(f.lane)
	}
}

// BeginWork begins a task for one function on the main goroutine: "walk", "can-inline", … A work is a leaf: what begins
// inside it is part of it, and not recorded on its own. Main goroutine only.
//
//go:noinline
func BeginWork(work string) Work {
	if p := current; p != nil {
		return p.beginWork(work)
	}
	return Work{}
}

// A Work is a task in progress. It is one word: when it began.
type Work struct{ begin int64 }

// End records the work for the function of that name.
//
//go:noinline
func (w Work) End(function string) {
	if w.begin != 0 {
		current.endWork(w.begin, function)
	}
}

// Function begins the span of one function on a backend worker (0, 1, …). At most one is open on a worker. The cache
// is what tells the worker to Pass and SSACounts: its identity counts only.
//
//go:noinline
func Function(worker int, name string, cache interface{}) FunctionSpan {
	if p := current; p != nil {
		return FunctionSpan{p.beginFunction(worker, name, cache)}
	}
	return FunctionSpan{}
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

// Step ends the step of the worker's function that is in progress and begins the next; "" only ends it.
//
//go:noinline
func Step(worker int, name string) {
	if p := current; p != nil {
		p.step(worker, name)
	}
}

// Flushed tells that the code of the worker's function is complete. The event is recorded at the function's end; the
// numbers that SSACounts told are filled in. Below LevelFunction only its TextBytes count. nil is no event.
//
//go:noinline
func Flushed(worker int, compiled *FunctionCompiled) {
	if p := current; p != nil {
		p.functionFlushed(worker, compiled)
	}
}

// Pass records an SSA pass of the function that the worker with this cache compiles. The times are those that
// ssa.Compile has taken itself.
//
//go:noinline
func Pass(cache interface{}, name string, begin, end time.Time) {
	if p := current; p != nil && p.level >= LevelPass {
		p.pass(cache, name, begin, end)
	}
}

// SSACounts tells the size of the function that the worker with this cache compiles, before or after optimisation.
//
//go:noinline
func SSACounts(cache interface{}, after bool, blocks, values, phis, memory int) {
	if p := current; p != nil {
		p.ssaCounts(cache, after, ssaCounts{int64(blocks), int64(values), int64(phis), int64(memory)})
	}
}

// Report records an event of any goroutine: at the end of the phase, or of the process if that comes first.
//
//go:noinline
func Report(event Event) {
	if p := current; p != nil {
		p.report(event)
	}
}

// Emit records an event within the innermost open span of the main goroutine. Main goroutine only.
//
//go:noinline
func Emit(event Event) {
	if p := current; p != nil {
		p.emit(event)
	}
}
