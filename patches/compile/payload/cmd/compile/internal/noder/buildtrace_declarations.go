package noder

import (
	"strconv"
	"strings"

	"cmd/compile/internal/syntax"
	"cmd/internal/buildtrace"
)

// traceDeclarations tells what the files declare at package level, but for imports.
func traceDeclarations(noders []*noder) {
	defer buildtrace.Begin(buildtrace.Part, "trace-declarations").End()
	for _, p := range noders {
		var group traceGroup
		for _, decl := range p.file.DeclList {
			traceDeclaration(decl, group.hash(decl))
		}
	}
}

// traceDeclaration names the file as the compiled functions do: as -trimpath and //line say, not as the command line does.
func traceDeclaration(decl syntax.Decl, hash uint64) {
	digits := strconv.FormatUint(hash, 16)
	for _, name := range traceDeclaredNames(decl) {
		buildtrace.Emit(&buildtrace.Declaration{
			Name: name,
			File: trimFilename(decl.Pos().Base()),
			Line: int64(decl.Pos().RelLine()),
			Hash: strings.Repeat("0", 16-len(digits)) + digits,
		})
	}
}

func traceDeclaredNames(decl syntax.Decl) []string {
	switch decl := decl.(type) {
	case *syntax.FuncDecl:
		if decl.Recv != nil {
			return []string{traceReceiver(decl.Recv.Type) + "." + decl.Name.Value}
		}
		return []string{decl.Name.Value}
	case *syntax.TypeDecl:
		return []string{decl.Name.Value}
	case *syntax.VarDecl:
		return traceNames(decl.NameList)
	case *syntax.ConstDecl:
		return traceNames(decl.NameList)
	}
	return nil
}

func traceNames(names []*syntax.Name) []string {
	var values []string
	for _, name := range names {
		values = append(values, name.Value)
	}
	return values
}

// traceReceiver returns the name of the type that a method belongs to: T of T, *T, T[P] and (T).
func traceReceiver(expr syntax.Expr) string {
	switch expr := expr.(type) {
	case *syntax.Name:
		return expr.Value
	case *syntax.Operation:
		return traceReceiver(expr.X)
	case *syntax.ParenExpr:
		return traceReceiver(expr.X)
	case *syntax.IndexExpr:
		return traceReceiver(expr.X)
	}
	return "_"
}

// A traceGroup makes the hash of a constant hold those before it in its group: iota and a missing value refer to them.
type traceGroup struct {
	group *syntax.Group
	last  uint64
}

func (g *traceGroup) hash(decl syntax.Decl) uint64 {
	constant, ok := decl.(*syntax.ConstDecl)
	if !ok {
		return traceHash(decl, 0)
	}
	if constant.Group == nil || constant.Group != g.group {
		g.group, g.last = constant.Group, 0
	}
	g.last = traceHash(decl, g.last)
	return g.last
}
