// Package buildtrace records where the time of one process of the Go toolchain goes: the package, its phases and their
// parts, its functions and their passes, and what is to be told about them.
//
// traceinject adds it to the Go toolchain, below GOROOT/src/cmd/internal, and patches calls of the hooks in hooks.go and
// tool.go into cmd/compile and other tools. It is a leaf: it imports std only, and only what the compiler links anyway
// (go1.19's does not link runtime/metrics, which is a leaf itself). The linker, the assembler and cgo link some packages
// of the release more because of it.
//
// # Switches
//
//	TRACEINJECT_DIR            an existing folder, absolute or relative to the working directory: record into it.
//	                           Unset or empty: one environment look-up for the whole process, and each hook returns
//	                           after one check of a package variable.
//	TRACEINJECT_LEVEL          package, phase, function (the default) or pass; each holds the ones before it.
//	TRACEINJECT_PACKAGES       patterns for import paths, separated by commas: * is any bytes, ? is one byte, a leading !
//	                           excludes, the last one that matches decides. Other packages are recorded at the level
//	                           package. A list that only excludes lets the rest through.
//	TRACEINJECT_FUNCTIONS      likewise for the symbols of functions. Other functions and works are summed only.
//	TRACEINJECT_MIN            function=10us,pass=1us: functions and works, or passes, that are shorter are summed only.
//	TRACEINJECT_RUNTIME_TRACE  1: also write the execution trace of package runtime/trace.
//
// A value that makes no sense counts as unset.
//
// # What it writes
//
// One span file a process, as docs/span-format.md of traceinject describes it, with the events of schema/events.yaml. What
// is left out is in the sums of the events Total, so that nothing is lost.
//
// On request the execution trace of the same name: the package and its phases as tasks; parts, imports, source files,
// works, functions and steps as regions of a few types, with logs that hold the names; passes as logs, because their hook
// comes when they are over, and a region cannot begin in the past; and logs of the category SYNC_ANCHOR ("mono0 wall
// mono1" in nanoseconds: the monotonic clock, the wall clock, the monotonic clock again, all read just before the event).
// An anchor that came late is repeated; the one whose event is nearest to its mono1 is the best.
//
// # What it never does
//
// It never fails a build and never shows: no output, no panic, no changed exit code, no recover but from a
// fault in the memory of its own file. Whatever the file system refuses turns the recorder off.
//
// # Concurrency
//
// A lane is a buffer with one owner: the main goroutine, the goroutine that holds a worker's number (the compiler hands a
// number on through a channel or a mutex), or one that parses a file. The owner appends without a lock and publishes each
// complete record by an atomic store. Writing to the file, and emptying or cutting the buffer, happen under the lane's
// mutex, so that Stop can run on any goroutine at any time: it writes what is published and closes the lane.
package buildtrace
