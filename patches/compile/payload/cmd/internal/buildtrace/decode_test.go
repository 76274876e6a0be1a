package buildtrace

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"reflect"
	"strings"
	"testing"
)

// A spanTrace is a decoded span file. Unlike the product's reader it forgives nothing but a torn end, and zeros behind it.
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
	events  []placedEvent
	now     int64
}

type span struct {
	kind       Kind
	name       string
	begin, end int64  // end is 0 while it is open
	function   string // of a work
	events     []Event
	children   []*span
}

// kindWork is that of spans that are no records of their own kind.
const kindWork Kind = 9

// A placedEvent is an event and the innermost span that was open.
type placedEvent struct {
	event  Event
	within *span // nil if none was open
	at     int64
}

func decodeFile(t testing.TB, path string) *spanTrace {
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
		if data[0] == 0 {
			must(len(bytes.Trim(data, "\x00")) == 0, "more than zeros behind the last chunk")
			break
		}
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
	switch tag := r.byte(); tag {
	case 1:
		shared := int(r.byte())
		text := r.text()
		if shared > 0 {
			text = l.strings[len(l.strings)-1][:shared] + text
		}
		l.strings = append(l.strings, text)
	case 2:
		s := &span{kind: Kind(r.uvarint()), name: l.name(r), begin: l.time(r)}
		l.add(s)
		l.open = append(l.open, s)
	case 3:
		must(len(l.open) > 0, "end without begin")
		l.innermost().end = l.time(r)
		l.open = l.open[:len(l.open)-1]
	case 4:
		l.add(&span{kind: Kind(r.uvarint()), name: l.name(r), begin: l.time(r), end: l.time(r)})
	case 9:
		l.event(l.decodeEvent(r), l.time(r))
	case 10:
		l.add(&span{kind: kindWork, name: l.name(r), function: l.name(r), begin: l.time(r), end: l.time(r)})
	default:
		panic(fmt.Sprintf("unknown tag %d", tag))
	}
}

// innermost is the span that was opened last, or nil.
func (l *decodedLane) innermost() *span {
	if len(l.open) == 0 {
		return nil
	}
	return l.open[len(l.open)-1]
}

func (l *decodedLane) add(s *span) {
	if parent := l.innermost(); parent != nil {
		parent.children = append(parent.children, s)
	} else {
		l.roots = append(l.roots, s)
	}
}

func (l *decodedLane) event(event Event, at int64) {
	within := l.innermost()
	l.events = append(l.events, placedEvent{event, within, at})
	if within != nil {
		within.events = append(within.events, event)
	}
}

// The events of the schema.
var eventTypes = []Event{
	&CompileStart{}, &ToolStart{}, &ParseComplete{}, &Declaration{}, &TypeCheckEnd{}, &SSAGenComplete{}, &CodeGenComplete{},
	&FunctionCompiled{}, &Diagnostic{}, &Memory{}, &Total{}, &CompileEnd{},
}

// decodeEvent reads an event by the fields of its struct: the generated code that writes it is not asked.
func (l *decodedLane) decodeEvent(r *reader) Event {
	id := r.uvarint()
	payload := reader(r.text())
	for _, known := range eventTypes {
		if known.id() == id {
			value := reflect.New(reflect.TypeOf(known).Elem())
			l.decodeFields(&payload, value.Elem())
			must(len(payload) == 0, "long event")
			return value.Interface().(Event)
		}
	}
	panic(fmt.Sprintf("unknown event %d", id))
}

func (l *decodedLane) decodeFields(r *reader, value reflect.Value) {
	switch value.Kind() {
	case reflect.Int64:
		value.SetInt(r.zigzag())
	case reflect.Uint64:
		value.SetUint(uint64(r.word()))
	case reflect.Bool:
		value.SetBool(r.byte() == 1)
	case reflect.String:
		value.SetString(l.name(r))
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			l.decodeFields(r, value.Field(i))
		}
	case reflect.Slice:
		for n := r.uvarint(); n > 0; n-- {
			element := reflect.New(value.Type().Elem()).Elem()
			l.decodeFields(r, element)
			value.Set(reflect.Append(value, element))
		}
	default:
		panic("unknown type of field")
	}
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

// String draws the lane: children in brackets, the function of a work and the code size of a compiled function behind
// the name, … behind a span that is open.
func (l *decodedLane) String() string { return draw(l.roots) }

func draw(spans []*span) string {
	var texts []string
	for _, s := range spans {
		text := s.name
		if s.kind == kindWork {
			text += "(" + s.function + ")"
		}
		for _, event := range s.events {
			if compiled, ok := event.(*FunctionCompiled); ok {
				text += fmt.Sprintf(" %d bytes", compiled.TextBytes)
			}
		}
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
