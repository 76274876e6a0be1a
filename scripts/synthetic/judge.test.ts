import { expect, test } from "vitest";
import { parseGoVersion } from "../../src/base/version.ts";
import { parsePatch } from "../../src/patch/parse.ts";
import type { Plan } from "../../src/patch/plan.ts";
import { planPatches } from "../../src/patch/plan.ts";
import { TreeCache } from "../../src/patch/trees.ts";
import { loadGoParser } from "../../src/syntax/tree.ts";
import { anchorsOf } from "./anchor.ts";
import { misplaced } from "./judge.ts";
import { Refactoring, type Rewritten } from "./refactoring.ts";

const parser = await loadGoParser();
const version = parseGoVersion("go1.26.0")!;
const file = "cmd/x/x.go";
const text = "package x\n\nfunc F() {\n\ta()\n\tb()\n\tc()\n}\n";
const sources = new Map([[file, text]]);

const setOf = (context: string, header = "") => ({
  name: "s",
  tools: [],
  patches: [
    parsePatch(
      "p.patch",
      `patch p\nchange h\npackage cmd/x\n${header} func F() {\n \t...\n${context} \t...\n }\n`,
    ),
  ],
  payload: [],
  fingerprint: "",
  files: {},
});
const besideB = setOf("+\th()\n \tb()\n");

const stretch = (of: string) => ({ file, from: text.indexOf(of), to: text.indexOf(of) + of.length });

/** What is wrong if `planned` is put into a tree whose anchors are those of `set` in the release. */
function judge(set: ReturnType<typeof setOf>, rewritten: Rewritten, planned = set): string[] {
  const anchors = anchorsOf(set, version, new TreeCache(parser, sources));
  const result = planPatches(parser, planned, version, rewritten.sources);
  const plan: Plan = result.kind === "plan" ? result.plan : { files: [], changes: [] };
  const tree = (path: string) => parser.parse(rewritten.sources.get(path) ?? "");
  return misplaced(plan, new Set(["p/h"]), anchors, rewritten, tree).map(({ kind }) => kind);
}

test("text that stands where its anchor went is right, wherever that is", () => {
  const [b, c] = [stretch("b()"), stretch("c()")];
  expect(judge(besideB, new Refactoring(sources).replace(b, c).replace(c, b).rewritten())).toEqual([]);
});

test("text beside something else is a stray, and its anchor goes without", () => {
  const rewritten = new Refactoring(sources).insert(file, 0, "// more\n").rewritten();
  expect(judge(besideB, rewritten, setOf("+\th()\n \tc()\n"))).toEqual(["stray", "guess"]);
});

test("to choose one of two copies is a guess; all of them are right if every place is meant", () => {
  const b = stretch("b()");
  const twice = new Refactoring(sources).replace(b, b, "\n\t", b).rewritten();
  expect(judge(besideB, twice, setOf("+\th()\n \tb()\n \tb()\n"))).toEqual(["guess"]);
  const every = setOf("+\th()\n \tb()\n", "require every\n");
  expect(judge(every, twice)).toEqual([]);
});

test("text for an anchor that is gone is a stray", () => {
  const gone = new Refactoring(sources).replace(stretch("b()")).rewritten();
  expect(judge(besideB, gone, setOf("+\th()\n \tc()\n"))).toEqual(["stray", "guess"]);
});

test("of what was extracted, the call and the statement are equally right", () => {
  const b = stretch("b()");
  const extracted = new Refactoring(sources)
    .replace(b, { text: "bStep()", instead: b })
    .insert(file, text.length, "\nfunc bStep() {\n\t", b, "\n}\n")
    .rewritten();
  expect(judge(besideB, extracted, setOf("+\th()\n \tbStep()\n"))).toEqual([]);
});
