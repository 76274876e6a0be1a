package buildtrace

import (
	"sync"
	"sync/atomic"
)

const (
	bufferSize     = 32 << 10
	fileBufferSize = 4 << 10 // there are as many lanes of files as goroutines that parse
	maxText        = 8 << 10 // a longer name is cut
)

// published holds the length of the complete records in its lower half and the number of open spans in the upper.
const (
	depthShift = 32
	lengthMask = 1<<depthShift - 1
)

// A lane is one strictly nested sequence of spans, and the chunk in which its next records gather.
type lane struct {
	id   uint16
	file *spanFile

	// Of the owner.
	buffer  []byte // nil until the first record
	chunk   []byte // the beginning of buffer, empty if no chunk is begun
	flushes uint32 // how often the chunk was written
	last    int64  // the time of the last record, to which the next one's is relative
	depth   uint32 // open spans
	strings stringTable
	encoder encoder

	published atomic.Uint64

	mu     sync.Mutex // held to write, to empty and to cut the buffer
	closed bool
}

func (l *lane) init(id uint16, file *spanFile, at int64) {
	l.id, l.file, l.last = id, file, at
}

// room returns the chunk with at least size bytes free behind it.
func (l *lane) room(size int) []byte {
	if len(l.chunk) > 0 && len(l.chunk)+size > len(l.buffer) {
		l.flush()
	}
	if len(l.chunk) == 0 {
		if chunkHead+fixedSize+size > len(l.buffer) {
			l.buffer = make([]byte, l.bufferSize(size))
		}
		l.chunk = appendUvarint(l.buffer[:chunkHead], uint64(l.last))
	}
	return l.chunk
}

// bufferSize is that of the buffer for a record of that size; some events are larger than any buffer should be.
func (l *lane) bufferSize(record int) int {
	size := bufferSize
	if l.id >= firstFileLane {
		size = fileBufferSize
	}
	if need := chunkHead + fixedSize + record; need > size {
		return need
	}
	return size
}

// publish makes the records of the chunk visible to close.
func (l *lane) publish(chunk []byte) {
	l.chunk = chunk
	l.published.Store(uint64(l.depth)<<depthShift | uint64(len(chunk)))
}

// flush writes the chunk and begins anew. Once the lane is closed, the records are dropped.
func (l *lane) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(l.published.Load())
	l.flushes++
	l.publish(l.chunk[:0])
}

// close writes what is published and returns the number of open spans. Any goroutine may call it; the owner may publish
// more meanwhile, which is lost, and must not count as open or ended either.
func (l *lane) close() (open uint32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	published := l.published.Load()
	l.write(published)
	l.closed = true
	return uint32(published >> depthShift)
}

// write needs the mutex, and what was published. The head that it fills in lies before all that the owner writes.
func (l *lane) write(published uint64) {
	length := published & lengthMask
	if length > 0 && !l.closed {
		l.file.write(seal(l.buffer[:length], chunkRecords, l.id))
	}
}

// A mark is a state of a lane to which it can return.
type mark struct {
	length  int
	flushes uint32
	last    int64
	depth   uint32
}

func (l *lane) mark() mark {
	l.strings.keep()
	return mark{len(l.chunk), l.flushes, l.last, l.depth}
}

// cut takes back the records since the mark, but for the strings that they define. It reports false, and does nothing,
// if some of them are written already.
func (l *lane) cut(m mark) bool {
	if l.flushes != m.flushes {
		return false
	}
	l.mu.Lock() // close may be writing what is cut
	l.last, l.depth = m.last, m.depth
	l.publish(l.chunk[:m.length])
	l.mu.Unlock()
	l.strings.last = l.strings.before
	for _, text := range l.strings.kept {
		l.writeString(text)
	}
	return true
}

// epilogue returns a lane that continues a closed one, with that many open spans. It is for the goroutine that stops
// the trace: it shares nothing with the owner of the closed lane, so it writes out every text.
func (l *lane) epilogue(open uint32, at int64) *lane {
	return &lane{id: l.id, file: l.file, last: at, depth: open, strings: stringTable{off: true}}
}
