package buildtrace

import (
	"testing"
	"time"
)

func TestADurationIsThatOfPackageTime(t *testing.T) {
	for _, text := range []string{
		"10us", "1ns", "0s", "1.5us", ".5ms", "1.us", "2µs", "2μs", "3ms", "1m30s", "1h1ns", "0.0000000001s", "1.999999999999999s",
		"", "x", "10", "us", ".us", "1 us", "1us ", "1usx", "1k", "1..5s", "1e3s",
	} {
		want, err := time.ParseDuration(text)
		got, ok := parseDuration(text)
		if ok != (err == nil) || got != int64(want) {
			t.Errorf("%q: got %d, %v, want %d, %v", text, got, ok, want, err)
		}
	}
}

func TestNoDurationIsNegativeOrHuge(t *testing.T) {
	for _, text := range []string{"-1us", "+1us", "9100000000000us", "99999999999999999999h", "2600h2600h"} {
		if got, ok := parseDuration(text); ok {
			t.Errorf("%q: got %d", text, got)
		}
	}
}
