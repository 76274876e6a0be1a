import { expect, test } from "vitest";
import { parseGoVersion } from "../../src/base/version.ts";
import { parsePatch } from "../../src/patch/parse.ts";
import { asKnownAt } from "./as-known-at.ts";
import { insertionsIn, tools } from "./line-diff.ts";
import { renderRow, withTable } from "./table.ts";

const good = { right: 3, wrong: 0, all: 4 };
const row = {
  release: "go1.23.0",
  changes: { asIs: good, repaired: { right: 3, wrong: 1, all: 4 } },
  diffs: tools.map((tool) => ({ tool, hunks: good, files: good, whole: { right: 0, wrong: 0, all: 1 } })),
};

test("a row says what is right of how many, and what went wrong", () => {
  const diff = "3 of 4, 3 of 4, no";
  expect(renderRow(row)).toBe(`| go1.23.0 | 3 of 4 | 3 of 4, **1 wrong** | ${diff} | ${diff} | ${diff} |\n`);
});

test("the table goes between its marks, again and again, and nowhere else", () => {
  const document = "a\n<!-- history -->\nold\n<!-- /history -->\nb\n";
  const once = withTable(document, [row]);
  expect(once).toContain(renderRow(row));
  expect(once).not.toContain("old");
  expect(withTable(once, [row])).toBe(once);
  expect(() => withTable("a\n", [row])).toThrow("no place for the table");
});

test("a set that knows one release has its variants only, for every release", () => {
  const text = `patch p
package cmd/x

change a
until go1.22

 func F() {
+	old()
 	...
 }

# Why.
change a
since go1.22

 func F() {
+	now()
 	...
 }

change b
since go1.25

 func G() {
+	later()
 	...
 }
`;
  const set = {
    name: "s",
    tools: [],
    patches: [parsePatch("p.patch", text)],
    payload: [],
    fingerprint: "",
    files: {},
  };
  const [patch] = asKnownAt(set, parseGoVersion("go1.22.3")!).patches;
  expect(patch?.changes.map(({ id, since, until, body }) => [id, since, until, body[1]?.text])).toEqual([
    ["p/a", undefined, undefined, "\tnow()"],
  ]);
  expect(asKnownAt(set, parseGoVersion("go1.22.3")!).patches).toHaveLength(1);
});

test("insertions are told by the line that follows them", () => {
  expect([...insertionsIn("a\nb\nc\n", "a\nx\nb\nc\ny\n")]).toEqual([1, 3]);
  expect([...insertionsIn("a\nb\n", "a\nB\n")]).toEqual([1]);
});
