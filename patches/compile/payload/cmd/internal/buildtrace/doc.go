// Package buildtrace records where the time of one compiler process goes: the package, its phases and its functions.
//
// traceinject adds it to the Go toolchain, below GOROOT/src/cmd/internal, and patches calls of the hooks in hooks.go
// into cmd/compile. It is a leaf: it imports std only, and only what cmd/compile links anyway.
//
// # Switches
//
//	TRACEINJECT_DIR            an existing folder, absolute or relative to the working directory: record into it.
//	                           Unset or empty: one environment look-up for the whole process, and each hook returns
//	                           after one check of a package variable.
//	TRACEINJECT_RUNTIME_TRACE  1: also write the execution trace of package runtime/trace.
//
// # What it writes
//
// One span file a process, as docs/span-format.md of traceinject describes it, and on request the execution trace of
// the same name: the package and its phases as tasks, functions as regions of the type "function" with a log that
// holds the name, and logs of the category SYNC_ANCHOR ("mono0 wall mono1" in nanoseconds: the monotonic clock, the
// wall clock, the monotonic clock again, all read just before the event). An anchor that came late is repeated; the
// one whose event is nearest to its mono1 is the best.
//
// # What it never does
//
// It never fails a build and never shows: no output, no panic, no changed exit code, no recover. Whatever the file
// system refuses turns the recorder off.
//
// # Concurrency
//
// A lane is a buffer with one owner: the main goroutine, or the goroutine that holds a worker's number (the compiler
// hands a number on through a channel or a mutex). The owner appends without a lock and publishes each complete
// record by an atomic store. Writing to the file and emptying the buffer happen under the lane's mutex, so that Stop
// can run on any goroutine at any time: it writes what is published and closes the lane.
package buildtrace
