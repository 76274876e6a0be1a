import { expect, test } from "vitest";
import { parsePatch } from "./parse.ts";

const good = `# Why it is so.
#
# More.
patch p
package cmd/x
import "cmd/internal/hook"

# About the first.
change one
since go1.22
until go1.25
require every
covers log.Fatal

 func F() {
+	hook.Start()
 	...

 	last()
 }

change two
package cmd/y
import os

-var x = 1
+var x = 2
`;

test("the head gives defaults, a change adds to them", () => {
  const { name, description, changes } = parsePatch("p.patch", good);
  expect({ name, description }).toEqual({ name: "p", description: "Why it is so.\n\nMore." });
  expect(
    changes.map(({ id, package: target, imports, occurrence }) => ({ id, target, imports, occurrence })),
  ).toEqual([
    { id: "p/one", target: "cmd/x", imports: ["cmd/internal/hook"], occurrence: "every" },
    { id: "p/two", target: "cmd/y", imports: ["cmd/internal/hook", "os"], occurrence: "exactly-once" },
  ]);
  expect(changes[0]).toMatchObject({
    since: { lang: "go1.22" },
    until: { lang: "go1.25" },
    covers: ["log.Fatal"],
    line: 9,
  });
});

test("a body keeps signs, text and line numbers; blank lines inside it are context, those after it are not", () => {
  const [one] = parsePatch("p.patch", good).changes;
  expect(one!.body).toEqual([
    { sign: " ", text: "func F() {", line: 15 },
    { sign: "+", text: "\thook.Start()", line: 16 },
    { sign: " ", text: "\t...", line: 17 },
    { sign: " ", text: "", line: 18 },
    { sign: " ", text: "\tlast()", line: 19 },
    { sign: " ", text: "}", line: 20 },
  ]);
});

test.each([
  ["no name", "change a\npackage cmd/x\n+x\n", "p.patch:1: there is no line `patch NAME`"],
  ["no change", "patch p\n", "p.patch:1: there is no line `change NAME`"],
  ["no package", "patch p\nchange a\n+x\n", "p.patch:2: change a: no `package IMPORT/PATH`"],
  [
    "no edit",
    "patch p\nchange a\npackage cmd/x\n func F() {}\n",
    "p.patch:2: change a: no line with + or -: it changes nothing",
  ],
  ["unknown keyword", "patch p\npackge cmd/x\n", "p.patch:2: unknown keyword `packge`"],
  [
    "keyword after the body",
    "patch p\nchange a\npackage cmd/x\n+x\nsince go1.22\n",
    "p.patch:5: `since` after the body",
  ],
  ["body before a change", "patch p\n+x\n", "p.patch:2: a body line stands before the first `change NAME`"],
  ["bad version", "patch p\nchange a\nsince 1.22\n+x\n", "p.patch:3: `1.22` is no Go version"],
  [
    "bad occurrence",
    "patch p\nchange a\nrequire twice\n+x\n",
    "p.patch:3: `require twice`: known are exactly-once, every, at-most-once",
  ],
  [
    "out of GOROOT",
    "patch p\nchange a\npackage cmd/../../etc\n+x\n",
    "p.patch:2: change a: package cmd/../../etc leaves GOROOT/src",
  ],
  [
    "absolute path",
    "patch p\nchange a\npackage /etc\n+x\n",
    "p.patch:2: change a: package /etc leaves GOROOT/src",
  ],
])("refuses a patch with %s, and says where", (_what, text, message) => {
  expect(() => parsePatch("p.patch", text)).toThrow(message);
});
