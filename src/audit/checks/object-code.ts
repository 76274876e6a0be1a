import { causeOf } from "../cause.ts";
import type { Check } from "../check.ts";
import type { ChangedFunction } from "../object/comparison.ts";
import { isClosure, mayReplace } from "../policy.ts";
import { compared, differsUnplanned, findingOn, onChanged, onObjects, policyName } from "./object-outcome.ts";

export const unplannedChange: Check = {
  id: "unplanned-change",
  family: "code",
  title: "Only functions of the policy differ, and those into which one of them is inlined",
  why: "The claim of an instrumented compiler is that it is the stock one with hooks. Every function with other code, relocations or tables is a place where that must be argued, so there must be none but those that somebody argued for.",
  remedy: "Find out what makes it differ; if it has to, name it in the policy with the reason.",
  run: (subject) =>
    onChanged("unplanned-change", subject, (one) => {
      if (causeOf(subject, one).kind !== "unplanned") return undefined;
      const { before, after, facts } = one;
      const sizes = before.size === after.size ? "" : ` (${before.size} to ${after.size} bytes of code)`;
      return `its ${list(facts)} ${facts.length === 1 && !/s$/.test(facts[0] ?? "") ? "differs" : "differ"}${sizes}; ${policyName(subject)} does not name it`;
    }),
};

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export const specialFlags: Check = {
  id: "special-flags",
  family: "code",
  title: "What runtime and linker treat in a special way is as before (funcID, TOPFRAME, SPWRITE, DUPOK, …)",
  why: "The runtime stops tracebacks, hides frames and trusts SP by these marks, and the linker merges or keeps functions by them.",
  remedy: "Keep names and directives of the functions that the runtime knows.",
  run: (subject) =>
    onChanged("special-flags", subject, ({ before, after, facts }) =>
      facts.includes("flags") ? `it was ${marks(before)}, and is ${marks(after)}` : undefined,
    ),
};

function marks({ marks: all }: ChangedFunction["before"]): string {
  return all.length === 0 ? "ordinary" : all.join(", ");
}

export const inlining: Check = {
  id: "inlining",
  family: "code",
  title:
    "What is inlined is as before outside the policy; there, no call has become inlined, and none is one again",
  why: "Inlining decides frames, speed and profiles of every caller. A hook that changes a function's cost moves it across the budget, and a shifted line loses what the profile (PGO) had inlined.",
  remedy: "Mark hooks //go:noinline, and keep inserted text off the lines of the original.",
  run: (subject) =>
    onChanged("inlining", subject, (one) =>
      differsUnplanned(subject, one, "inlining") ? `its inline tree differs${changes(one)}` : turned(one),
    ),
};

/**
 * Calls that were inlined, and the other way round. The inline tree alone does not tell: it names only what still has an
 * instruction of its own, which other code around it may change.
 */
function turned({ before, after, references }: ChangedFunction): string[] {
  const calls = (sign: number): Set<string> =>
    new Set(
      references.filter(({ kind, count }) => kind === "call" && count * sign > 0).map((one) => one.target),
    );
  const [gained, lost] = [calls(1), calls(-1)];
  return [
    ...difference(before.inlines, after.inlines)
      .filter((name) => gained.has(name))
      .map((name) => `${name} was inlined, and is called now`),
    ...difference(after.inlines, before.inlines)
      .filter((name) => lost.has(name))
      .map((name) => `${name} was called, and is inlined now`),
  ];
}

function changes({ before, after }: ChangedFunction): string {
  const lost = difference(before.inlines, after.inlines).map((name) => `-${name}`);
  const gained = difference(after.inlines, before.inlines).map((name) => `+${name}`);
  return lost.length + gained.length === 0 ? "" : `: ${[...lost, ...gained].join(", ")}`;
}

/** The multiset difference of two lists. */
function difference(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b];
  return a.filter((name) => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

export const lineTables: Check = {
  id: "line-tables",
  family: "code",
  title:
    "Files and lines of every function are as before outside the policy, and where each begins is everywhere",
  why: "Positions are in panics, profiles and diagnostics, and the profile that guides inlining (PGO) finds its call sites by their distance from `func`.",
  remedy: "Insert on lines that exist, or put `//line :N:1` behind what is inserted.",
  run: (subject) =>
    onChanged("line-tables", subject, (one) => {
      const { before, after } = one;
      if (before.startLine !== after.startLine)
        return `it began in line ${before.startLine}, and begins in line ${after.startLine}`;
      return differsUnplanned(subject, one, "lines") ? "its lines differ from before" : undefined;
    }),
};

export const removedCode: Check = {
  id: "removed-code",
  family: "code",
  title: "No function is gone, but for closures of code that the policy lets be replaced",
  why: "Instrumentation adds. A function that is gone was renamed, dropped by dead code elimination, or its callers were changed.",
  remedy: "Keep the function and its callers.",
  run: (subject) =>
    onObjects(subject, (objects) =>
      compared(
        objects,
        objects.removed
          .filter(({ name }) => !(isClosure(name) && mayReplace(subject.policy, name)))
          .map(({ name, size }) =>
            findingOn("removed-code", subject, name, `it is gone (${size} bytes of code)`),
          ),
      ),
    ),
};
