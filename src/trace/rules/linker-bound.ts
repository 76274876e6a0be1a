import { formatShare, formatTime } from "../../base/units.ts";
import type { PathElement } from "../actions/critical-path.ts";
import type { Rule } from "./advice.ts";

/** A link always ends the critical path; from here on it is a good part of the build. */
const leastOfPath = 0.3;

/** Of a link, from where on its debug information is what to begin with. */
const muchDwarf = 0.2;

/** A build that waits for its linker. */
export const linkerBound: Rule = {
  id: "linker-bound",
  title: "The linker holds up the build",
  when: `Links are at least ${formatShare(leastOfPath, 1)} of the critical path. Where phases for debug information (DWARF) are at least ${formatShare(muchDwarf, 1)} of it, they are what counts as saved.`,
  remedy:
    "Link fewer programs at a time, and let what is built only to be checked go through `go vet` or `go build` without a main package.",
  hasPlace: false,
  observe: (build) => {
    const { path } = build.analysis.actions ?? {};
    const links = path?.elements.filter(({ mode }) => mode === "link") ?? [];
    const time = links.reduce((sum, { running }) => sum + running, 0);
    const [longest] = [...links].sort((a, b) => b.running - a.running);
    if (!path || !longest || time < Math.max(build.worth, leastOfPath * path.length)) return [];
    const dwarf = timeIn(links, /dwarf/i);
    const isDwarf = dwarf >= muchDwarf * time;
    const because = isDwarf ? `, ${formatTime(dwarf)} of it for debug information` : "";
    return [
      {
        subject: longest.package,
        evidence: { linking: time, path: path.length, share: time / path.length, dwarf },
        sentence: `Linking ${longest.package} is ${formatShare(time, path.length)} of the critical path: ${formatTime(time)}${because}.`,
        saves: isDwarf ? dwarf : time,
        ...(isDwarf && {
          remedy: "Where nobody debugs the program, link it without DWARF: `-ldflags=-w`.",
        }),
      },
    ];
  },
};

function timeIn(elements: readonly PathElement[], phase: RegExp): number {
  const phases = elements.flatMap(({ processes }) => processes.flatMap((process) => process.phases));
  return phases.reduce((sum, { name, time }) => (phase.test(name) ? sum + time : sum), 0);
}
