package buildtrace

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"strings"
	"testing"
)

// A spanTrace is a decoded span file. Unlike the product's reader it forgives nothing but a torn end.
type spanTrace struct {
	header map[string]interface{}
	lanes  map[uint16]*decodedLane
	chunks []byte // their kinds, in the file's order
	exit   *exit  // nil if there is none
	torn   bool
}

type exit struct {
	code    int64
	dropped uint64
	end     anchor
}

type decodedLane struct {
	roots   []*span
	open    []*span
	strings []string
	latest  *span // the span that the last record opened or closed
	points  []string
	now     int64
}

type span struct {
	kind       uint64
	name       string
	begin, end int64 // end is 0 while it is open
	attrs      []string
	children   []*span
}

func decodeFile(t *testing.T, path string) *spanTrace {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := decode(data)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return decoded
}

func decode(data []byte) (tr *spanTrace, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("%v", problem)
		}
	}()
	must(strings.HasPrefix(string(data), magic), "bad magic")
	tr = &spanTrace{lanes: make(map[uint16]*decodedLane)}
	for data = data[len(magic):]; len(data) > 0; {
		if len(data) < 12 || len(data)-12 < int(binary.LittleEndian.Uint32(data[4:])) {
			tr.torn = true
			break
		}
		length := int(binary.LittleEndian.Uint32(data[4:]))
		tr.chunk(data[:12], data[12:12+length])
		data = data[12+length:]
	}
	must(len(tr.chunks) > 0 && tr.chunks[0] == 'H', "no header")
	return tr, nil
}

func must(ok bool, problem string) {
	if !ok {
		panic(problem)
	}
}

func (tr *spanTrace) chunk(head, payload []byte) {
	must(crc32.ChecksumIEEE(payload) == binary.LittleEndian.Uint32(head[8:]), "bad checksum")
	must(head[1] == 0, "reserved byte is set")
	must(tr.exit == nil, "a chunk after the exit")
	tr.chunks = append(tr.chunks, head[0])
	switch head[0] {
	case 'H':
		must(len(tr.chunks) == 1, "second header")
		must(json.Unmarshal(payload, &tr.header) == nil, "header is not JSON")
	case 'R':
		lane := binary.LittleEndian.Uint16(head[2:])
		l := tr.lanes[lane]
		if l == nil {
			l = new(decodedLane)
			tr.lanes[lane] = l
		}
		l.records((*reader)(&payload))
	case 'E':
		r := (*reader)(&payload)
		tr.exit = &exit{r.zigzag(), r.uvarint(), anchor{r.word(), r.word(), r.word()}}
		must(len(*r) == 0, "long exit")
	default:
		panic("unknown chunk")
	}
}

func (l *decodedLane) records(r *reader) {
	base := int64(r.uvarint())
	must(base >= l.now, "time runs back between chunks")
	l.now = base
	must(len(*r) > 0, "chunk without records")
	for len(*r) > 0 {
		l.record(r)
	}
}

func (l *decodedLane) record(r *reader) {
	latest := l.latest
	l.latest = nil
	switch tag := r.byte(); tag {
	case 1:
		l.strings = append(l.strings, r.text())
		l.latest = latest
	case 2:
		s := &span{kind: r.uvarint(), name: l.name(r), begin: l.time(r)}
		l.add(s)
		l.open = append(l.open, s)
		l.latest = s
	case 3:
		must(len(l.open) > 0, "end without begin")
		l.latest = l.open[len(l.open)-1]
		l.open = l.open[:len(l.open)-1]
		l.latest.end = l.time(r)
	case 4:
		s := &span{kind: r.uvarint(), name: l.name(r), begin: l.time(r), end: l.time(r)}
		l.add(s)
		l.latest = s
	case 5:
		l.points = append(l.points, fmt.Sprintf("%s=%d@%d", l.name(r), r.zigzag(), l.time(r)))
	case 6:
		l.points = append(l.points, fmt.Sprintf("%s:%s@%d", l.name(r), l.name(r), l.time(r)))
	case 7:
		must(latest != nil, "attribute that does not follow its span")
		latest.attrs = append(latest.attrs, fmt.Sprintf("%s=%d", l.name(r), r.zigzag()))
		l.latest = latest
	default:
		panic(fmt.Sprintf("unknown tag %d", tag))
	}
}

func (l *decodedLane) add(s *span) {
	if len(l.open) == 0 {
		l.roots = append(l.roots, s)
		return
	}
	parent := l.open[len(l.open)-1]
	parent.children = append(parent.children, s)
}

func (l *decodedLane) name(r *reader) string {
	id := r.uvarint()
	if id == 0 {
		return r.text()
	}
	must(id <= uint64(len(l.strings)), "undefined string")
	return l.strings[id-1]
}

func (l *decodedLane) time(r *reader) int64 {
	l.now += int64(r.uvarint())
	return l.now
}

// String draws the lane: children in brackets, … behind a span that is open.
func (l *decodedLane) String() string { return draw(l.roots) }

func draw(spans []*span) string {
	var texts []string
	for _, s := range spans {
		text := strings.Join(append([]string{s.name}, s.attrs...), " ")
		if len(s.children) > 0 {
			text += "[" + draw(s.children) + "]"
		}
		if s.end == 0 {
			text += "…"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}

// A reader takes what it returns off the front of its bytes.
type reader []byte

func (r *reader) byte() byte {
	b := (*r)[0]
	*r = (*r)[1:]
	return b
}

func (r *reader) uvarint() uint64 {
	x, n := binary.Uvarint(*r)
	must(n > 0, "bad varint")
	*r = (*r)[n:]
	return x
}

func (r *reader) zigzag() int64 {
	x, n := binary.Varint(*r)
	must(n > 0, "bad varint")
	*r = (*r)[n:]
	return x
}

func (r *reader) word() int64 {
	x := binary.LittleEndian.Uint64(*r)
	*r = (*r)[8:]
	return int64(x)
}

func (r *reader) text() string {
	n := r.uvarint()
	s := string((*r)[:n])
	*r = (*r)[n:]
	return s
}
