import { expect, test } from "vitest";
import { parseGoVersion } from "../base/version.ts";
import { loadGoParser } from "../syntax/tree.ts";
import { parsePatch } from "./parse.ts";
import { type PlanResult, planPatches } from "./plan.ts";

const parser = await loadGoParser();

/** Plans one change on one function with these statements: what comes out, and CPU seconds without the parsing of the source. */
function plan(body: string, statements: readonly string[]): { result: PlanResult; seconds: number } {
  const text = `package x\n\nfunc F() {\n${statements.map((one) => `\t${one}\n`).join("")}}\n`;
  const tree = parser.parse(text);
  const parsed = { ...parser, parse: (other: string) => (other === text ? tree : parser.parse(other)) };
  const patch = parsePatch("p.patch", `patch p\nchange a\npackage cmd/x\n${body}`);
  const set = { name: "s", tools: [], patches: [patch], payload: [], fingerprint: "", files: {} };
  const before = process.cpuUsage();
  const result = planPatches(parsed, set, parseGoVersion("go1.26.0")!, new Map([["cmd/x/x.go", text]]));
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}

const kinds = (result: PlanResult): readonly string[] =>
  result.kind === "drift" ? result.drift.map(({ kind }) => kind) : ["plan"];

const many = (text: (index: number) => string): string[] => Array.from({ length: 20_000 }, (_, n) => text(n));

test.each([
  [
    "several `...` with equal anchors between them",
    " func F() {\n \t...\n \ta()\n \t...\n \ta()\n \t...\n \ta()\n \t...\n \tlast()\n+\th()\n }\n",
    [...many(() => "a()"), "last()"],
    ["plan"],
  ],
  [
    "an anchor that is not there after anchors that are everywhere",
    " func F() {\n \t...\n \ta()\n \t...\n \ta()\n \t...\n+\th()\n \tgone()\n }\n",
    many(() => "a()"),
    ["anchor-missing"],
  ],
  [
    "a deep pattern in a deep pattern",
    " func F() {\n \t<...\n \tif ok {\n \t\t<...\n+\t\th()\n \t\tlast()\n \t\t...>\n \t}\n \t...>\n }\n",
    [...many((n) => (n % 4 ? "a()" : "if ok { a(); a() }")), "if ok { for { last() } }"],
    ["plan"],
  ],
  [
    "names that the inserted lines use, each another one",
    " func F() {\n \t...\n \tf($x)\n \t...\n \tg($x)\n+\th($x)\n \t...\n }\n",
    [...many((n) => `f(${n})`), "g(7)"],
    ["plan"],
  ],
  [
    "every place",
    "require every\n func F() {\n \t<...\n \tf($x)\n+\th($x)\n \t...>\n }\n",
    many((n) => `f(${n})`),
    ["plan"],
  ],
  [
    "a list of all statements",
    " func F() {\n+\th()\n \t$...all\n \tlast()\n }\n",
    [...many((n) => `f(${n})`), "last()"],
    ["plan"],
  ],
])(
  "%s: 20,000 statements are planned in about a second",
  (_what, body, statements, expected) => {
    const { result, seconds } = plan(body, statements);
    expect(kinds(result)).toEqual(expected);
    expect(seconds).toBeLessThan(6);
  },
  60_000,
);

test("a pattern that fits in more ways than can be tried is drift, not a wait", () => {
  const body = " func F() {\n \t...\n \tf($x)\n \t...\n \tg($y)\n \t...\n+\th($x, $y)\n \tlast()\n }\n";
  const statements = [...many((n) => (n % 2 ? `f(${n})` : `g(${n})`)), "last()"];
  const { result, seconds } = plan(body, statements);
  expect(kinds(result)).toEqual(["too-many-ways"]);
  expect(seconds).toBeLessThan(10);
}, 60_000);

test("a file full of comments is searched for a declaration in no time", () => {
  const noted = Array.from(
    { length: 200 },
    () => "var _ func( /* a */ (int), /* b */ (int) ) /* c */ ( /* d */ (int) ) // e",
  );
  const { result, seconds } = plan(" func Gone() {\n+\th()\n \t...\n }\n", [...noted, "Gone()"]);
  expect(kinds(result)).toEqual(["declaration-missing"]);
  expect(seconds).toBeLessThan(6);
}, 60_000);
