package buildtrace

// A stringTable numbers the texts of a lane that may come again.
type stringTable struct {
	off     bool // every text is written out
	count   uint64
	ids     map[string]uint64
	latest  label // the last text that got an id without a place in ids, and that id
	keeping bool
	kept    []string // what was defined since keep
}

// keep notes from now on what is defined, as it has to be defined again if the lane is cut.
func (t *stringTable) keep() {
	t.keeping = true
	t.kept = t.kept[:0]
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
