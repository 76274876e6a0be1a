package buildtrace

import (
	"sync"
	"sync/atomic"
)

const (
	bufferSize = 32 << 10
	maxText    = 8 << 10 // a longer name is cut: a record of two texts fits into the buffer
)

// published holds the length of the complete records in its lower half and the number of open spans in the upper.
const (
	depthShift = 16
	lengthMask = 1<<depthShift - 1
)

// A lane is one strictly nested sequence of spans, and the chunk in which its next records gather.
type lane struct {
	id   uint16
	file *spanFile

	// Of the owner.
	buffer *[bufferSize]byte // nil until the first record
	chunk  []byte            // the beginning of buffer, empty if no chunk is begun
	last   int64             // the time of the last record, to which the next one's is relative
	depth  uint32            // open spans
	ids    map[string]uint64 // the string table

	published uint32 // atomic

	mu     sync.Mutex // held to write and to empty the buffer
	closed bool
}

func (l *lane) init(id uint16, file *spanFile, at int64) {
	l.id, l.file, l.last = id, file, at
}

// room returns the chunk with at least size bytes free behind it.
func (l *lane) room(size int) []byte {
	if len(l.chunk)+size > bufferSize {
		l.flush()
	}
	if len(l.chunk) == 0 {
		if l.buffer == nil {
			l.buffer = new([bufferSize]byte)
		}
		l.chunk = appendUvarint(l.buffer[:chunkHead], uint64(l.last))
	}
	return l.chunk
}

// publish makes the records of the chunk visible to close.
func (l *lane) publish(chunk []byte) {
	l.chunk = chunk
	atomic.StoreUint32(&l.published, l.depth<<depthShift|uint32(len(chunk)))
}

// flush writes the chunk and begins anew. Once the lane is closed, the records are dropped.
func (l *lane) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write()
	l.chunk = l.chunk[:0]
	atomic.StoreUint32(&l.published, l.depth<<depthShift)
}

// close writes what is published and returns the number of open spans. Any goroutine may call it.
func (l *lane) close() (open int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write()
	l.closed = true
	return int(atomic.LoadUint32(&l.published) >> depthShift)
}

// write needs the mutex. The head that it fills in lies before all that the owner writes.
func (l *lane) write() {
	length := atomic.LoadUint32(&l.published) & lengthMask
	if length > 0 && !l.closed {
		l.file.write(seal(l.buffer[:length], chunkRecords, l.id))
	}
}
