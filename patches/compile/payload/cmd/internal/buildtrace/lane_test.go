package buildtrace

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// newTestLane gives a test one lane, and what a reader sees of it.
func newTestLane(t *testing.T) (l *lane, decoded func() *decodedLane) {
	path := filepath.Join(t.TempDir(), "x.span")
	file := createSpanFile(path)
	if file == nil || !file.write(header{level: LevelPass}.encode()) {
		t.Fatal("cannot write", path)
	}
	t.Cleanup(file.close)
	l = new(lane)
	l.init(3, file, 1000)
	return l, func() *decodedLane {
		l.flush()
		return decodeFile(t, path).lanes[3]
	}
}

func TestEveryRecordReadsBackAsItWasWritten(t *testing.T) {
	l, decoded := newTestLane(t)
	pass := l.shared("opt")
	l.begin(kindFunction, l.local("f"), 1005)
	l.span(kindPass, pass, 1010, 1020)
	l.span(kindPass, pass, 1025, 1030)
	l.event(&TypeCheckEnd{Errors: -7, Instantiations: 1 << 40}, 1032)
	l.end(1040)
	l.work(l.shared("walk"), l.shared("f"), 1041, 1044)
	d := decoded()
	if got, want := d.String(), "f[opt, opt], walk(f)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	f, walk := d.roots[0], d.roots[1]
	want := []placedEvent{{&TypeCheckEnd{Errors: -7, Instantiations: 1 << 40}, f, 1032}}
	if !reflect.DeepEqual(d.events, want) {
		t.Errorf("events are %v", d.events)
	}
	times := fmt.Sprint(f.begin, f.children[0].begin, f.children[0].end, f.children[1].begin, f.children[1].end, f.end, walk.begin, walk.end)
	if want := "1005 1010 1020 1025 1030 1040 1041 1044"; times != want {
		t.Errorf("times %s, want %s", times, want)
	}
	if f.kind != 3 || f.children[0].kind != 4 {
		t.Errorf("kinds %d, %d", f.kind, f.children[0].kind)
	}
}

func TestAFullBufferIsWrittenAndTheRecordsGoOn(t *testing.T) {
	l, decoded := newTestLane(t)
	var want []string
	for i := 0; i < 40; i++ {
		name := fmt.Sprint(i, strings.Repeat("x", 5000))
		l.begin(kindFunction, unique(name), int64(2000+i))
		l.end(int64(2000 + i))
		want = append(want, name)
	}
	if got := decoded().String(); got != strings.Join(want, ", ") {
		t.Error("names of 5000 bytes got lost or damaged")
	}
}

func TestAStringIsDefinedOnceAndServesAllChunks(t *testing.T) {
	l, decoded := newTestLane(t)
	for i := 0; i < 3; i++ {
		l.span(kindPass, l.shared("opt"), 2000, 2001)
		l.flush()
	}
	l.span(kindPass, l.shared("lower"), 2000, 2001)
	d := decoded()
	if got, want := fmt.Sprint(d.strings, " ", d), "[opt lower] opt, opt, opt, lower"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestANameThatDoesNotFitIsCutBetweenTwoRunes(t *testing.T) {
	l, decoded := newTestLane(t)
	huge := "ab" + strings.Repeat("é", 50000)
	l.begin(kindFunction, unique(huge), 2000)
	l.work(unique(huge), unique(huge), 2000, 2000)
	l.span(kindPass, l.shared("x"+huge), 2000, 2001)
	l.end(2002)
	d := decoded()
	even := "ab" + strings.Repeat("é", maxText/2-1)
	odd := "xab" + strings.Repeat("é", maxText/2-2)
	if got, want := d.String(), even+"["+even+"("+even+"), "+odd+"]"; got != want {
		t.Errorf("got %d bytes, want %d", len(got), len(want))
	}
}

func TestTimeNeverRunsBack(t *testing.T) {
	l, decoded := newTestLane(t)
	l.begin(kindFunction, unique("f"), 5000)
	l.span(kindPass, unique("p"), 4000, 3000)
	l.end(1)
	f := decoded().roots[0]
	if got := fmt.Sprint(f.begin, f.children[0].begin, f.children[0].end, f.end); got != "5000 5000 5000 5000" {
		t.Errorf("got %s", got)
	}
}

func TestAnEndWithoutABeginIsNoRecord(t *testing.T) {
	l, decoded := newTestLane(t)
	l.end(2000)
	l.span(kindPass, unique("p"), 2000, 2001)
	l.end(2002)
	if got := decoded().String(); got != "p" {
		t.Errorf("got %s", got)
	}
}

func TestAClosedLaneWritesNothingMore(t *testing.T) {
	l, decoded := newTestLane(t)
	l.begin(kindFunction, unique("f"), 2000)
	if open := l.close(); open != 1 {
		t.Errorf("%d open spans, want 1", open)
	}
	for i := 0; i < 20; i++ {
		l.begin(kindFunction, unique(strings.Repeat("x", 5000)), 2000)
	}
	if got := decoded().String(); got != "f…" {
		t.Errorf("got %d bytes", len(got))
	}
}

func TestWhatIsCutIsNotWrittenButItsStringsAre(t *testing.T) {
	l, decoded := newTestLane(t)
	l.begin(kindFunction, l.local("f"), 2000)
	m := l.mark()
	l.begin(kindStep, l.shared("gen"), 2001)
	l.span(kindPass, l.shared("opt"), 2002, 2003)
	if !l.cut(m) {
		t.Fatal("not cut")
	}
	l.span(kindPass, l.shared("opt"), 2001, 2004)
	l.end(2005)
	d := decoded()
	if got := d.String(); got != "f[opt]" {
		t.Errorf("got %s", got)
	}
	if opt := d.roots[0].children[0]; opt.begin != 2001 || opt.end != 2004 {
		t.Errorf("opt lasts from %d to %d", opt.begin, opt.end)
	}
}

func TestWhatIsWrittenIsNotCut(t *testing.T) {
	l, decoded := newTestLane(t)
	m := l.mark()
	l.begin(kindFunction, l.local("f"), 2000)
	l.flush()
	if l.cut(m) {
		t.Fatal("cut")
	}
	l.end(2001)
	if got := decoded().String(); got != "f" {
		t.Errorf("got %s", got)
	}
}

func TestAnEpilogueContinuesAClosedLane(t *testing.T) {
	l, decoded := newTestLane(t)
	l.begin(kindPhase, l.shared("a"), 2000)
	e := l.epilogue(l.close(), 3000)
	e.event(&Memory{Phase: "a"}, 3000)
	e.end(3000)
	e.begin(kindPhase, e.shared("a"), 3000)
	e.end(3000)
	e.flush()
	d := decoded()
	if got, want := fmt.Sprint(d.strings, " ", d), "[a] a, a"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(d.events) != 1 || d.events[0].within != d.roots[0] || d.roots[0].end != 3000 {
		t.Errorf("events %+v", d.events)
	}
}

// The owner of a lane does not wait for the goroutine that closes it: what it ends while the chunk is being written is
// not in the file.
func TestWhatEndsWhileALaneIsClosedIsOpenInTheFile(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	defer writer.Close()
	l := new(lane)
	l.init(3, &spanFile{file: writer}, 1000)
	l.begin(kindFunction, unique("f"), 1005)
	l.file.mu.Lock() // the disk is slow
	open := make(chan uint32)
	go func() { open <- l.close() }()
	for stacks := make([]byte, 1<<16); !strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "(*spanFile).write("); {
		runtime.Gosched()
	}
	l.end(1010)
	l.file.mu.Unlock()
	if got := <-open; got != 1 {
		t.Errorf("%d spans are open, want 1", got)
	}
}
