import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { Rule } from "./advice.ts";

/** Of the time of all compiles: reading all imports together takes a few percent in a usual build. */
const leastShare = 0.05;

/** One dependency that is dear to import. */
export const importReading: Rule = {
  id: "import-reading",
  title: "Reading one dependency dominates",
  when: `Reading the export data of one package is at least ${formatShare(leastShare, 1)} of the time of the compiles, over all that import it.`,
  remedy:
    "Import less of it: what its importers need of it could be a smaller package with fewer exported generic and inlinable functions.",
  hasPlace: false,
  observe: (build) => {
    const { imports, total } = build.analysis;
    const [first] = imports;
    if (!first) return [];
    const { name, time, importers } = first;
    const saves = build.inElapsed(time);
    if (time < leastShare * total.detailed || saves < build.worth) return [];
    return [
      {
        subject: name,
        evidence: { time, importers, share: time / total.detailed },
        sentence: `Reading ${name} for ${formatCount(importers, "package")} takes ${formatTime(time)}, ${formatShare(time, total.detailed)} of the time of the compiles.`,
        saves,
      },
    ];
  },
};
