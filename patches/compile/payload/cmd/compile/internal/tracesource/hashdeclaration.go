package tracesource

import "cmd/compile/internal/syntax"

func (h *declarationHash) declaration(n syntax.Decl) {
	switch n := n.(type) {
	case *syntax.FuncDecl:
		h.function(n)
	case *syntax.TypeDecl:
		h.begin(64, bit(0, n.Alias))
		h.name(n.Name)
		h.fields(n.TParamList)
		h.expression(n.Type)
	case *syntax.VarDecl:
		h.values(65, n.NameList, n.Type, n.Values)
	case *syntax.ConstDecl:
		h.values(66, n.NameList, n.Type, n.Values)
	default:
		h.unknown(n)
	}
	h.add(endOfNode)
}

// values adds names with their type and values, of which any may be missing: variables or constants.
func (h *declarationHash) values(kind byte, names []*syntax.Name, typ, values syntax.Expr) {
	h.begin(kind, bit(0, typ != nil)|bit(1, values != nil))
	for _, name := range names {
		h.name(name)
	}
	h.expression(typ)
	h.expression(values)
}

func (h *declarationHash) function(n *syntax.FuncDecl) {
	h.begin(63, bit(0, n.Recv != nil)|bit(1, n.Body != nil))
	if n.Recv != nil {
		h.field(n.Recv)
	}
	h.name(n.Name)
	h.fields(n.TParamList)
	h.expression(n.Type)
	if n.Body != nil {
		h.block(n.Body)
	}
}

// field adds a parameter, a result, a field or a method of an interface.
func (h *declarationHash) field(n *syntax.Field) {
	h.begin(60, bit(0, n.Name != nil))
	if n.Name != nil {
		h.name(n.Name)
	}
	h.expression(n.Type)
	h.add(endOfNode)
}

func (h *declarationHash) fields(list []*syntax.Field) {
	for _, n := range list {
		h.field(n)
	}
}

func (h *declarationHash) name(n *syntax.Name) {
	h.add(1)
	h.text(n.Value)
	h.add(endOfNode)
}
