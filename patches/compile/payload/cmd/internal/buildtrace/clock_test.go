package buildtrace

import (
	"fmt"
	"testing"
	"time"
)

func TestAnAnchorHoldsBothClocks(t *testing.T) {
	for i := 0; i < 100; i++ {
		before, wall := nanotime(), time.Now().UnixNano()
		a := takeAnchor()
		after := nanotime()
		if a.mono0 < before || a.mono1 < a.mono0 || after < a.mono1 {
			t.Fatalf("monotonic clock: %d, %v, %d", before, a, after)
		}
		if distance := a.wall - wall; distance < -int64(time.Second) || distance > int64(time.Second) {
			t.Fatalf("wall clock: %d ns from time.Now", distance)
		}
	}
}

func TestAnAnchorIsWrittenAsThreeNumbers(t *testing.T) {
	if got := fmt.Sprint(anchor{1, -2, 3}); got != "1 -2 3" {
		t.Errorf("got %q", got)
	}
}

func TestATimeOfTheCompilerIsThatOfTheMonotonicClock(t *testing.T) {
	clock := newClock()
	for i := 0; i < 100; i++ {
		before := nanotime()
		now := time.Now()
		after := nanotime()
		const near = 1000 // half of what newClock's narrowest reading took, at most
		if at := clock.at(now); at < before-near || at > after+near {
			t.Errorf("%d, want a time in [%d, %d]", at, before, after)
		}
	}
}
