package buildtrace

// An encoder appends the fields of an event to its payload. The texts that it meets enter the lane's string table,
// by records that stand before the event.
type encoder struct {
	lane    *lane
	payload []byte
}

func (e *encoder) integer(value int64) { e.payload = appendZigzag(e.payload, value) }

func (e *encoder) boolean(value bool) {
	b := byte(0)
	if value {
		b = 1
	}
	e.payload = append(e.payload, b)
}

func (e *encoder) hash(value uint64) { e.payload = appendUint64(e.payload, value) }

func (e *encoder) text(value string) { e.payload = e.lane.shared(value).append(e.payload) }

// count begins a list of that many elements.
func (e *encoder) count(elements int) { e.payload = appendUvarint(e.payload, uint64(elements)) }
