import { expect, test } from "vitest";
import { loadGoParser } from "../syntax/tree.ts";
import { parsePatch } from "./parse.ts";
import { compile } from "./pattern.ts";

const parser = await loadGoParser();

const compiled = (body: string): unknown =>
  parsePatch("p.patch", `patch p\nchange a\npackage cmd/x\n${body}`).changes.map((change) =>
    compile(parser, change),
  );

test.each([
  [
    "an insertion between two elisions",
    " func F() {\n \t...\n+\th()\n \t...\n }\n",
    "p.patch:6: the insertion stands between two `...`",
  ],
  [
    "a body that is no Go",
    " func F( {\n+\th()\n }\n",
    "p.patch:4: change p/a: the body, with its `-` lines, is no Go that parses",
  ],
  [
    "two declarations",
    " func F() {\n+\th()\n }\n func G() {\n }\n",
    "must be exactly one top-level declaration",
  ],
  ["an elision that is deleted", " func F() {\n-\tf(...)\n }\n", "p.patch:5: a `-` line holds `...`"],
  [
    "a name that nothing binds",
    " func F() {\n \tf()\n+\th($x)\n }\n",
    "p.patch:6: `$x` is bound by no line of the pattern",
  ],
])("refuses %s, and says where", (_what, body, message) => {
  expect(() => compiled(body)).toThrow(message);
});
