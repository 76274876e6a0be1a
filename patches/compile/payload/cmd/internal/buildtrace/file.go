package buildtrace

import (
	"os"
	"sync"
)

// create makes a file that nobody else has. O_APPEND keeps each write behind the one before it. Only what can be read, too, can
// be memory.
func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0666)
}

// A spanFile takes whole chunks until the first error; what comes after that would stand behind a torn chunk, where
// no reader finds it.
type spanFile struct {
	mu     sync.Mutex
	file   *os.File
	window window
	failed bool
}

// createSpanFile returns nil if the file cannot be made.
func createSpanFile(path string) *spanFile {
	file, err := create(path)
	if err != nil {
		return nil
	}
	return &spanFile{file: file}
}

// write appends one chunk and reports whether the file is sound.
func (f *spanFile) write(chunk []byte) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.failed {
		f.failed = !f.append(chunk)
	}
	return !f.failed
}

func (f *spanFile) append(chunk []byte) bool {
	taken, ok := f.window.write(f.file, chunk)
	if !ok || taken == len(chunk) {
		return ok
	}
	_, err := f.file.Write(chunk[taken:])
	return err == nil
}

func (f *spanFile) close() {
	f.window.close(f.file)
	f.file.Close()
}

func (f *spanFile) remove() {
	f.close()
	os.Remove(f.file.Name())
}
