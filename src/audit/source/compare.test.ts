import { expect, it } from "vitest";
import { loadGoParser } from "../../syntax/tree.ts";
import { compareSources } from "./compare.ts";
import type { Compared, Declared, SourceComparison } from "./comparison.ts";

const parser = await loadGoParser();

/** Compares one file, or what `files` says. */
function compare(before: string | undefined, after: string | undefined): SourceComparison {
  return compareFiles({ "cmd/x/a.go": [before, after] });
}

function compareFiles(
  texts: Record<string, readonly [string | undefined, string | undefined]>,
): SourceComparison {
  const files = Object.entries(texts).map(([path, [before, after]]) => ({ path, before, after }));
  return compareSources(parser, { files, plannedPaths: [], vet: undefined, asmHeaders: undefined });
}

/** `-name text` for what is gone, `+name text` for what is new. */
function drawn({ differences }: Compared<Declared>): string[] {
  const line = (sign: string, one: Declared | undefined) => (one ? [`${sign}${one.name} ${one.text}`] : []);
  return differences.flatMap(({ before, after }) => [...line("-", before), ...line("+", after)]);
}

const file = `//go:build linux

package x

/*
#include <a.h>
*/
import "C"

//go:linkname now runtime.now
func now() int64

// Add adds.
//
//go:nosplit
func Add(a, b int, c ...string) (n int, err error) {
	defer done()
	return f(func() { return })
}

func (t *T[K]) Get(k K) *K { return nil }

type T[K any] struct {
	A, b int // fields
	*E
	pad [4]byte
}

type U = map[string]T[int]

var Table [16]uint8

const (
	One = iota
	two
)
`;

it("finds no difference between a file and its copy with other comments and layout", () => {
  const other = file
    .replace("// fields", "")
    .replace("A, b int", "A,\n\t\tb int")
    .replace("(a, b int, c ...string)", "(\n\ta, b int,\n\tc ...string,\n)");
  const { directives, linknames, signatures, exports, layouts, defers, unreadable } = compare(file, other);
  for (const part of [directives, linknames, signatures, exports, layouts]) {
    expect(part.differences).toEqual([]);
    expect(part.looked).toBeGreaterThan(0);
  }
  expect(defers).toEqual({ looked: 3, gained: [] });
  expect(unreadable).toEqual([]);
});

it("does not mind that a declaration moved to another file of the package", () => {
  const type = "type T struct{ A int }\n";
  const { exports, layouts } = compareFiles({
    "cmd/x/a.go": [`package x\n\n${type}`, "package x\n"],
    "cmd/x/b.go": ["package x\n", `package x\n\n${type}`],
  });
  expect([exports, layouts]).toEqual([
    { looked: 1, differences: [] },
    { looked: 1, differences: [] },
  ]);
});

it("reads every declaration of a new file as new", () => {
  const { linknames, signatures, exports, layouts, lines } = compare(undefined, file);
  expect(drawn(linknames)).toEqual(["+cmd/x.now runtime.now"]);
  expect(drawn(signatures)).toEqual([
    "+cmd/x.now func() int64",
    "+cmd/x.Add func(int, int, ...string) (int, error)",
    "+cmd/x.(*T[...]).Get func(*T[K]; K) *K",
  ]);
  expect(drawn(exports)).toEqual([
    "+cmd/x.Add func(int, int, ...string) (int, error)",
    "+cmd/x.(*T[...]).Get func(*T[K]; K) *K",
    "+cmd/x.T type struct{A int; *E}",
    "+cmd/x.U type = map[string]T[int]",
    "+cmd/x.Table var [16]uint8",
    "+cmd/x.One const",
  ]);
  expect(drawn(layouts)).toEqual([
    "+cmd/x.T [K any] struct{A, b int; *E; pad [4]byte}",
    "+cmd/x.U = map[string]T[int]",
    "+cmd/x.Table [16]uint8",
  ]);
  expect(lines.looked).toBe(0);
});

it.each([
  ["//go:nosplit\n", "", ["-cmd/x/a.go Add //go:nosplit"]],
  ["//go:nosplit\n", "//go:nosplit\n//go:norace\n", ["+cmd/x/a.go Add //go:norace"]],
  ["// Add adds.", "//go:noinline\n\n// Add adds.", ["+cmd/x/a.go //go:noinline"]],
  ["linux", "linux && amd64", ["-cmd/x/a.go //go:build linux", "+cmd/x/a.go //go:build linux && amd64"]],
  [
    "a.h",
    "b.h",
    ['-cmd/x/a.go import "C" /*\n#include <a.h>\n*/', '+cmd/x/a.go import "C" /*\n#include <b.h>\n*/'],
  ],
  ["var Table", "//export Table\nvar Table", ["+cmd/x/a.go var Table //export Table"]],
])("sees the directive that %j becoming %j changes", (from, to, wanted) => {
  expect(drawn(compare(file, file.replace(from, to)).directives)).toEqual(wanted);
});

it("knows a linkname that pulls a function in from one that pushes a body out", () => {
  const { differences } = compare(undefined, file.replace("int64\n", "int64 { return 0 }\n")).linknames;
  expect(differences.map(({ after }) => after?.pulls)).toEqual([false]);
  expect(compare(undefined, file).linknames.differences[0]?.after?.pulls).toBe(true);
});

it("sees a swap of parameters and a change of receiver, but not of a name", () => {
  expect(drawn(compare(file, file.replace("b int, c ...", "z int, d ...")).signatures)).toEqual([]);
  expect(drawn(compare(file, file.replace("a, b int, c", "a int, b bool, c")).signatures)).toEqual([
    "-cmd/x.Add func(int, int, ...string) (int, error)",
    "+cmd/x.Add func(int, bool, ...string) (int, error)",
  ]);
  expect(drawn(compare(file, file.replace("(t *T[K])", "(t T[K])")).signatures)).toHaveLength(2);
});

it.each([
  ["a new order of fields", "A, b int", "b, A int"],
  ["another array size", "[4]byte", "[8]byte"],
])("sees %s of a type", (_, from, to) => {
  expect(drawn(compare(file, file.replace(from, to)).layouts)).toHaveLength(2);
});

it("tells a change of unexported fields from one of the API", () => {
  expect(drawn(compare(file, file.replace("pad ", "pad2 ")).exports)).toEqual([]);
  expect(drawn(compare(file, file.replace("A, b int", "A int64; b int")).exports)).toEqual([
    "-cmd/x.T type struct{A int; *E}",
    "+cmd/x.T type struct{A int64; *E}",
  ]);
});

it("names functions and literals that gained a defer, and where it is in a loop", () => {
  const after = file
    .replace("\tdefer done()\n", "\tdefer done()\n\tdefer done()\n")
    .replace("func() { return }", "func() { for { defer done() } }");
  expect(compare(file, after).defers.gained).toEqual([
    {
      function: "cmd/x.Add",
      before: { returns: 1, defers: 1, looped: false },
      after: { returns: 1, defers: 2, looped: false },
      file: "cmd/x/a.go",
      line: 16,
    },
    {
      function: "cmd/x.Add.func1",
      before: { returns: 1, defers: 0, looped: false },
      after: { returns: 0, defers: 1, looped: true },
      file: "cmd/x/a.go",
      line: 19,
    },
  ]);
});

it("names the place where a file cannot be read, and proves nothing by it", () => {
  const { unreadable, exports } = compare(
    file,
    file.replace("type T[K any] struct {", "type T struct struct {"),
  );
  expect(unreadable).toEqual([{ file: "cmd/x/a.go", line: expect.any(Number) }]);
  expect(exports).toEqual({ looked: 0, differences: [] });
});

it("leaves tests and other files to the list of files", () => {
  const { lines, signatures } = compareFiles({
    "cmd/x/a_test.go": ["package x\n", "package x\nfunc f() {}\n"],
    "cmd/x/a.s": ["TEXT", "DATA"],
  });
  expect([lines.looked, signatures.looked]).toEqual([0, 0]);
});

it("names the functions whose own code differs, wherever they stand, and the initialisation of variables", () => {
  const before = `package x
func (l *List[T]) Add(t T) { l.n++ }
func same() { /* a */ f() }
func inner() { g(func() { h() }) }
func moves() {}
var a, b = 1, 2
var hook = func() {}
`;
  const after = before
    .replace("l.n++", "l.n++; hooked()")
    .replace("/* a */ ", "\n\t// b\n")
    .replace("h()", "h(); hooked()")
    .replace("func moves() {}\n", "")
    .replace("2\n", "3\n");
  const moved = "package x\nfunc moves() {}\nfunc added() {}\n";
  const texts = { "cmd/x/a.go": [before, after], "cmd/x/b.go": [undefined, moved] } as const;
  expect(compareFiles(texts).touched).toEqual([
    "cmd/x.(*List[...]).Add",
    "cmd/x.added",
    "cmd/x.init",
    "cmd/x.inner",
  ]);
  const literal = before.replace("func() {}\n", "func() { hooked() }\n");
  expect(compare(before, literal).touched).toEqual(["cmd/x.glob.", "cmd/x.init"]);
  expect(compare(before, before).touched).toEqual([]);
});
