package buildtrace

import "strings"

// A filter is a list of patterns; the last one that matches decides. An empty filter lets everything through.
type filter []rule

type rule struct {
	glob    string
	exclude bool
}

// parseFilter reads a comma list of patterns; a leading ! excludes.
func parseFilter(list string) filter {
	var f filter
	for _, pattern := range strings.Split(list, ",") {
		pattern = strings.TrimSpace(pattern)
		glob := strings.TrimPrefix(pattern, "!")
		if glob != "" {
			f = append(f, rule{glob, glob != pattern})
		}
	}
	return f
}

func (f filter) match(name string) bool {
	for i := len(f) - 1; i >= 0; i-- {
		if matchGlob(f[i].glob, name) {
			return !f[i].exclude
		}
	}
	return f.onlyExcludes()
}

// onlyExcludes decides for what no pattern matches.
func (f filter) onlyExcludes() bool {
	for _, r := range f {
		if !r.exclude {
			return false
		}
	}
	return true
}

// matchGlob tells whether the whole name matches: * is any bytes, ? one byte. It goes back to the last * only, so it
// takes time in len(glob) × len(name) at most.
func matchGlob(glob, name string) bool {
	star, rest := -1, 0 // where the last * was, and what of the name was left then
	g, n := 0, 0
	for n < len(name) {
		switch {
		case g < len(glob) && glob[g] == '*':
			star, rest = g, n
			g++
		case g < len(glob) && (glob[g] == '?' || glob[g] == name[n]):
			g++
			n++
		case star >= 0:
			rest++
			g, n = star+1, rest
		default:
			return false
		}
	}
	return strings.Trim(glob[g:], "*") == ""
}
