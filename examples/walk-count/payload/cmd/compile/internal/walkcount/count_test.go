package walkcount

import "testing"

func TestWhatIsTakenIsNotCountedAgain(t *testing.T) {
	take()
	Add()
	Add()
	if got := take(); got != 2 {
		t.Errorf("took %d, want 2", got)
	}
	if got := take(); got != 0 {
		t.Errorf("took %d a second time", got)
	}
}
