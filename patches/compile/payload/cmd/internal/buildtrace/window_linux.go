package buildtrace

import (
	"os"
	"runtime/debug"
	"syscall"
)

const windowSize = 64 << 10 // a multiple of the size of a page, whatever the machine

// A window is the end of a file as memory. What is copied into it outlives the process, as what write(2) has written
// does, and costs a fifth of it: a compiler has a chunk for each function.
type window struct {
	room []byte // nil while nothing is mapped
	from int64  // where it begins in the file
	used int
	shut bool // the file system has none
}

// write reports how much of the chunk has found room; what has not is to be appended to the file, which ends there. It
// fails where memory cannot be written: the file was cut short, or its disk is gone.
func (w *window) write(file *os.File, chunk []byte) (taken int, ok bool) {
	before := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(before)
		if recover() != nil {
			w.unmap()
			w.shut, ok = true, false
		}
	}()
	for taken < len(chunk) && (w.used < len(w.room) || w.next(file)) {
		n := copy(w.room[w.used:], chunk[taken:])
		w.used += n
		taken += n
	}
	return taken, true
}

// next maps what follows a full window. Its blocks are reserved first, so that a full disk refuses them here, where that can be told.
func (w *window) next(file *os.File) bool {
	from := w.from + int64(w.used)
	w.unmap()
	if w.shut {
		return false
	}
	fd := int(file.Fd())
	err := syscall.Fallocate(fd, 0, from, windowSize)
	if err == nil {
		w.room, err = syscall.Mmap(fd, from, windowSize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	}
	if err != nil {
		w.shut = true
		file.Truncate(from)
		return false
	}
	w.from = from
	return true
}

func (w *window) unmap() {
	if w.room != nil {
		syscall.Munmap(w.room)
	}
	w.room, w.used = nil, 0
}

// close gives back the room that is not used.
func (w *window) close(file *os.File) {
	if w.room != nil {
		file.Truncate(w.from + int64(w.used))
	}
	w.unmap()
}
