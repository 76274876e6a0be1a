package buildtrace

// A stringTable numbers the texts of a lane that may come again.
type stringTable struct {
	off     bool // every text is written out
	count   uint64
	ids     map[string]uint64
	latest  label  // the last text that got an id without a place in ids, and that id
	last    string // the last text that was defined
	keeping bool
	kept    []string // what was defined since keep
	before  string   // what last was then
}

// keep notes from now on what is defined, as it has to be defined again if the lane is cut.
func (t *stringTable) keep() {
	t.keeping = true
	t.kept = t.kept[:0]
	t.before = t.last
}

// maxShared keeps small what a reader can be made to hold by few bytes.
const maxShared = 127

// sharedPrefix returns how many bytes both texts begin with, at most maxShared.
func sharedPrefix(a, b string) int {
	n := len(a)
	if len(b) < n {
		n = len(b)
	}
	if n > maxShared {
		n = maxShared
	}
	for i := 0; i < n; i++ {
		if a[i] != b[i] {
			return i
		}
	}
	return n
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
	t := &l.strings
	switch {
	case t.off || text == "":
		return unique(text)
	case t.latest.id != 0 && t.latest.text == text:
		return label{id: t.latest.id}
	}
	id, known := t.ids[text]
	if !known {
		if t.ids == nil {
			t.ids = make(map[string]uint64)
		}
		id = l.define(text)
		t.ids[text] = id
	}
	return label{id: id}
}

// local is a label that comes again soon or never: shared knows it until the next one. A lane that may be cut would
// have to keep the definition, so there it is written out.
func (l *lane) local(text string) label {
	t := &l.strings
	if t.keeping {
		return unique(text)
	}
	t.latest = label{l.define(text), text}
	return label{id: t.latest.id}
}

// define gives the text the next id.
func (l *lane) define(text string) (id uint64) {
	t := &l.strings
	text = clip(text, maxText)
	if t.keeping {
		t.kept = append(t.kept, text)
	}
	l.writeString(text)
	t.count++
	return t.count
}

func (n label) append(b []byte) []byte {
	b = appendUvarint(b, n.id)
	if n.id != 0 {
		return b
	}
	b = appendUvarint(b, uint64(len(n.text)))
	return append(b, n.text...)
}
