package buildtrace

// Event and the events are generated from the schema (owner S); until then these stand in.

// An Event is an event of the schema.
type Event interface {
	id() uint64
	append(e *encoder)
}

type FunctionCompiled struct{ TextBytes int64 }
