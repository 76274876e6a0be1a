import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { Rule } from "./advice.ts";
import { isStandard } from "./build.ts";

/** A program needs some fifty packages of the standard library; a few of them are compiled for a test or a flag. */
const leastPackages = 20;

/** Of the time of all processes. */
const leastShare = 0.3;

/** The standard library, compiled for a program that only uses it. */
export const coldCache: Rule = {
  id: "cold-cache",
  title: "The standard library had to be compiled",
  when: `At least ${leastPackages} packages of the standard library were compiled beside others, which took at least ${formatShare(leastShare, 1)} of the time of all processes.`,
  remedy:
    "Without `-a` it is compiled once for each toolchain, target and set of flags. In CI, keep GOCACHE from run to run. (A traced build has a cache of its own, which is empty at first: this may be all there is to it.)",
  hasPlace: false,
  observe: (build) => {
    const { processes, analysis } = build;
    const standard = processes.filter(isStandard);
    const files = new Set(standard.map(({ file }) => file));
    const packages = new Set(standard.map(({ header }) => header.package)).size;
    if (packages < leastPackages || build.own.some(isStandard)) return [];
    const time = analysis.processes.reduce((sum, { file, wall }) => (files.has(file) ? sum + wall : sum), 0);
    const saves = build.inElapsed(time);
    if (time < leastShare * analysis.total.wall || saves < build.worth) return [];
    return [
      {
        subject: "std",
        evidence: { packages, time, share: time / analysis.total.wall },
        sentence: `${formatCount(packages, "package")} of the standard library had to be compiled: ${formatTime(time)}, ${formatShare(time, analysis.total.wall)} of all processes.`,
        saves,
      },
    ];
  },
};
