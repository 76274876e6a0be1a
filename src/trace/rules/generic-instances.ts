import { formatShare, formatTime } from "../../base/units.ts";
import { readSymbol } from "../analysis/symbol.ts";
import type { Rule } from "./advice.ts";

/** A few instances are what generic code is for. */
const leastInstances = 10;

/** Of the time of all functions. */
const leastOfFunctions = 0.02;

const most = 3;

/** A generic declaration that is compiled for many lists of type arguments. */
export const genericInstances: Rule = {
  id: "generic-instances",
  title: "Many instances of one generic declaration",
  when: `One declaration is compiled for at least ${leastInstances} different lists of type arguments, which takes at least ${formatShare(leastOfFunctions, 1)} of the time of all functions. What all but one instance cost counts as saved.`,
  remedy:
    "Let the large part of its body be a function that is not generic, over an interface or sizes, and leave a thin generic one around it; or use fewer type arguments of different shapes.",
  hasPlace: true,
  observe: (build) =>
    build.declarations
      .filter((row) => row.instances >= leastInstances)
      .filter((row) => row.own >= leastOfFunctions * build.analysis.total.functionTime)
      .map((row) => ({ row, saves: build.workersInElapsed(row.own * (1 - 1 / row.instances)) }))
      .filter(({ saves }) => saves >= build.worth)
      .slice(0, most)
      .map(({ row: { name, instances, functions, own, textBytes }, saves }) => {
        const share = own / build.analysis.total.functionTime;
        const place = build.placeOf((one, home) => {
          const { declaration, typeArguments } = readSymbol(one.name, home);
          return (
            declaration === name && typeArguments !== "" && !/\]\.(?:func|gowrap|deferwrap)\d/.test(one.name)
          );
        });
        return {
          subject: name,
          evidence: { instances, functions, time: own, share, textBytes },
          sentence: `${instances} instances of ${name} cost ${formatTime(own)} on workers, ${formatShare(share, 1)} of all functions.`,
          saves,
          ...(place && { place }),
        };
      }),
};
