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

var levelNames = [...]string{
	LevelPackage: "package", LevelPhase: "phase", LevelFunction: "function", LevelPass: "pass",
}

func (l Level) String() string { return levelNames[l] }

// levelOf returns the level of that name: LevelFunction if there is none.
func levelOf(name string) Level {
	for level, known := range levelNames {
		if known == name && known != "" {
			return Level(level)
		}
	}
	return LevelFunction
}
