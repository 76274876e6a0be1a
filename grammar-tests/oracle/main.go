// Oracle prints what go/parser says about the functions of Go files, as JSON lines: for each path that it
// reads, one a line, {"file": path, "functions": [...]} in the order of the text. Positions are byte offsets.
// A file that go/parser rejects ends it with exit code 1.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
)

type span [2]int

type function struct {
	Name     string `json:"name"`
	Receiver string `json:"receiver"`
	Range    span   `json:"range"`
	Body     *span  `json:"body"`
	Returns  []span `json:"returns"`
	Defers   []span `json:"defers"`
}

type answer struct {
	File      string     `json:"file"`
	Functions []function `json:"functions"`
}

func main() {
	paths := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	for paths.Scan() {
		functions, err := functionsOf(paths.Text())
		if err == nil {
			err = encoder.Encode(answer{paths.Text(), functions})
		}
		if err != nil {
			fail(err)
		}
	}
	if err := paths.Err(); err != nil {
		fail(err)
	}
	if err := out.Flush(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func functionsOf(path string) ([]function, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	// PositionFor without //line directives: we want bytes of this very file.
	at := func(node ast.Node) span {
		return span{fset.PositionFor(node.Pos(), false).Offset, fset.PositionFor(node.End(), false).Offset}
	}
	functions := []function{}
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			functions = append(functions, describe(decl, at))
		}
	}
	return functions, nil
}

func describe(decl *ast.FuncDecl, at func(ast.Node) span) function {
	f := function{Name: decl.Name.Name, Receiver: receiver(decl), Range: at(decl), Returns: []span{}, Defers: []span{}}
	if decl.Body == nil {
		return f
	}
	body := at(decl.Body)
	f.Body = &body
	ast.Inspect(decl.Body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			f.Returns = append(f.Returns, at(node))
		case *ast.DeferStmt:
			f.Defers = append(f.Defers, at(node))
		}
		return true
	})
	return f
}

// receiver is the name of the receiver's base type, or empty for a function.
func receiver(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	expr := decl.Recv.List[0].Type
	for {
		switch e := expr.(type) {
		case *ast.Ident:
			return e.Name
		case *ast.StarExpr:
			expr = e.X
		case *ast.ParenExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		default:
			return fmt.Sprintf("%T", expr)
		}
	}
}
