package buildtrace

// A Level says how much is recorded; each holds all that the ones before it hold.
type Level int32

// The levels, as TRACEINJECT_LEVEL names them.
const (
	LevelPackage Level = 1 + iota
	LevelPhase
	LevelFunction
	LevelPass
)

var levelNames = map[string]Level{
	"package": LevelPackage, "phase": LevelPhase, "function": LevelFunction, "pass": LevelPass,
}
