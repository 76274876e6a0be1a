import { expect, it } from "vitest";
import { type FuncDecl, functionsOf } from "./functions.ts";
import { loadGoParser, textOf } from "./tree.ts";

const parser = await loadGoParser();

function only(source: string): FuncDecl {
  const functions = functionsOf(parser.parse(`package p\n\n${source}\n`));
  expect(functions).toHaveLength(1);
  return functions[0]!;
}

it.each([
  ["func (t *Timings) f() {}", "Timings"],
  ["func (t Timings) f() {}", "Timings"],
  ["func (*Timings) f() {}", "Timings"],
  ["func (Timings) f() {}", "Timings"],
  ["func (l *List[T]) f() {}", "List"],
  ["func (l List[K, V]) f() {}", "List"],
  ["func (*List[_]) f() {}", "List"],
  ["func (List[T]) f() {}", "List"],
  ["func (l (*List[T])) f() {}", "List"],
  ["func (_ *(Timings)) f() {}", "Timings"],
  ["func ( /* it */ t *Timings, ) f() {}", "Timings"],
  ["func (größe *Größe) f() {}", "Größe"],
])("names the base type of the receiver: %s", (source, receiver) => {
  expect(only(source)).toMatchObject({ name: "f", receiver });
});

it("gives a function no receiver", () => {
  expect(only("func f[T any](xs ...T) (n int, err error) { return }")).toMatchObject({
    name: "f",
    receiver: undefined,
  });
});

it("gives a function without a body no body, and nothing in it", () => {
  expect(only("func f() int")).toMatchObject({ body: undefined, returns: [], defers: [], calls: [] });
});

it("lists functions in the order of the text, and no literal or type among them", () => {
  const tree = parser.parse(
    "package p\nfunc b() {}\ntype T struct{ f func() }\nvar v = func() {}\nfunc (T) a() {}\nfunc b() {}\n",
  );
  expect(functionsOf(tree).map(({ name, receiver }) => [receiver, name])).toEqual([
    [undefined, "b"],
    ["T", "a"],
    [undefined, "b"],
  ]);
});

it("covers the declaration and its body, braces included", () => {
  const tree = parser.parse("package p // 😀\nfunc é() int { return 1 }\n");
  const [f] = functionsOf(tree);
  expect(textOf(tree, f!.node)).toBe("func é() int { return 1 }");
  expect(textOf(tree, f!.body!)).toBe("{ return 1 }");
});

it("counts returns, defers and calls wherever they are nested, but not those of function literals", () => {
  const tree = parser.parse(`package p

func f(a int) int {
	defer unlock(mu())
	if a > 0 {
		for range a {
			switch { case a > 1: return one() }
		}
		return 2
	}
	defer func() { defer log(); recover(); return }()
	g := func() int { return h() }
	return g()
}
`);
  const [f] = functionsOf(tree);
  const texts = (nodes: FuncDecl["calls"]): string[] => nodes.map((node) => textOf(tree, node));
  expect(texts(f!.returns)).toEqual(["return one()", "return 2", "return g()"]);
  expect(texts(f!.defers)).toEqual([
    "defer unlock(mu())",
    "defer func() { defer log(); recover(); return }()",
  ]);
  expect(texts(f!.calls)).toEqual([
    "unlock(mu())",
    "mu()",
    "one()",
    "func() { defer log(); recover(); return }()",
    "g()",
  ]);
});
