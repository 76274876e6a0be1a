import fc from "fast-check";
import { expect, it } from "vitest";
import { childIn, loadGoParser, type Node, nodeAt, textOf, walk } from "./tree.ts";

const parser = await loadGoParser();

function find(root: Node, kind: Node["kind"]): Node {
  const found = [...walk(root)].find((node) => node.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

it("counts in UTF-16 code units, so that slices of the text are exact", () => {
  const tree = parser.parse('package p\n\nvar größe = "é😀" // 𝔘\nvar z = 1\n');
  const [literal, comment, number] = [
    find(tree.root, "interpreted_string_literal"),
    find(tree.root, "comment"),
    find(tree.root, "int_literal"),
  ];
  expect(textOf(tree, literal)).toBe('"é😀"');
  expect(literal).toMatchObject({ from: 23, to: 28 });
  expect(textOf(tree, comment)).toBe("// 𝔘");
  expect(textOf(tree, number)).toBe("1");
});

it("names kinds, fields and parents, and keeps punctuation and comments among the children", () => {
  const { root } = parser.parse("package p\n\nfunc f( /* no */ ) {}\n");
  const declaration = find(root, "function_declaration");
  expect(root).toMatchObject({ kind: "source_file", named: true, parent: undefined, field: undefined });
  expect(declaration.parent).toBe(root);
  expect(declaration.children.map(({ kind, named, field }) => [kind, named, field])).toEqual([
    ["func", false, undefined],
    ["identifier", true, "name"],
    ["parameter_list", true, "parameters"],
    ["block", true, "body"],
  ]);
  expect(find(root, "parameter_list").children.map((child) => child.kind)).toEqual(["(", "comment", ")"]);
});

it("finds no error in good Go", () => {
  expect(parser.parse("package p\n\nfunc f() int { return 1 }\n").errors).toEqual([]);
});

it("lists what could not be read as ERROR, in the order of the text", () => {
  const tree = parser.parse("package p\n\nfunc f() { x = = 1 }\n\nfunc g() { ]) }\n");
  expect(tree.errors.map(({ kind, missing }) => [kind, missing])).toEqual([
    ["ERROR", false],
    ["ERROR", false],
  ]);
  expect(tree.errors.map((error) => textOf(tree, error))).toEqual(["=", "])"]);
});

it("lists what the parser made up as missing: it covers nothing", () => {
  const tree = parser.parse("package p\n\nfunc f() { g(1 }\n");
  expect(tree.errors).toMatchObject([{ kind: ")", missing: true, from: 25, to: 25 }]);
  expect(textOf(tree, tree.errors[0]!)).toBe("");
});

it("finds the child in a field, and none in a node of another kind", () => {
  const tree = parser.parse("package p\n\nfunc f() {}\n");
  const declaration = find(tree.root, "function_declaration");
  const name = childIn(declaration, "function_declaration", "name");
  expect(name && textOf(tree, name)).toBe("f");
  expect(childIn(declaration, "function_declaration", "result")).toBeUndefined();
  expect(childIn(declaration, "method_declaration", "name")).toBeUndefined();
});

it("walks in the order of the text, and not below where it is told to stop", () => {
  const { root } = parser.parse("package p\n\nvar f = func() { g() }\n");
  const all = [...walk(root)];
  expect(all.map((node) => node.from)).toEqual(all.map((node) => node.from).sort((a, b) => a - b));
  const kinds = [...walk(root, (node) => node.kind !== "func_literal")].map((node) => node.kind);
  expect(kinds).toContain("func_literal");
  expect(kinds).not.toContain("call_expression");
});

it("finds the smallest named node at an offset", () => {
  const tree = parser.parse("package p\n\nfunc f() { gg(1) }\n");
  const at = (text: string): string => nodeAt(tree.root, tree.text.indexOf(text)).kind;
  expect([at("gg"), at("1"), at("func"), at("{")]).toEqual([
    "identifier",
    "int_literal",
    "function_declaration",
    "block",
  ]);
});

it("gives a tree whose nodes lie in their parents and follow each other, whatever the text", () => {
  const piece = fc.constantFrom(
    "func ",
    "f",
    "(",
    ")",
    "{",
    "}",
    "\n",
    "é",
    "😀",
    '"',
    "`",
    "return ",
    "//",
    "1",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const tree = parser.parse(`package p\n${pieces.join("")}`);
      for (const node of walk(tree.root)) expectNested(node);
    }),
    { seed: 1, numRuns: 300 },
  );
});

function expectNested(node: Node): void {
  let at = node.from;
  for (const child of node.children) {
    expect(child.parent).toBe(node);
    expect(child.from).toBeGreaterThanOrEqual(at);
    expect(child.to).toBeGreaterThanOrEqual(child.from);
    at = child.to;
  }
  expect(node.to).toBeGreaterThanOrEqual(at);
}

it("takes what is nested too deeply to be walked through for an error", () => {
  const nested = (levels: number): string =>
    `package p\n\nvar x = ${"(".repeat(levels)}1${")".repeat(levels)}\n`;
  expect(parser.parse(nested(1_000)).errors).toEqual([]);
  const { errors } = parser.parse(nested(50_000));
  expect(errors.map(({ kind, children }) => [kind, children])).toEqual(Array(3).fill(["ERROR", []]));
});
