package escapecount

import "testing"

func TestEachDecisionIsCountedOnce(t *testing.T) {
	take()
	Decided(true)
	Decided(false)
	Decided(false)
	if got, want := take(), (tally{heap: 1, stack: 2}); got != want {
		t.Errorf("took %v, want %v", got, want)
	}
	if got := take(); got != (tally{}) {
		t.Errorf("took %v a second time", got)
	}
}
