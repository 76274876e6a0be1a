package tracesource

import "cmd/compile/internal/syntax"

// statement adds a statement, if there is one.
func (h *declarationHash) statement(n syntax.Stmt) {
	switch n := n.(type) {
	case nil:
		return
	case *syntax.ExprStmt:
		h.add(40)
		h.expression(n.X)
	case *syntax.AssignStmt:
		h.begin(41, bit(0, n.Rhs != nil))
		h.text(n.Op.String())
		h.expression(n.Lhs)
		h.expression(n.Rhs)
	case *syntax.BlockStmt:
		h.add(42)
		h.statements(n.List)
	case *syntax.ReturnStmt:
		h.add(46)
		h.expression(n.Results)
	case *syntax.CallStmt:
		h.add(47)
		h.text(n.Tok.String())
		h.expression(n.Call)
	case *syntax.BranchStmt:
		h.add(48)
		h.text(n.Tok.String())
		if n.Label != nil {
			h.name(n.Label)
		}
	case *syntax.DeclStmt:
		h.add(51)
		for _, decl := range n.DeclList {
			h.declaration(decl)
		}
	case *syntax.LabeledStmt:
		h.add(52)
		h.name(n.Label)
		h.statement(n.Stmt)
	case *syntax.SendStmt:
		h.add(53)
		h.expression(n.Chan)
		h.expression(n.Value)
	case *syntax.EmptyStmt:
		h.add(54)
	default:
		h.control(n)
	}
	h.add(endOfNode)
}

func (h *declarationHash) statements(list []syntax.Stmt) {
	for _, n := range list {
		h.statement(n)
	}
}

// block adds a block that is no statement of a list.
func (h *declarationHash) block(n *syntax.BlockStmt) {
	h.add(42)
	h.statements(n.List)
	h.add(endOfNode)
}

// simple adds what stands before a condition, if anything does.
func (h *declarationHash) simple(n syntax.SimpleStmt) {
	if n != nil {
		h.statement(n)
	}
}

// control adds a statement that holds other statements, but for the mark at its end.
func (h *declarationHash) control(n syntax.Stmt) {
	switch n := n.(type) {
	case *syntax.IfStmt:
		h.begin(43, bit(0, n.Init != nil)|bit(1, n.Else != nil))
		h.simple(n.Init)
		h.expression(n.Cond)
		h.block(n.Then)
		h.statement(n.Else)
	case *syntax.ForStmt:
		h.begin(44, bit(0, n.Init != nil)|bit(1, n.Cond != nil)|bit(2, n.Post != nil))
		h.simple(n.Init)
		h.expression(n.Cond)
		h.simple(n.Post)
		h.block(n.Body)
	case *syntax.RangeClause:
		h.begin(45, bit(0, n.Lhs != nil)|bit(1, n.Def))
		h.expression(n.Lhs)
		h.expression(n.X)
	case *syntax.SwitchStmt:
		h.begin(49, bit(0, n.Init != nil)|bit(1, n.Tag != nil))
		h.simple(n.Init)
		h.expression(n.Tag)
		for _, clause := range n.Body {
			h.caseClause(clause)
		}
	case *syntax.SelectStmt:
		h.add(50)
		for _, clause := range n.Body {
			h.commClause(clause)
		}
	default:
		h.unknown(n)
	}
}

func (h *declarationHash) caseClause(n *syntax.CaseClause) {
	h.begin(61, bit(0, n.Cases != nil))
	h.expression(n.Cases)
	h.statements(n.Body)
	h.add(endOfNode)
}

func (h *declarationHash) commClause(n *syntax.CommClause) {
	h.begin(62, bit(0, n.Comm != nil))
	h.simple(n.Comm)
	h.statements(n.Body)
	h.add(endOfNode)
}
