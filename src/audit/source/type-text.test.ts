import { expect, it } from "vitest";
import { loadGoParser } from "../../syntax/tree.ts";
import { parameterTypes, typeText } from "./type-text.ts";

const parser = await loadGoParser();

function type(text: string): string {
  const tree = parser.parse(`package x\n\ntype T ${text}\n`);
  expect(tree.errors).toEqual([]);
  const spec = tree.root.children.find(({ kind }) => kind === "type_declaration")!.children[1]!;
  return typeText(tree, spec.children.find(({ field }) => field === "type")!);
}

it.each([
  "int",
  "*io.Reader",
  "[]byte",
  "[n * 2]uint64",
  "map[string][]*T",
  "chan int",
  "<-chan int",
  "func(int, ...string) (int, error)",
  "func() error",
  "List[int, *T]",
  "struct{}",
  "struct{A, B int; c [4]byte; *E; io.Reader}",
  'struct{A []int `json:"a"`; F func(int) error "x y"}',
  "interface{}",
  "interface{M(int) error; ~int|string; E}",
])("writes %s in one line", (text) => {
  expect(type(text).replaceAll(" * ", "*")).toBe(text.replaceAll(" * ", "*"));
});

it("writes the same whatever the layout and the comments", () => {
  expect(type("struct {\n\tA,\n\t\tB int // two\n\n\t/* one */\n\tF func(\n\t\ta int,\n\t) error\n}")).toBe(
    "struct{A, B int; F func(int) error}",
  );
});

it("writes another text for another type", () => {
  const texts = [
    "struct{A B}",
    "struct{*B}",
    "struct{A *B}",
    "struct{B}",
    "chan chan int",
    "chan (<-chan int)",
  ];
  expect(new Set(texts.map(type)).size).toBe(texts.length);
});

it("gives each parameter its type, named or not", () => {
  const tree = parser.parse("package x\n\nfunc f(a, b int, /* rest */ c ...string) {}\n");
  const list = tree.root.children.at(-1)!.children.find(({ field }) => field === "parameters");
  const [fn] = tree.root.children.filter(({ kind }) => kind === "function_declaration");
  const parameters = list ?? fn!.children.find(({ field }) => field === "parameters")!;
  expect(parameterTypes(tree, parameters)).toEqual(["int", "int", "...string"]);
});
