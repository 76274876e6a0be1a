package tracesource

import "cmd/compile/internal/syntax"

// expression adds an expression, if there is one.
func (h *declarationHash) expression(n syntax.Expr) {
	switch n := n.(type) {
	case nil:
		return
	case *syntax.Name:
		h.name(n)
		return
	case *syntax.BasicLit:
		h.add(2)
		h.text(n.Value)
	case *syntax.SelectorExpr:
		h.add(10)
		h.expression(n.X)
		h.name(n.Sel)
	case *syntax.CallExpr:
		h.begin(11, bit(0, n.HasDots))
		h.expression(n.Fun)
		h.expressions(n.ArgList)
	case *syntax.Operation:
		h.begin(12, bit(0, n.Y != nil))
		h.text(n.Op.String())
		h.expression(n.X)
		h.expression(n.Y)
	case *syntax.ListExpr:
		h.add(13)
		h.expressions(n.ElemList)
	case *syntax.CompositeLit:
		h.begin(14, bit(0, n.Type != nil))
		h.expression(n.Type)
		h.expressions(n.ElemList)
	case *syntax.KeyValueExpr:
		h.add(15)
		h.expression(n.Key)
		h.expression(n.Value)
	case *syntax.IndexExpr:
		h.add(16)
		h.expression(n.X)
		h.expression(n.Index)
	case *syntax.SliceExpr:
		h.slice(n)
	case *syntax.ParenExpr:
		h.add(18)
		h.expression(n.X)
	case *syntax.AssertExpr:
		h.add(19)
		h.expression(n.X)
		h.expression(n.Type)
	case *syntax.TypeSwitchGuard:
		h.begin(20, bit(0, n.Lhs != nil))
		if n.Lhs != nil {
			h.name(n.Lhs)
		}
		h.expression(n.X)
	case *syntax.FuncLit:
		h.add(21)
		h.expression(n.Type)
		h.block(n.Body)
	default:
		h.typ(n)
	}
	h.add(endOfNode)
}

func (h *declarationHash) expressions(list []syntax.Expr) {
	for _, n := range list {
		h.expression(n)
	}
}

func (h *declarationHash) slice(n *syntax.SliceExpr) {
	h.begin(17, bit(0, n.Index[0] != nil)|bit(1, n.Index[1] != nil)|bit(2, n.Index[2] != nil)|bit(3, n.Full))
	h.expression(n.X)
	for _, index := range n.Index {
		h.expression(index)
	}
}

// typ adds what an expression may be besides when it is a type, but for the mark at its end.
func (h *declarationHash) typ(n syntax.Expr) {
	switch n := n.(type) {
	case *syntax.ArrayType:
		h.begin(22, bit(0, n.Len != nil))
		h.expression(n.Len)
		h.expression(n.Elem)
	case *syntax.SliceType:
		h.add(23)
		h.expression(n.Elem)
	case *syntax.DotsType:
		h.add(24)
		h.expression(n.Elem)
	case *syntax.StructType:
		h.structure(n)
	case *syntax.InterfaceType:
		h.add(26)
		h.fields(n.MethodList)
	case *syntax.FuncType:
		h.begin(27, byte(len(n.ParamList)))
		h.fields(n.ParamList)
		h.fields(n.ResultList)
	case *syntax.MapType:
		h.add(28)
		h.expression(n.Key)
		h.expression(n.Value)
	case *syntax.ChanType:
		h.begin(29, bit(0, n.Dir == syntax.SendOnly)|bit(1, n.Dir == syntax.RecvOnly))
		h.expression(n.Elem)
	default:
		h.unknown(n)
	}
}

// structure adds which fields have a tag before all fields and tags.
func (h *declarationHash) structure(n *syntax.StructType) {
	h.add(25)
	for i, tag := range n.TagList {
		if tag != nil {
			h.add(byte(i))
		}
	}
	h.fields(n.FieldList)
	for _, tag := range n.TagList {
		if tag != nil {
			h.expression(tag)
		}
	}
}
