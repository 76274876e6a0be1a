package walkcount

import "cmd/internal/buildtrace"

// Tell records what was counted: as a sum without a time, which the report lists among the works of the front end.
//
//go:noinline
func Tell() {
	if buildtrace.At(buildtrace.LevelFunction) {
		buildtrace.Emit(&buildtrace.Total{What: "work", Name: "walk-count", Count: take()})
	}
}
