package tracesource

import "cmd/compile/internal/syntax"

// hash returns the hash of a declaration's tokens and structure. Comments, positions and layout do not count, nor
// does anything that is particular to a release: node types and operators have numbers and texts of their own here.
// Directives (//go:noinline) are comments. before is the hash of what the declaration depends on by its place.
func hash(decl syntax.Node, before uint64) uint64 {
	h := declarationHash(fnvOffset)
	for ; before != 0; before >>= 8 {
		h.add(byte(before))
	}
	syntax.Walk(decl, &h)
	return uint64(h)
}

// A declarationHash is FNV-1a over what a walk meets.
type declarationHash uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func (h *declarationHash) add(b byte) { *h = (*h ^ declarationHash(b)) * fnvPrime }

// text adds a text with its length, so that no two sequences of texts are the same bytes.
func (h *declarationHash) text(s string) {
	sum := (*h ^ declarationHash(len(s))) * fnvPrime
	for i := 0; i < len(s); i++ {
		sum = (sum ^ declarationHash(s[i])) * fnvPrime
	}
	*h = sum
}

// node adds a kind of node, and which of its optional parts are there: what a walk does not show.
func (h *declarationHash) node(kind byte, parts ...bool) {
	h.add(kind)
	if len(parts) == 0 {
		return
	}
	var bits byte
	for i, is := range parts {
		if is {
			bits |= 1 << uint(i)
		}
	}
	h.add(bits)
}

// Visit adds a node before what is in it, and a mark after.
func (h *declarationHash) Visit(n syntax.Node) syntax.Visitor {
	if n == nil {
		h.add(endOfNode)
		return nil
	}
	if !h.expression(n) && !h.statement(n) {
		h.declaration(n)
	}
	return h
}

const endOfNode = 255

// expression reports whether n is an expression, the most frequent of nodes.
func (h *declarationHash) expression(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Name:
		h.add(1)
		h.text(n.Value)
	case *syntax.BasicLit:
		h.add(2)
		h.text(n.Value)
	case *syntax.SelectorExpr:
		h.node(10)
	case *syntax.CallExpr:
		h.node(11, n.HasDots)
	case *syntax.Operation:
		h.node(12, n.Y != nil)
		h.text(n.Op.String())
	case *syntax.ListExpr:
		h.node(13)
	case *syntax.CompositeLit:
		h.node(14, n.Type != nil)
	case *syntax.KeyValueExpr:
		h.node(15)
	case *syntax.IndexExpr:
		h.node(16)
	case *syntax.SliceExpr:
		h.node(17, n.Index[0] != nil, n.Index[1] != nil, n.Index[2] != nil, n.Full)
	case *syntax.ParenExpr:
		h.node(18)
	case *syntax.AssertExpr:
		h.node(19)
	case *syntax.TypeSwitchGuard:
		h.node(20, n.Lhs != nil)
	case *syntax.FuncLit:
		h.node(21)
	case *syntax.ArrayType:
		h.node(22, n.Len != nil)
	case *syntax.SliceType:
		h.node(23)
	case *syntax.DotsType:
		h.node(24)
	case *syntax.StructType:
		h.node(25)
		h.tags(n)
	case *syntax.InterfaceType:
		h.node(26)
	case *syntax.FuncType:
		h.node(27)
		h.add(byte(len(n.ParamList)))
	case *syntax.MapType:
		h.node(28)
	case *syntax.ChanType:
		h.node(29, n.Dir == syntax.SendOnly, n.Dir == syntax.RecvOnly)
	default:
		return false
	}
	return true
}

// tags adds which fields have one: a walk shows the tags after all fields.
func (h *declarationHash) tags(n *syntax.StructType) {
	for i, tag := range n.TagList {
		if tag != nil {
			h.add(byte(i))
		}
	}
}

func (h *declarationHash) statement(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.ExprStmt:
		h.node(40)
	case *syntax.AssignStmt:
		h.node(41, n.Rhs != nil)
		h.text(n.Op.String())
	case *syntax.BlockStmt:
		h.node(42)
	case *syntax.IfStmt:
		h.node(43, n.Init != nil, n.Else != nil)
	case *syntax.ForStmt:
		h.node(44, n.Init != nil, n.Cond != nil, n.Post != nil)
	case *syntax.RangeClause:
		h.node(45, n.Lhs != nil, n.Def)
	case *syntax.ReturnStmt:
		h.node(46)
	case *syntax.CallStmt:
		h.node(47)
		h.text(n.Tok.String())
	case *syntax.BranchStmt:
		h.node(48)
		h.text(n.Tok.String())
	case *syntax.SwitchStmt:
		h.node(49, n.Init != nil, n.Tag != nil)
	case *syntax.SelectStmt:
		h.node(50)
	case *syntax.DeclStmt:
		h.node(51)
	case *syntax.LabeledStmt:
		h.node(52)
	case *syntax.SendStmt:
		h.node(53)
	case *syntax.EmptyStmt:
		h.node(54)
	default:
		return false
	}
	return true
}

// declaration adds what is neither expression nor statement. A kind of node that is not known here adds its tokens all
// the same: they are nodes of their own.
func (h *declarationHash) declaration(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.Field:
		h.node(60, n.Name != nil)
	case *syntax.CaseClause:
		h.node(61, n.Cases != nil)
	case *syntax.CommClause:
		h.node(62, n.Comm != nil)
	case *syntax.FuncDecl:
		h.node(63, n.Recv != nil, n.Body != nil)
	case *syntax.TypeDecl:
		h.node(64, n.Alias)
	case *syntax.VarDecl:
		h.node(65, n.Type != nil, n.Values != nil)
	case *syntax.ConstDecl:
		h.node(66, n.Type != nil, n.Values != nil)
	default:
		h.node(67)
	}
}
