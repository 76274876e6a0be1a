package buildtrace

import "strings"

// The settings say what is recorded. They come from the environment; a value that makes no sense counts as unset.
type settings struct {
	level       Level
	packages    filter
	functions   filter
	minFunction int64 // ns: a function or work that is shorter is summed, not recorded
	minPass     int64 // ns: likewise for passes
}

func readSettings(getenv func(string) string) settings {
	minimum := parseMinimum(getenv("TRACEINJECT_MIN"))
	return settings{
		level:       levelOf(getenv("TRACEINJECT_LEVEL")),
		packages:    parseFilter(getenv("TRACEINJECT_PACKAGES")),
		functions:   parseFilter(getenv("TRACEINJECT_FUNCTIONS")),
		minFunction: minimum["function"],
		minPass:     minimum["pass"],
	}
}

// parseMinimum reads a list like "function=10us,pass=1us" into nanoseconds.
func parseMinimum(list string) map[string]int64 {
	minimum := make(map[string]int64)
	for _, entry := range strings.Split(list, ",") {
		i := strings.IndexByte(entry, '=')
		if i < 0 {
			continue
		}
		if d, ok := parseDuration(strings.TrimSpace(entry[i+1:])); ok {
			minimum[strings.TrimSpace(entry[:i])] = d
		}
	}
	return minimum
}

// wants tells whether a function or work of that name is to be recorded.
func (s *settings) wants(function string) bool {
	return len(s.functions) == 0 || s.functions.match(function)
}

// narrow lowers the level if the filter leaves the package out. A test variant counts as its package: `lib` for
// `lib [lib.test]`.
func (s *settings) narrow(importPath string) {
	if i := strings.IndexByte(importPath, ' '); i >= 0 {
		importPath = importPath[:i]
	}
	if !s.packages.match(importPath) {
		s.level = LevelPackage
	}
}
