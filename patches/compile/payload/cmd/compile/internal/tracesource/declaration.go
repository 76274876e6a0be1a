package tracesource

import (
	"cmd/compile/internal/syntax"
	"cmd/internal/buildtrace"
)

// tellDeclarations tells what the files declare at package level, but for imports. trim gives files their names.
func tellDeclarations(files []*syntax.File, trim func(*syntax.PosBase) string) {
	t := teller{trim: trim}
	for _, file := range files {
		var constants group
		for _, decl := range file.DeclList {
			switch decl := decl.(type) {
			case *syntax.FuncDecl:
				t.tell(decl.Pos(), functionName(decl), hash(decl, 0))
			case *syntax.TypeDecl:
				t.tell(decl.Pos(), decl.Name.Value, hash(decl, 0))
			case *syntax.VarDecl:
				t.tellAll(decl.Pos(), decl.NameList, hash(decl, 0))
			case *syntax.ConstDecl:
				t.tellAll(decl.Pos(), decl.NameList, constants.hash(decl))
			}
		}
	}
}

// A teller names files as the compiled functions do: as -trimpath and //line say, not as the command line does.
type teller struct {
	trim func(*syntax.PosBase) string
	base *syntax.PosBase // of the declaration before
	file string          // its name
}

func (t *teller) tell(pos syntax.Pos, name string, hash uint64) {
	if base := pos.Base(); base != t.base {
		t.base, t.file = base, t.trim(base)
	}
	buildtrace.Emit(&buildtrace.Declaration{Name: name, File: t.file, Line: int64(pos.RelLine()), Hash: hash})
}

func (t *teller) tellAll(pos syntax.Pos, names []*syntax.Name, hash uint64) {
	for _, name := range names {
		t.tell(pos, name.Value, hash)
	}
}

func functionName(decl *syntax.FuncDecl) string {
	if decl.Recv == nil {
		return decl.Name.Value
	}
	return receiver(decl.Recv.Type) + "." + decl.Name.Value
}

// receiver returns the name of the type that a method belongs to: T of T, *T, T[P] and (T).
func receiver(expr syntax.Expr) string {
	switch expr := expr.(type) {
	case *syntax.Name:
		return expr.Value
	case *syntax.Operation:
		return receiver(expr.X)
	case *syntax.ParenExpr:
		return receiver(expr.X)
	case *syntax.IndexExpr:
		return receiver(expr.X)
	}
	return "_"
}

// A group makes the hash of a constant hold those before it in its group: iota and a missing value refer to them.
type group struct {
	group *syntax.Group
	last  uint64
}

func (g *group) hash(decl *syntax.ConstDecl) uint64 {
	if decl.Group == nil || decl.Group != g.group {
		g.group, g.last = decl.Group, 0
	}
	g.last = hash(decl, g.last)
	return g.last
}
