package buildtrace

// The kinds of records.
const (
	tagString  = 1
	tagBegin   = 2
	tagEnd     = 3
	tagSpan    = 4
	tagCounter = 5
	tagLog     = 6
	tagAttr    = 7
)

// A Kind is a kind of span.
type Kind uint64

// The kinds of spans that Begin opens: a named piece of work below a phase, and the reading of a dependency, whose
// import path is the name.
const (
	Part   Kind = 5
	Import Kind = 6
)

// The other kinds of spans.
const (
	kindPackage  = 1
	kindPhase    = 2
	kindFunction = 3
)

// fixedSize is more than a record takes besides its texts: a tag and at most five numbers.
const fixedSize = 64

// begin opens a span within the lane's innermost open one.
func (l *lane) begin(kind uint64, name label, at int64) {
	b := append(l.room(fixedSize+len(name.text)), tagBegin)
	b = name.append(appendUvarint(b, kind))
	l.depth++
	l.publish(l.appendTime(b, at))
}

// end closes the lane's innermost open span.
func (l *lane) end(at int64) {
	if l.depth == 0 {
		return
	}
	b := append(l.room(fixedSize), tagEnd)
	l.depth--
	l.publish(l.appendTime(b, at))
}

// span records a whole span without others in it.
func (l *lane) span(kind uint64, name label, begin, end int64) {
	b := append(l.room(fixedSize+len(name.text)), tagSpan)
	b = name.append(appendUvarint(b, kind))
	b = l.appendTime(b, begin)
	l.publish(l.appendTime(b, end))
}

// counter records a number at a time.
func (l *lane) counter(name label, value, at int64) {
	b := append(l.room(fixedSize+len(name.text)), tagCounter)
	b = appendZigzag(name.append(b), value)
	l.publish(l.appendTime(b, at))
}

// log records a text at a time.
func (l *lane) log(name, text label, at int64) {
	b := append(l.room(fixedSize+len(name.text)+len(text.text)), tagLog)
	b = text.append(name.append(b))
	l.publish(l.appendTime(b, at))
}

// attr tells more about the span that the lane opened or closed last; it must follow it.
func (l *lane) attr(name label, value int64) {
	b := append(l.room(fixedSize+len(name.text)), tagAttr)
	l.publish(appendZigzag(name.append(b), value))
}

// appendTime appends a time as the distance from the time before it. A span's end is its duration likewise.
func (l *lane) appendTime(b []byte, at int64) []byte {
	if at < l.last {
		at = l.last
	}
	b = appendUvarint(b, uint64(at-l.last))
	l.last = at
	return b
}

// A label is a name or a text: an id of the lane's string table, or, where that is 0, the text itself.
type label struct {
	id   uint64
	text string
}

// unique is a label that hardly comes twice.
func unique(text string) label {
	return label{text: clip(text, maxText)}
}

// shared is a label that comes again: the lane's string table holds it.
func (l *lane) shared(text string) label {
	id, known := l.ids[text]
	if !known {
		if l.ids == nil {
			l.ids = make(map[string]uint64)
		}
		id = uint64(len(l.ids) + 1)
		l.ids[text] = id
		l.define(clip(text, maxText))
	}
	return label{id: id}
}

func (l *lane) define(text string) {
	b := append(l.room(fixedSize+len(text)), tagString)
	b = appendUvarint(b, uint64(len(text)))
	l.publish(append(b, text...))
}

func (n label) append(b []byte) []byte {
	b = appendUvarint(b, n.id)
	if n.id != 0 {
		return b
	}
	b = appendUvarint(b, uint64(len(n.text)))
	return append(b, n.text...)
}
