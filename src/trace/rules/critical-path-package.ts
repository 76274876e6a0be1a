import { formatShare, formatTime } from "../../base/units.ts";
import type { Rule } from "./advice.ts";
import type { Build } from "./build.ts";
import { isBottleneck } from "./unblocks-many.ts";

/** A smaller piece of the critical path has others beside it that matter as much. */
const leastOfPath = 0.2;

/** One package without which the build would end sooner. */
export const criticalPathPackage: Rule = {
  id: "critical-path-package",
  title: "One slow package on the critical path",
  when: `The compile of one package is at least ${formatShare(leastOfPath, 1)} of the critical path, and a simulated build in which it takes no time ends sooner by what is worth a sentence. A package for which many wait is told by unblocks-many.`,
  remedy:
    "Split it into parts that do not need each other, so that they compile side by side; `traceinject explain` says where its time goes.",
  hasPlace: false,
  observe: (build) => {
    const { whatIf, path } = build.analysis.actions ?? {};
    if (!whatIf || !path) return [];
    return whatIf.byUnit
      .filter((unit) => unit.work === "compile" && build.owns(unit) && unit.saved >= build.worth)
      .filter((unit) => unit.onPath >= leastOfPath * path.length && !isBottleneck(build, unit.package))
      .map(({ package: subject, onPath, saved }) => ({
        subject,
        evidence: { onPath, path: path.length, share: onPath / path.length, simulatedSaving: saved },
        sentence: `${subject} is ${formatShare(onPath, path.length)} of the critical path: it compiles for ${formatTime(onPath)}${mostlyIn(build, subject)}, and without it the build would end ${formatTime(saved)} sooner.`,
        saves: saved,
      }));
  },
};

/** The longest phase of its compile. */
function mostlyIn({ analysis }: Build, subject: string): string {
  const elements = analysis.actions?.path.elements ?? [];
  const phases = elements
    .filter(({ mode, package: path }) => mode === "build" && path === subject)
    .flatMap(({ processes }) => processes.flatMap((process) => process.phases));
  const [longest] = phases.sort((a, b) => b.time - a.time);
  return longest ? `, ${formatTime(longest.time)} of it in ${longest.name}` : "";
}
