package buildtrace

import (
	"strings"
	"testing"
)

func TestAGlobMatchesTheWholeName(t *testing.T) {
	for _, c := range []struct {
		glob, name string
		want       bool
	}{
		{"", "", true}, {"", "a", false}, {"*", "", true}, {"*", "net/http", true}, {"?", "", false},
		{"net/http", "net/http", true}, {"net/http", "net/http2", false}, {"net", "net/http", false},
		{"net/*", "net/http/internal", true}, {"*http", "net/http", true}, {"*/http", "http", false},
		{"n?t", "net", true}, {"n?t", "nt", false}, {"*a*b*c", "xaxbxbc", true}, {"*a*b*c", "xacb", false},
		{"a**b", "ab", true}, {"*.(*T).Read", "io.(*T).Read", true}, {"*.Map[*]", "p.Map[go.shape.int]", true},
		{"*ab", "aab", true}, {"a*?", "a", false},
	} {
		if got := matchGlob(c.glob, c.name); got != c.want {
			t.Errorf("matchGlob(%q, %q) = %v", c.glob, c.name, got)
		}
	}
}

func TestManyStarsTakeNoExponentialTime(t *testing.T) {
	if matchGlob(strings.Repeat("a*", 50)+"b", strings.Repeat("a", 5000)) {
		t.Error("there is no b")
	}
}

func TestTheLastPatternThatMatchesDecides(t *testing.T) {
	for _, c := range []struct {
		list, yes, no string // yes and no are names
	}{
		{"net/*", "net/http", "fmt"},
		{"net/*,!net/http", "net/url", "net/http"},
		{"!net/http,net/*", "net/http", "fmt"},
		{"!*,fmt", "fmt", "net"},
		{"!net/*", "fmt", "net/http"},
		{"!net/*,!fmt", "os", "fmt"},
		{" fmt , os,", "os", "net"},
	} {
		f := parseFilter(c.list)
		if !f.match(c.yes) || f.match(c.no) {
			t.Errorf("%q: %s is %v, %s is %v", c.list, c.yes, f.match(c.yes), c.no, f.match(c.no))
		}
	}
}

func TestAListOfNothingLetsEverythingThrough(t *testing.T) {
	for _, list := range []string{"", ",", " , ", "!", "!,!"} {
		if !parseFilter(list).match("net/http") {
			t.Errorf("%q leaves something out", list)
		}
	}
}
