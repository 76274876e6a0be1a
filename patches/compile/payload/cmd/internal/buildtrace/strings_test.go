package buildtrace

import (
	"reflect"
	"strings"
	"testing"
)

func TestSharedPrefix(t *testing.T) {
	long := strings.Repeat("x", 200)
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "p.f", 0}, {"p.f", "p.g", 2}, {"p.f", "p.f2", 3}, {"p.f2", "p.f", 3}, {"✓", "✗", 2},
		{long, long, maxShared},
	} {
		if got := sharedPrefix(c.a, c.b); got != c.want {
			t.Errorf("sharedPrefix(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestStringsThatBeginAlikeReadBack(t *testing.T) {
	l, decoded := newTestLane(t)
	long := "p." + strings.Repeat("long", 100)
	want := []string{"p.(*T).Read", "p.(*T).Write", "✓", "✗", "q", long + "1", long + "2"}
	for _, text := range want {
		l.shared(text)
		l.flush()
		l.begin(kindFunction, unique("f"), 2000)
	}
	if got := decoded().strings; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
