import { expect, it } from "vitest";
import { constructs, describeGap, grammarGap } from "./constructs.ts";
import { loadGoParser, textOf } from "./tree.ts";

const parser = await loadGoParser();

const inFunction = (expression: string): string =>
  `package p\n\nfunc f(x, y []int) {\n\tv := ${expression}\n\tuse(v)\n}\n\nfunc g() {}\n`;
const besides = (declaration: string): string =>
  `package p\n\ntype T[P any] struct{}\n\n// Of T.\n${declaration}\n\nfunc g(f func(int) T[int]) { _ = new(T[int]) }\n`;

/** The construct that is named for a text, which must be torn. */
function named(text: string): string | undefined {
  const gap = grammarGap(parser.parse(text));
  if (!gap) throw new Error("the grammar reads it");
  return gap.construct;
}

it.each([
  ...["42", '"a b"', "`x`", "'c'", "-1", "a+b", "f()", "f(x)", "a.b(c)", "a.b(c).d", "&T{}", "T{}"],
  ...["[]int{1}", "[]int{1}[0]", 'map[string]int{"a": 1}', "x[1]", "x[1:2]", "<-c", "!b", "(1)", "x.(T)"],
  ...["func() int { return 1 }()", "struct{}{}", "len(x)", "g[int](1, 2)", "f(make([]int, 1))", "T{1, 2}"],
])("names new(expr): new(%s)", (expression) => {
  expect(named(inFunction(`new(${expression})`))).toBe("new(expr)");
  expect(named(inFunction(`use(make([]int, 1), new(string), new( // why\n${expression}))`))).toBe(
    "new(expr)",
  );
});

it.each([
  "func (r *T[P]) N[I any](n I) I { return n }",
  "func (T[P]) N[I any]() {}",
  "func (t T[P]) Map[U any, V ~int](f func(P) U) (a int, b V)",
  "func (t T[P]) Map[\n\tU any, // a comment ] ( \n](f func(P) U) {}",
  "func /* (a) b[c]( */ (t T[P]) Map[K comparable, V any](m map[K]V) { for range m { return } }",
])("names a method with type parameters: %s", (declaration) => {
  expect(named(besides(declaration))).toBe("method with type parameters");
});

it.each(["make(n-1)", "make(100)", "use(make(len(x)-1), make(int, 2))"])(
  "names a local function of the name make: %s",
  (expression) => {
    expect(named(inFunction(expression))).toBe("local function named make");
  },
);

it.each([
  "f(1 2)",
  "make([]int, 1 2)",
  "make(map[string]int, 1 2)",
  "new(int, 1 2)",
  "new(*T.U) 2",
  "x.new(1 2)",
  '"new(42)" 2',
  "`func (t T) N[P any]() {}` 2",
  "/* new(42) */ 1 2",
])("names nothing where the error is another: %s", (expression) => {
  expect(named(inFunction(expression))).toBeUndefined();
});

it("goes by the error that a known construct explains, though others stand before it", () => {
  const tree = parser.parse(`${inFunction("f(1 2)")}\nvar p = new(42)\n`);
  const gap = grammarGap(tree)!;
  expect([gap.construct, textOf(tree, gap.error)]).toEqual(["new(expr)", "42"]);
});

it("finds no gap in a whole tree", () => {
  expect(grammarGap(parser.parse(inFunction("new(int)")))).toBeUndefined();
});

it.each([
  "new(",
  "new",
  "func (",
  "func (t T) N[",
  "new(make(1",
  ")]}new(1)",
  '"',
  "`",
  "/*",
  "'",
  "func func",
])("reads a text that ends anywhere: %s", (text) => {
  const tree = parser.parse(`package p\n\nvar x = = ${text}`);
  expect(describeGap(tree, grammarGap(tree)!)).toMatch(/`.*`$/s);
});

it("names a call that is nested deeply", () => {
  const text = `package p\nvar x = ${"new(".repeat(2_000)}1 +${")".repeat(2_000)}`;
  expect(named(text)).toBe("new(expr)");
});

it("says the construct, since when it is Go, and the line", () => {
  const tree = parser.parse(inFunction("new(42)"));
  expect(describeGap(tree, grammarGap(tree)!)).toBe(
    `new(expr), Go since ${constructs["new(expr)"]}, which tree-sitter-go cannot read: \`v := new(42)\``,
  );
});

it("shows where an error begins that no known construct explains", () => {
  const tree = parser.parse(inFunction("f(1 2)"));
  expect(describeGap(tree, grammarGap(tree)!)).toBe(
    "none of the constructs that tree-sitter-go is known to lack: `v := f(1 2)`",
  );
});
