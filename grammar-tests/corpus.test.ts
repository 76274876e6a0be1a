import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type GoParser, loadGoParser, textOf, walk } from "../src/syntax/tree.ts";
import { type Entry, parseCorpus, renderCorpus, renderTree } from "./corpus.ts";

const folder = new URL("corpus/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");
const wasm = await loadGoParser("wasm");
const native = await loadGoParser("native").catch((error: Error) => error);

/** What the corpus file would be with the trees that come out today. */
function updated(parser: GoParser, file: string): string {
  const entries = parseCorpus(read(file));
  return renderCorpus(entries.map((entry) => ({ ...entry, tree: treeOf(parser, entry.source) })));
}

const treeOf = (parser: GoParser, source: string): string => renderTree(parser.parse(source).root);
const rewrite =
  "UPDATE=1 npx vitest run --project grammar rewrites the trees; read the diff before committing";

if (process.env.UPDATE === "1")
  for (const file of files) writeFileSync(new URL(file, folder), updated(wasm, file));

const all = files.flatMap((file) => parseCorpus(read(file)).map((entry) => ({ file, ...entry })));
const gaps = all.filter(({ file }) => file === "gaps.txt");
const good = all.filter(({ file }) => file !== "gaps.txt");
const engines = native instanceof Error ? [wasm] : [wasm, native];

for (const parser of engines) {
  it.each(all)(`${parser.engine} reads $file: $name`, ({ source, tree }: Entry) => {
    expect(treeOf(parser, source), rewrite).toBe(tree);
  });
}

if (native instanceof Error) it.skip(`native reads the corpus: it does not load here: ${native.message}`);

it.each(good)("finds no error in $file: $name", ({ source }) => {
  const tree = wasm.parse(source);
  expect(tree.errors.map((error) => textOf(tree, error))).toEqual([]);
});

it.each(gaps)("still cannot read $name", ({ source }) => {
  const news =
    "the grammar has learned this: move the entry out of gaps.txt and update grammar-tests/releases";
  expect(wasm.parse(source).errors, news).not.toEqual([]);
});

it.each(all)("places every token where it stands in the text: $file: $name", ({ source }) => {
  const tree = wasm.parse(source);
  const tokens = [...walk(tree.root)].filter(
    (node) => !node.named && !node.missing && node.kind.trim() !== "",
  );
  expect(tokens.map((token) => textOf(tree, token))).toEqual(tokens.map((token) => token.kind));
});

it.each(good)("reads CRLF like LF: $file: $name", ({ source, tree }) => {
  expect(treeOf(wasm, source.replaceAll("\n", "\r\n"))).toBe(tree);
});

it("names each entry once, and has no text that is not an entry", () => {
  const names = all.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  for (const file of files) expect(renderCorpus(parseCorpus(read(file))), file).toBe(read(file));
});

it("refuses an entry without a line between text and tree", () => {
  expect(() => parseCorpus("===\na name\n===\n\npackage p\n")).toThrow(
    "corpus entry a name: want one line ---",
  );
});
