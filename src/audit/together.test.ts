import { expect, it } from "vitest";
import type { Outcome } from "./check.ts";
import { functionsOfAll, outcomeOfAll } from "./together.ts";

const finding = (subject: string) => ({ check: "frame-size", subject, message: "it grew" });

const checked = (looked: string, ...subjects: string[]): Outcome => ({
  kind: "checked",
  looked,
  findings: subjects.map(finding),
});

const of = (link: Outcome, asm: Outcome): Outcome =>
  outcomeOfAll([
    { tool: "cmd/link", value: link },
    { tool: "cmd/asm", value: asm },
  ]);

it("says once what is the same for all tools, and else for which tool it is", () => {
  expect(of(checked("6 files"), checked("6 files"))).toMatchObject({ looked: "6 files" });
  expect(of(checked("9 functions"), checked("4 functions"))).toMatchObject({
    looked: "cmd/link: 9 functions; cmd/asm: 4 functions",
  });
});

it("gives a finding once, and names the tools where it is not on all of them", () => {
  const outcome = of(checked("9 functions", "a", "b"), checked("4 functions", "a"));
  expect(outcome).toMatchObject({
    findings: [finding("a"), { ...finding("b"), message: "it grew (cmd/link)" }],
  });
});

it("is an answer if one tool could be looked at, and says why the other could not", () => {
  const not: Outcome = { kind: "not-checked", why: "it holds no DWARF" };
  expect(of(checked("9 functions"), not)).toEqual({
    ...checked("cmd/link: 9 functions; cmd/asm not checked: it holds no DWARF"),
  });
  expect(of(not, not)).toEqual(not);
});

it("adds up what was compared, and lists a function that differs in both tools once", () => {
  const size = { before: 1, after: 2 };
  const changed = {
    name: "a.F",
    package: "a",
    cause: { kind: "unplanned" },
    facts: ["code"],
    size,
    frame: size,
    args: size,
    references: [],
    instructions: undefined,
  } as const;
  const one = { compared: 3, identical: 2, undecided: 0, changed: [changed], added: ["b.G"], removed: [] };
  expect(functionsOfAll([one, one])).toEqual({ ...one, compared: 6, identical: 4 });
});
