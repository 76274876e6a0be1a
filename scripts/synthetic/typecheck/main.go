// Typecheck checks packages of a Go release some of whose files are other than on the disk. It reads what is to be checked
// from standard input and writes the errors of each tree to standard output, both as JSON. It must be run by the Go of the
// release, whose type checker knows its language.
package main

import (
	"encoding/json"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"log"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Tree is a release with other files: their texts by path below GOROOT/src, and the paths of those that are gone.
type Tree struct {
	Files    map[string]string
	Gone     []string
	Packages []string // What is checked with its function bodies.
}

func main() {
	var input struct {
		GOROOT string
		Trees  []Tree
	}
	if err := json.NewDecoder(os.Stdin).Decode(&input); err != nil {
		log.Fatal(err)
	}
	release := newRelease(input.GOROOT)
	results := [][]string{}
	for _, tree := range input.Trees {
		results = append(results, release.check(tree))
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		log.Fatal(err)
	}
}

// A release keeps what no tree changes: the packages below which all is as it was.
type release struct {
	src     string
	context build.Context
	fset    *token.FileSet
	known   map[string]*types.Package
}

func newRelease(goroot string) *release {
	context := build.Default
	context.CgoEnabled = false
	return &release{filepath.Join(goroot, "src"), context, token.NewFileSet(), map[string]*types.Package{}}
}

func (r *release) check(tree Tree) []string {
	c := &checker{release: r, tree: tree, own: map[string]*types.Package{}, errors: []string{}}
	for _, path := range tree.Packages {
		c.load(path, true)
	}
	return c.errors
}

// A checker loads packages as they are in one tree.
type checker struct {
	*release
	tree   Tree
	own    map[string]*types.Package // Packages that are other than in the release, or need one that is.
	errors []string
}

// load type-checks a package and all that it imports. It reports whether the package is the release's own.
func (c *checker) load(name string, bodies bool) (pkg *types.Package, isOwn bool) {
	if name == "unsafe" {
		return types.Unsafe, false
	}
	if pkg := c.own[name]; pkg != nil && !bodies {
		return pkg, true
	}
	if pkg := c.known[name]; pkg != nil && !c.touches(name) && !bodies && !c.needsOwn(name) {
		return pkg, false
	}
	files, changed := c.parse(name)
	imports := map[string]*types.Package{}
	for _, file := range files {
		for _, spec := range file.Imports {
			quoted := strings.Trim(spec.Path.Value, `"`)
			if quoted == "C" {
				continue
			}
			dependency, other := c.load(c.resolve(name, quoted), false)
			imports[quoted] = dependency
			changed = changed || other
		}
	}
	config := types.Config{
		Importer:         importer(imports),
		FakeImportC:      true,
		IgnoreFuncBodies: !bodies,
		Sizes:            types.SizesFor("gc", c.context.GOARCH),
		Error:            func(err error) { c.errors = append(c.errors, err.Error()) },
	}
	pkg, _ = config.Check(name, c.fset, files, nil)
	if changed || bodies {
		c.own[name] = pkg
	} else {
		c.known[name] = pkg
	}
	return pkg, changed || bodies
}

// needsOwn reports whether a package imports, at any depth, one that is other than in the release.
func (c *checker) needsOwn(name string) bool {
	for _, imported := range allImports(c.known[name], map[*types.Package]bool{}) {
		if c.touches(imported) || c.own[imported] != nil {
			return true
		}
	}
	return false
}

func allImports(pkg *types.Package, seen map[*types.Package]bool) []string {
	var paths []string
	for _, imported := range pkg.Imports() {
		if !seen[imported] {
			seen[imported] = true
			paths = append(paths, imported.Path())
			paths = append(paths, allImports(imported, seen)...)
		}
	}
	return paths
}

func (c *checker) touches(name string) bool {
	in := func(file string) bool { return path.Dir(file) == name }
	return slices.ContainsFunc(c.tree.Gone, in) || slices.ContainsFunc(slices.Collect(maps.Keys(c.tree.Files)), in)
}

// parse reads the files of a package that a build on this machine would read.
func (c *checker) parse(name string) (files []*ast.File, changed bool) {
	for _, base := range c.names(name) {
		file := path.Join(name, base)
		text, changes := c.tree.Files[file]
		changed = changed || changes
		context := c.context
		if changes {
			context.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
		}
		dir := filepath.Join(c.src, name)
		if match, err := context.MatchFile(dir, base); err != nil || !match {
			continue
		}
		var source any
		if changes {
			source = text
		}
		parsed, err := parser.ParseFile(c.fset, filepath.Join(dir, base), source, parser.SkipObjectResolution)
		if err != nil {
			c.errors = append(c.errors, err.Error())
			continue
		}
		files = append(files, parsed)
	}
	return files, changed || c.touches(name)
}

// names lists the Go files of a package, without tests, sorted.
func (c *checker) names(name string) []string {
	found := map[string]bool{}
	entries, _ := os.ReadDir(filepath.Join(c.src, name)) // A package that only the tree has is in no folder.
	for _, entry := range entries {
		found[entry.Name()] = true
	}
	for file := range c.tree.Files {
		if path.Dir(file) == name {
			found[path.Base(file)] = true
		}
	}
	for _, file := range c.tree.Gone {
		if path.Dir(file) == name {
			delete(found, path.Base(file))
		}
	}
	maps.DeleteFunc(found, func(base string, _ bool) bool {
		return !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go")
	})
	return slices.Sorted(maps.Keys(found))
}

// resolve finds what an import means: a package of the tree, of std, or a vendored one.
func (c *checker) resolve(from, name string) string {
	vendored := "vendor/" + name
	if strings.HasPrefix(from, "cmd/") {
		vendored = "cmd/vendor/" + name
	}
	if info, err := os.Stat(filepath.Join(c.src, vendored)); err == nil && info.IsDir() {
		return vendored
	}
	return name
}

type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	return i[path], nil
}
