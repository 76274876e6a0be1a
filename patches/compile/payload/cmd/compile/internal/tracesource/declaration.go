package tracesource

import (
	"fmt"

	"cmd/compile/internal/syntax"
	"cmd/internal/buildtrace"
)

// tellDeclarations tells what the files declare at package level, but for imports.
func tellDeclarations(files []*syntax.File, trim func(*syntax.PosBase) string) {
	for _, file := range files {
		var constants group
		for _, decl := range file.DeclList {
			switch decl := decl.(type) {
			case *syntax.FuncDecl:
				at{decl.Pos(), trim}.tell(functionName(decl), hash(decl, 0))
			case *syntax.TypeDecl:
				at{decl.Pos(), trim}.tell(decl.Name.Value, hash(decl, 0))
			case *syntax.VarDecl:
				at{decl.Pos(), trim}.tellAll(decl.NameList, hash(decl, 0))
			case *syntax.ConstDecl:
				at{decl.Pos(), trim}.tellAll(decl.NameList, constants.hash(decl))
			}
		}
	}
}

// at is where a declaration stands. It names files as the compiled functions do: as -trimpath and //line say, not as the
// command line does.
type at struct {
	pos  syntax.Pos
	trim func(*syntax.PosBase) string
}

func (a at) tell(name string, hash uint64) {
	buildtrace.Emit(&buildtrace.Declaration{
		Name: name,
		File: a.trim(a.pos.Base()),
		Line: int64(a.pos.RelLine()),
		Hash: fmt.Sprintf("%016x", hash),
	})
}

func (a at) tellAll(names []*syntax.Name, hash uint64) {
	for _, name := range names {
		a.tell(name.Value, hash)
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
