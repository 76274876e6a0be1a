package buildtrace

// An encoder appends the fields of an event.
type encoder struct{ payload []byte }

func (e *encoder) integer(value int64) { e.payload = appendZigzag(e.payload, value) }

func (e *encoder) boolean(value bool) {
	if value {
		e.payload = append(e.payload, 1)
	} else {
		e.payload = append(e.payload, 0)
	}
}

func (e *encoder) text(value string) { e.payload = unique(value).append(e.payload) }

func (e *encoder) count(value int) { e.payload = appendUvarint(e.payload, uint64(value)) }
