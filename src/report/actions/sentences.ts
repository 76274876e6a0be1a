import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { ActionAnalysis } from "../../trace/actions/analyze.ts";
import type { Outcome } from "../../trace/actions/outcome.ts";

const inWords: Readonly<Record<Outcome, string>> = {
  ran: "ran",
  failed: "failed",
  cached: "cached",
  "up-to-date": "up to date",
  "not-needed": "not needed",
  skipped: "skipped",
  internal: "without commands",
};

/** The build in sentences: how long, what came of it, what it waited for, and how well the simulation knows it. */
export function buildSentences(analysis: ActionAnalysis): string[] {
  if (analysis.actions.length === 0) return ["go had nothing to do."];
  return [whole(analysis), path(analysis), ...waiting(analysis), ...spared(analysis), ...trust(analysis)];
}

/** In four at most, with the simulation in words; what to do about it is advice. None of a build of which nothing is known. */
export function shortSentences(analysis: ActionAnalysis): string[] {
  if (analysis.path.elements.length === 0) return [];
  return [whole(analysis), ...spared(analysis), path(analysis), simulated(analysis)];
}

function simulated({ whatIf }: ActionAnalysis): string {
  const { slots, simulated, wall } = whatIf;
  const others = whatIf.bySlots.filter((row) => row.slots !== slots);
  const times = others.map((row) => formatTime(row.wall)).join(", ");
  return (
    `Simulated on ${others.map((row) => row.slots).join(", ")} slots: ${times} ` +
    `(as it was: ${formatTime(simulated)}, ${formatShare(simulated, wall)} of the real time).`
  );
}

function whole({ wall, waiting, whatIf, actions, outcomes }: ActionAnalysis): string {
  const kinds = (Object.keys(inWords) as Outcome[]).filter((outcome) => outcomes[outcome]);
  const counts = kinds.map((outcome) => `${outcomes[outcome]} ${inWords[outcome]}`);
  return (
    `go's actions took ${formatTime(wall)} on ${formatCount(whatIf.slots, "slot")}, ${formatTime(waiting.running)} ` +
    `one after the other; ${formatCount(actions.length, "action")}: ${counts.join(", ")}.`
  );
}

function path({ path, wall }: ActionAnalysis): string {
  const share = formatShare(path.length, wall);
  return `The critical path is ${formatTime(path.length)} (${share}): no number of slots makes the build shorter.`;
}

/** A shorter wait is the time that a slot needs to take an action; nanoseconds. */
const notableWait = 1e6;

/** The wait for dependencies is in the path; its sum over actions says nothing. */
function waiting({ actions }: ActionAnalysis): string[] {
  const waits = actions.flatMap(({ forSlot = 0 }) => (forSlot >= notableWait ? [forSlot] : []));
  if (waits.length === 0) return [];
  const mean = formatTime(waits.reduce((sum, wait) => sum + wait, 0) / waits.length);
  return [`${formatCount(waits.length, "action")} had to wait for a slot, for ${mean} on average.`];
}

/** How much of what the build could have made was there already, and what it cost when it was made. */
function spared({ spared }: ActionAnalysis): string[] {
  const { of, actions, known, running, cpu } = spared;
  if (actions === 0) return [];
  const there = `${actions} of ${formatCount(of, "result")} came out of the build cache`;
  if (known === 0) return [`${there}; what they would have cost is not known.`];
  const unknown = actions - known;
  const but = unknown === 0 ? "" : `; the cost of ${unknown} is not known`;
  return [`${there}, which saved ${formatTime(cpu)} of CPU time (${formatTime(running)} of running)${but}.`];
}

/** Only where it is off by more than a reader would expect of the table. */
function trust({ whatIf }: ActionAnalysis): string[] {
  const { accuracy = 1 } = whatIf;
  if (Math.abs(accuracy - 1) <= 0.02) return [];
  const share = formatShare(accuracy, 1);
  return [
    `The simulation of this build takes ${share} of its real time, so do not trust the table further than that.`,
  ];
}
