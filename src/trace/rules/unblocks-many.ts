import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { ActionRow } from "../actions/analyze.ts";
import type { Rule } from "./advice.ts";
import type { Build } from "./build.ts";

/** Fewer packages can run one after the other while the next slow one compiles. */
const leastWaiting = 10;

/** With more of the slots at work the build does not stand still for the package. */
const mostBusy = 0.6;

/** A package that others wait for while slots are free. */
export const unblocksMany: Rule = {
  id: "unblocks-many",
  title: "A package that unblocks many",
  when: `At least ${leastWaiting} compiles wait for one package as the last of what they import, and while it compiles, at most ${formatShare(mostBusy, 1)} of the slots are busy.`,
  remedy:
    "Move what the others need of it into a smaller package that compiles first, or cut the imports that are needed for little.",
  hasPlace: false,
  observe: (build) =>
    bottlenecks(build).map(({ package: subject, running, waiting, busy, slots, saves }) => ({
      subject,
      evidence: { waiting, running, busySlots: busy, slots },
      sentence: `${formatCount(waiting, "package")} waited for ${subject}, which compiled for ${formatTime(running)} while ${busy.toFixed(1)} of ${formatCount(slots, "slot")} were busy.`,
      saves,
    })),
};

/** Whether `unblocks-many` tells of the package. */
export function isBottleneck(build: Build, subject: string): boolean {
  return bottlenecks(build).some((one) => one.package === subject);
}

interface Bottleneck {
  readonly package: string;
  readonly running: number;
  readonly waiting: number;
  /** Slots that were busy while it ran, with its own, on average. */
  readonly busy: number;
  readonly slots: number;
  readonly saves: number;
}

function bottlenecks(build: Build): Bottleneck[] {
  const { actions = [], whatIf } = build.analysis.actions ?? {};
  if (!whatIf || whatIf.slots < 2) return [];
  const { slots, byUnit } = whatIf;
  const waiting = waitingFor(actions);
  return actions
    .flatMap((row, index) => {
      const { mode, package: path, running = 0 } = row;
      const many = waiting.get(index) ?? 0;
      const busy = busyDuring(row, actions);
      if (mode !== "build" || many < leastWaiting || busy > mostBusy * slots || !build.owns(row)) return [];
      const free = byUnit.find((unit) => unit.work === "compile" && unit.package === path);
      const idle = (running * (slots - busy)) / slots;
      return [{ package: path, running, waiting: many, busy, slots, saves: free?.saved ?? idle }];
    })
    .filter(({ saves }) => saves >= build.worth)
    .sort((a, b) => b.saves - a.saves);
}

/** By the index of an action: for how many compiles it was the last that they had to wait for. */
function waitingFor(actions: readonly ActionRow[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { mode, outcome, waitedFor } of actions) {
    if (mode !== "build" || outcome !== "ran" || waitedFor === undefined) continue;
    counts.set(waitedFor, (counts.get(waitedFor) ?? 0) + 1);
  }
  return counts;
}

function busyDuring({ start = 0, done = 0 }: ActionRow, actions: readonly ActionRow[]): number {
  const time = actions.reduce(
    (sum, other) => sum + Math.max(0, Math.min(done, other.done ?? 0) - Math.max(start, other.start ?? 0)),
    0,
  );
  return time / Math.max(done - start, 1);
}
