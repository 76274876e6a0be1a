import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { ActionRow } from "../actions/analyze.ts";
import { importPathOf, withoutVariant } from "../event.ts";
import type { Rule } from "./advice.ts";
import type { Build } from "./build.ts";

/** Of all work: less is the price of a package or two. */
const leastShare = 0.1;

/** cgo and the C compiler behind it. */
export const cgoCost: Rule = {
  id: "cgo-cost",
  title: "cgo costs much",
  when: `What cgo and the C compiler do is at least ${formatShare(leastShare, 1)} of all work. Up to go1.25 that is the time of compiles of packages with cgo in which no Go tool ran; from go1.26 on they are actions of their own.`,
  remedy:
    "Where C is not needed, build with CGO_ENABLED=0 (net and os/user have Go versions of all that they need); else keep the C code in a package that seldom changes.",
  hasPlace: false,
  observe: (build) => {
    const { actions, waiting } = build.analysis.actions ?? {};
    const packages = packagesWithCgo(build);
    if (!actions || !waiting || packages.length === 0) return [];
    const time = actions.reduce((sum, row) => sum + inC(row, build, packages), 0);
    const share = time / Math.max(waiting.running, 1);
    const saves = share * build.elapsed;
    if (share < leastShare || saves < build.worth) return [];
    const names = packages.length > 3 ? `${packages.slice(0, 3).join(", ")}, …` : packages.join(", ");
    return [
      {
        subject: packages[0]!,
        evidence: { packages: packages.length, time, share },
        sentence: `cgo and the C compiler took ${formatTime(time)} for ${formatCount(packages.length, "package")} (${names}), ${formatShare(share, 1)} of all work.`,
        saves,
      },
    ];
  },
};

function packagesWithCgo({ processes }: Build): string[] {
  const paths = processes
    .filter(({ header }) => header.tool === "cgo")
    .map(({ header }) => withoutVariant(importPathOf(header)));
  return [...new Set(paths)].sort();
}

/** The time of an action that is not spent in Go's compiler and assembler. */
function inC(
  { mode, package: path, running = 0, files }: ActionRow,
  build: Build,
  withCgo: readonly string[],
): number {
  if (/^cgo |^collect cgo$/.test(mode)) return running;
  if (mode !== "build" || !withCgo.includes(path)) return 0;
  const known = new Set(files);
  const traced = build.analysis.processes.filter(({ file, tool }) => tool !== "cgo" && known.has(file));
  return Math.max(0, running - traced.reduce((sum, { wall }) => sum + wall, 0));
}
