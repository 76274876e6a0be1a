package buildtrace

import (
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// memoryUse is the memory of this process. All but heapInUse counts from its start.
type memoryUse struct {
	heapInUse        int64 // bytes
	allocatedBytes   int64
	allocatedObjects int64
	gcCycles         int64
	gcPause          int64 // ns
}

// What memoryReader asks package runtime/metrics for, in this order. All of it is there since go1.17.
var memoryMetrics = [...]string{
	"/memory/classes/heap/objects:bytes",
	"/memory/classes/heap/unused:bytes",
	"/gc/heap/allocs:bytes",
	"/gc/heap/allocs:objects",
	"/gc/heap/tiny/allocs:objects",
}

// A memoryReader reads the process's memory. Unlike runtime.ReadMemStats it does not stop the world.
type memoryReader struct {
	mu      sync.Mutex
	samples [len(memoryMetrics)]metrics.Sample
	gc      debug.GCStats
}

func (r *memoryReader) read() memoryUse {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, name := range memoryMetrics {
		r.samples[i].Name = name
	}
	metrics.Read(r.samples[:])
	debug.ReadGCStats(&r.gc)
	return memoryUse{
		heapInUse:        r.value(0) + r.value(1),
		allocatedBytes:   r.value(2),
		allocatedObjects: r.value(3) + r.value(4),
		gcCycles:         r.gc.NumGC,
		gcPause:          int64(r.gc.PauseTotal),
	}
}

// value is 0 for what this runtime does not tell.
func (r *memoryReader) value(sample int) int64 {
	if value := r.samples[sample].Value; value.Kind() == metrics.KindUint64 {
		return int64(value.Uint64())
	}
	return 0
}

func (m memoryUse) event(phase string) *Memory {
	return &Memory{
		Phase:     phase,
		HeapInUse: m.heapInUse, AllocatedBytes: m.allocatedBytes, AllocatedObjects: m.allocatedObjects,
		GcCycles: m.gcCycles, GcPauseNanoseconds: m.gcPause,
	}
}

func (m memoryUse) endEvent(status int) *CompileEnd {
	return &CompileEnd{
		Status: int64(status), PeakRss: peakRSS(),
		GcCycles: m.gcCycles, GcPauseNanoseconds: m.gcPause, AllocatedBytes: m.allocatedBytes,
	}
}
