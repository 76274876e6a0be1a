package buildtrace

// part is what NextPart began last.
var part Span

// NextPart ends the part that it began last and begins the next; "" only ends. For parts that follow each other in one
// function, or are spread over a few: it needs no variable there. A change of phase ends the part as well. Main goroutine
// only.
//
//go:noinline
func NextPart(name string) {
	part.End()
	part = Span{}
	if name != "" {
		part = Begin(Part, name)
	}
}
