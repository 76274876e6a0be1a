package buildtrace

import (
	"runtime"
	"testing"
)

var sink []byte

func TestTheMemoryIsThatOfTheRuntime(t *testing.T) {
	var reader memoryReader
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	sink = make([]byte, 1<<20)
	use := reader.read()
	runtime.ReadMemStats(&after)
	for _, c := range []struct {
		name                string
		before, got, beyond int64
	}{
		{"allocated bytes", int64(before.TotalAlloc) + 1<<20, use.allocatedBytes, int64(after.TotalAlloc)},
		{"allocated objects", int64(before.Mallocs), use.allocatedObjects, int64(after.Mallocs)},
		{"cycles", int64(before.NumGC), use.gcCycles, int64(after.NumGC)},
		{"pauses", int64(before.PauseTotalNs), use.gcPause, int64(after.PauseTotalNs)},
		{"heap in use", 1 << 20, use.heapInUse, int64(after.HeapSys)},
	} {
		if c.got < c.before || c.got > c.beyond {
			t.Errorf("%s: %d, want one of %d to %d", c.name, c.got, c.before, c.beyond)
		}
	}
}

func TestThePeakIsAsMuchAsTheProcessHolds(t *testing.T) {
	sink = make([]byte, 64<<20)
	for i := 0; i < len(sink); i += 4096 {
		sink[i] = 1
	}
	peak := peakRSS()
	if runtime.GOOS == "linux" && (peak < 64<<20 || peak > 64<<30) {
		t.Errorf("%d bytes", peak)
	}
	sink = nil
}

func TestMemoryIsToldAtTheEndOfEachPhase(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p"})
	Phase([]string{"a"}, true)
	Phase([]string{"b"}, true)
	Phase(nil, false)
	Stop(3)
	l := read(t, dir).lanes[0]
	var phases []string
	var last *Memory
	for _, e := range l.events {
		if memory, ok := e.event.(*Memory); ok {
			if e.within == nil || e.within.name != memory.Phase || e.at > e.within.end {
				t.Errorf("%+v lies in %+v", memory, e.within)
			}
			if last != nil && memory.AllocatedBytes < last.AllocatedBytes {
				t.Errorf("%+v follows %+v", memory, last)
			}
			phases, last = append(phases, memory.Phase), memory
		}
	}
	if len(phases) != 3 || phases[0] != "a" || phases[1] != "b" || phases[2] != "exit" {
		t.Errorf("phases %q", phases)
	}
	final := l.events[len(l.events)-1]
	end, ok := final.event.(*CompileEnd)
	if !ok || final.within != l.roots[0] || end.Status != 3 || end.AllocatedBytes < last.AllocatedBytes {
		t.Errorf("the last event is %+v", final.event)
	}
}
