import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { Rule } from "./advice.ts";

/** Another machine or flag for less is not worth its trouble. */
const leastGain = 0.1;

/** A simulation that is further off the build that there was says nothing of others. */
const mostError = 0.1;

/** Work that is ready, and no slot for it. */
export const waitingForSlots: Rule = {
  id: "waiting-for-slots",
  title: "Waiting for a slot",
  when: `Simulated with more slots (\`-p\`), the build ends sooner by at least ${formatShare(leastGain, 1)}. The simulation of the build as it was must be right to ${formatShare(mostError, 1)}.`,
  remedy: "If the machine has idle cores, raise `-p` (or GOMAXPROCS); else a machine with more cores helps.",
  hasPlace: false,
  observe: (build) => {
    const { whatIf, waiting } = build.analysis.actions ?? {};
    if (!whatIf || !waiting || Math.abs((whatIf.accuracy ?? 0) - 1) > mostError) return [];
    const { slots, simulated } = whatIf;
    const better = whatIf.bySlots.find(
      (row) => row.slots > slots && simulated - row.wall >= Math.max(build.worth, leastGain * simulated),
    );
    if (!better) return [];
    const saves = simulated - better.wall;
    return [
      {
        subject: "go",
        evidence: {
          slots,
          forSlot: waiting.forSlot,
          simulated,
          moreSlots: better.slots,
          simulatedWithMore: better.wall,
        },
        sentence: `Work that was ready waited for ${formatCount(slots, "slot")}: with ${better.slots} the build would take ${formatTime(better.wall)} instead of ${formatTime(simulated)} (simulated).`,
        saves,
      },
    ];
  },
};
