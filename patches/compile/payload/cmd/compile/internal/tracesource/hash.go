package tracesource

import "cmd/compile/internal/syntax"

// hash returns the hash of a declaration's tokens and structure. Comments, positions and layout do not count, nor
// does anything that is particular to a release: node types and operators have numbers and texts of their own here.
// Directives (//go:noinline) are comments. before is the hash of what the declaration depends on by its place.
func hash(decl syntax.Decl, before uint64) uint64 {
	h := declarationHash(fnvOffset)
	for ; before != 0; before >>= 8 {
		h.add(byte(before))
	}
	h.declaration(decl)
	return uint64(h)
}

// A declarationHash is FNV-1a over the nodes of a declaration. Each begins with its kind and ends with a mark; between
// them stand which of its optional parts are there, where the nodes in it do not show it, its text, and these nodes.
// It walks by itself: syntax.Walk, which knows any node only as such, takes twice the time.
type declarationHash uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211

	endOfNode   = 255
	unknownNode = 67
)

func (h *declarationHash) add(b byte) { *h = (*h ^ declarationHash(b)) * fnvPrime }

// begin adds a kind of node, and bits that tell its optional parts.
func (h *declarationHash) begin(kind, parts byte) {
	*h = ((*h^declarationHash(kind))*fnvPrime ^ declarationHash(parts)) * fnvPrime
}

// bit is that bit of a byte if it is set.
func bit(index uint, set bool) byte {
	if set {
		return 1 << index
	}
	return 0
}

// text adds a text with its length, so that no two sequences of texts are the same bytes.
func (h *declarationHash) text(s string) {
	sum := (*h ^ declarationHash(len(s))) * fnvPrime
	for i := 0; i < len(s); i++ {
		sum = (sum ^ declarationHash(s[i])) * fnvPrime
	}
	*h = sum
}

// unknown adds a node of a kind that is not known here. Its parts count all the same.
func (h *declarationHash) unknown(n syntax.Node) {
	h.add(unknownNode)
	syntax.Walk(n, partsOf{n, h})
}

// partsOf visits what is directly in a node.
type partsOf struct {
	node syntax.Node
	hash *declarationHash
}

func (p partsOf) Visit(n syntax.Node) syntax.Visitor {
	if n == p.node {
		return p
	}
	switch n := n.(type) {
	case syntax.Expr:
		p.hash.expression(n)
	case syntax.Stmt:
		p.hash.statement(n)
	case syntax.Decl:
		p.hash.declaration(n)
	case *syntax.Field:
		p.hash.field(n)
	}
	return nil
}
