import { formatShare, formatTime } from "../../base/units.ts";
import type { Rule } from "./advice.ts";

/** More of the slots at work is as good as builds get. */
const mostBusy = 0.5;

/** A shorter build compiles what changed, one package after the other, and has nothing to do side by side. */
const leastWork = 5e9;

/** More slots than the dependencies between packages let work. */
export const idleSlots: Rule = {
  id: "idle-slots",
  title: "Idle slots",
  when: `Of two or more slots at most ${formatShare(mostBusy, 1)} are busy on average, in a build with at least ${formatTime(leastWork)} of work. What would be saved is told by the rules for what they wait for.`,
  remedy: "More cores would not help: shorten the critical path. A smaller machine would do as well.",
  hasPlace: false,
  observe: ({ analysis: { actions } }) => {
    if (!actions) return [];
    const { wall, waiting, whatIf, path } = actions;
    const busy = waiting.running / Math.max(wall, 1);
    if (whatIf.slots < 2 || waiting.running < leastWork || busy > mostBusy * whatIf.slots) return [];
    return [
      {
        subject: "go",
        evidence: { slots: whatIf.slots, busySlots: busy, running: waiting.running, wall, path: path.length },
        sentence: `Of ${whatIf.slots} slots ${busy.toFixed(1)} were busy on average: the rest waited for dependencies, of which the longest chain takes ${formatTime(path.length)}.`,
        saves: 0,
      },
    ];
  },
};
