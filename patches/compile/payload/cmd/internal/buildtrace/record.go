package buildtrace

// The kinds of records that are written.
const (
	tagString = 1
	tagBegin  = 2
	tagEnd    = 3
	tagSpan   = 4
	tagEvent  = 9
	tagWork   = 10
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
	kindPackage  Kind = 1
	kindPhase    Kind = 2
	kindFunction Kind = 3
	kindPass     Kind = 4
	kindFile     Kind = 7
	kindStep     Kind = 8
)

// fixedSize is more than a record takes besides its texts: a tag and at most five numbers.
const fixedSize = 64

// writeString defines the lane's next string by what it shares with the one before, and the rest.
func (l *lane) writeString(text string) {
	shared := sharedPrefix(l.strings.last, text)
	l.strings.last = text
	b := append(l.room(fixedSize+len(text)), tagString, byte(shared))
	b = appendUvarint(b, uint64(len(text)-shared))
	l.publish(append(b, text[shared:]...))
}

// begin opens a span within the lane's innermost open one.
func (l *lane) begin(kind Kind, name label, at int64) {
	b := append(l.room(fixedSize+len(name.text)), tagBegin)
	b = name.append(appendUvarint(b, uint64(kind)))
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
func (l *lane) span(kind Kind, name label, begin, end int64) {
	b := append(l.room(fixedSize+len(name.text)), tagSpan)
	b = name.append(appendUvarint(b, uint64(kind)))
	b = l.appendTime(b, begin)
	l.publish(l.appendTime(b, end))
}

// work records a whole task for a function.
func (l *lane) work(work, function label, begin, end int64) {
	b := append(l.room(fixedSize+len(work.text)+len(function.text)), tagWork)
	b = function.append(work.append(b))
	b = l.appendTime(b, begin)
	l.publish(l.appendTime(b, end))
}

// event records an event within the lane's innermost open span.
func (l *lane) event(event Event, at int64) {
	e := &l.encoder
	e.lane, e.payload = l, e.payload[:0]
	event.append(e)
	b := append(l.room(fixedSize+len(e.payload)), tagEvent)
	b = appendUvarint(b, event.id())
	b = appendUvarint(b, uint64(len(e.payload)))
	b = append(b, e.payload...)
	l.publish(l.appendTime(b, at))
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
