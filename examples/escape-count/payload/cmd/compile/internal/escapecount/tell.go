package escapecount

import "cmd/internal/buildtrace"

// Tell records what was counted: as sums without a time, which the report lists among the works of the front end.
//
//go:noinline
func Tell() {
	if !buildtrace.At(buildtrace.LevelFunction) {
		return
	}
	t := take()
	tell("escape: to the heap", t.heap)
	tell("escape: on the stack", t.stack)
}

func tell(name string, count int64) {
	buildtrace.Emit(&buildtrace.Total{What: "work", Name: name, Count: count})
}
