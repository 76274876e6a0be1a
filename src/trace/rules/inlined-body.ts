import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import { readSymbol } from "../analysis/symbol.ts";
import type { Rule } from "./advice.ts";

/** Into fewer functions it is what inlining is for. */
const leastFunctions = 10;

/** Of the time of all functions. */
const leastOfFunctions = 0.02;

/** A body that is compiled again in each of many functions. */
export const inlinedBody: Rule = {
  id: "inlined-body",
  title: "An inlined body that costs much",
  when: `The body of one function is inlined into at least ${leastFunctions} others, and its share of their SSA values comes to at least ${formatShare(leastOfFunctions, 1)} of the time of all functions.`,
  remedy:
    "If its callers do not need the speed, mark it `//go:noinline`, or move its rare part into a function of its own.",
  hasPlace: true,
  observe: (build) =>
    build.declarations
      .filter((row) => row.inlinedInto >= leastFunctions)
      .filter((row) => row.inlined >= leastOfFunctions * build.analysis.total.functionTime)
      .map((row) => ({ ...row, saves: build.workersInElapsed(row.inlined) }))
      .filter(({ saves }) => saves >= build.worth)
      .sort((a, b) => b.saves - a.saves)
      .slice(0, 2)
      .map(({ name, inlined, inlinedInto, saves }) => {
        const share = inlined / build.analysis.total.functionTime;
        const place = build.placeOf((one, home) => readSymbol(one.name, home).declaration === name);
        return {
          subject: name,
          evidence: { inlinedInto, time: inlined, share },
          sentence: `${name}, inlined into ${formatCount(inlinedInto, "function")}, costs ${formatTime(inlined)} on workers there, ${formatShare(share, 1)} of all functions.`,
          saves,
          ...(place && { place }),
        };
      }),
};
