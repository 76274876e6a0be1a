package buildtrace

import (
	"strconv"
	"time"
	_ "unsafe" // for go:linkname
)

// nanotime reads CLOCK_MONOTONIC in nanoseconds. time.Now would read the wall clock, too, and does not show the
// monotonic clock's own zero, which all processes share.
//
//go:linkname nanotime runtime.nanotime
func nanotime() int64

const (
	anchorTries = 5
	anchorWidth = 2000 // ns within which an anchor is good enough; more means that the goroutine was interrupted
)

// An anchor ties the wall clock to the monotonic clock: wall was read between mono0 and mono1. Nanoseconds.
type anchor struct{ mono0, wall, mono1 int64 }

func readAnchor() anchor {
	mono0 := nanotime()
	wall := time.Now().UnixNano()
	return anchor{mono0, wall, nanotime()}
}

func (a anchor) width() int64 { return a.mono1 - a.mono0 }

// takeAnchor returns the narrowest of a few anchors.
func takeAnchor() anchor {
	best := readAnchor()
	for try := 1; try < anchorTries && best.width() > anchorWidth; try++ {
		if a := readAnchor(); a.width() < best.width() {
			best = a
		}
	}
	return best
}

func (a anchor) String() string {
	b := make([]byte, 0, 64)
	b = append(strconv.AppendInt(b, a.mono0, 10), ' ')
	b = append(strconv.AppendInt(b, a.wall, 10), ' ')
	return string(strconv.AppendInt(b, a.mono1, 10))
}

// A clock tells the monotonic time of a time.Time that the compiler has read.
type clock struct {
	reference time.Time
	mono      int64 // at reference
}

// newClock takes the narrowest of a few readings, so that it is right to some nanoseconds.
func newClock() clock {
	var best clock
	width := int64(1) << 62
	for try := 0; try < 2*anchorTries; try++ {
		before := nanotime()
		now := time.Now()
		if after := nanotime(); after-before < width {
			width = after - before
			best = clock{now, before + width/2}
		}
	}
	return best
}

func (c *clock) at(t time.Time) int64 { return c.mono + int64(t.Sub(c.reference)) }
