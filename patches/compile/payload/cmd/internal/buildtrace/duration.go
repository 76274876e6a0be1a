package buildtrace

import "strings"

// The units of durations, in nanoseconds. What is a prefix of another comes behind it.
var durationUnits = [...]struct {
	name        string
	nanoseconds int64
}{
	{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"μs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9},
}

const maxDuration = 1 << 53 // ns: 104 days

// parseDuration reads what time.ParseDuration reads, but for signs and more than maxDuration, into nanoseconds. (To link
// time.ParseDuration would change how the compiler's own package time is initialised.)
func parseDuration(text string) (nanoseconds int64, ok bool) {
	for text != "" {
		var part int64
		part, text, ok = cutDuration(text)
		if nanoseconds += part; !ok || nanoseconds > maxDuration {
			return 0, false
		}
	}
	return nanoseconds, ok
}

// cutDuration reads the first number with its unit.
func cutDuration(text string) (nanoseconds int64, rest string, ok bool) {
	whole, rest := cutDigits(text)
	fraction := ""
	if strings.HasPrefix(rest, ".") {
		fraction, rest = cutDigits(rest[1:])
	}
	if whole == "" && fraction == "" {
		return 0, text, false
	}
	for _, unit := range durationUnits {
		if strings.HasPrefix(rest, unit.name) {
			nanoseconds, ok = scale(whole, fraction, unit.nanoseconds)
			return nanoseconds, rest[len(unit.name):], ok
		}
	}
	return 0, text, false
}

func cutDigits(text string) (digits, rest string) {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return text[:n], text[n:]
}

// scale multiplies whole.fraction by unit; digits for less than 1 count as 0.
func scale(whole, fraction string, unit int64) (product int64, ok bool) {
	for _, digit := range whole {
		if product = product*10 + int64(digit-'0')*unit; product > maxDuration {
			return 0, false
		}
	}
	for _, digit := range fraction {
		unit /= 10
		product += int64(digit-'0') * unit
	}
	return product, true
}
