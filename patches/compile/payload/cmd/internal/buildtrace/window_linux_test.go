package buildtrace

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// openSpanFile returns a file and what reads it.
func openSpanFile(t *testing.T) (f *spanFile, content func() []byte) {
	path := filepath.Join(t.TempDir(), "x.span")
	if f = createSpanFile(path); f == nil {
		t.Fatal("no file")
	}
	return f, func() []byte {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
}

// writeChunks writes chunks of many sizes, some of which cross from window to window, and returns all of them.
func writeChunks(t *testing.T, f *spanFile, atLeast int) (all []byte) {
	for i := 1; len(all) < atLeast; i++ {
		chunk := bytes.Repeat([]byte{byte(i%255 + 1)}, i*i%30000+1)
		if !f.write(chunk) {
			t.Fatalf("chunk %d is not written", i)
		}
		all = append(all, chunk...)
	}
	return all
}

func TestAFileOfManyWindowsIsWhole(t *testing.T) {
	f, content := openSpanFile(t)
	all := writeChunks(t, f, 5*windowSize)
	f.close()
	if !bytes.Equal(content(), all) {
		t.Error("the file is not what was written")
	}
}

func TestAFileThatJustFillsItsWindowsHasNothingBehind(t *testing.T) {
	f, content := openSpanFile(t)
	all := bytes.Repeat([]byte("chunk.."), 2*windowSize)[:2*windowSize]
	f.write(all)
	f.close()
	if !bytes.Equal(content(), all) {
		t.Error("the file is not what was written")
	}
}

// What a process leaves that is killed now.
func TestAChunkIsInTheFileAtOnce(t *testing.T) {
	f, content := openSpanFile(t)
	defer f.close()
	all := writeChunks(t, f, 2*windowSize)
	if got := content(); !bytes.Equal(bytes.TrimRight(got, "\x00"), all) {
		t.Errorf("%d bytes, not the %d that were written, and zeros", len(got), len(all))
	}
}

func TestTheFileGoesOnWhereNoMoreWindowsAreToBeHad(t *testing.T) {
	f, content := openSpanFile(t)
	all := writeChunks(t, f, 2*windowSize)
	f.window.shut = true
	all = append(all, writeChunks(t, f, 2*windowSize)...)
	f.close()
	if !bytes.Equal(content(), all) {
		t.Error("the file is not what was written")
	}
}

func TestAFileThatIsCutShortTurnsTracingOff(t *testing.T) {
	dir := tracing(t)
	Start(Process{Tool: "compile", Package: "p", Workers: 1})
	compileFunction(0, "before", nothing)
	path := spanFiles(t, dir)[0]
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	compileFunction(0, "after", nothing)
	if !current.file.failed {
		t.Error("the file takes chunks")
	}
	Stop(0)
	if info, err := os.Stat(path); err != nil || info.Size() != 0 {
		t.Errorf("%v, %v", info, err)
	}
}
