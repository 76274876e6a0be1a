import { formatBytes, formatCount, formatShortTime } from "../../base/units.ts";
import type { Change } from "../../trace/diff/change.ts";
import type { Diff } from "../../trace/diff/diff.ts";
import { canTell } from "../../trace/diff/gate.ts";
import type { DiffRow } from "../../trace/diff/table.ts";
import type { TotalRow } from "../../trace/diff/totals.ts";
import { shorten } from "../table.ts";
import { nameOf } from "./tables.ts";
import { type FormatFigure, formatDelta, formatRatio, sideNames, verdict } from "./words.ts";

const measures: Readonly<
  Record<TotalRow["measure"], { readonly name: string; readonly format: FormatFigure }>
> = {
  elapsed: { name: "from start to end", format: formatShortTime },
  wall: { name: "wall time of the processes", format: formatShortTime },
  cpu: { name: "CPU time", format: formatShortTime },
  workers: { name: "functions on workers", format: formatShortTime },
  allocatedBytes: { name: "allocated", format: formatBytes },
  textBytes: { name: "machine code", format: formatBytes },
};

/** The result: what was compared, and how much it changed in all. */
export function headline(diff: Diff): string {
  const [before, after] = sideNames(diff);
  const count = (sessions: readonly unknown[]): string => formatCount(sessions.length, "session");
  const sides = `From ${before} (${count(diff.before)}) to ${after} (${count(diff.after)})`;
  if (diff.totals.length === 0) return `${sides}: there is nothing that all sessions have compiled.`;
  const totals = diff.totals.map(totalText);
  return `${sides}, ${formatCount(diff.packages, "package")} that all of them compiled: ${totals.join("; ")}.`;
}

/** `CPU time +4.1 % (10.0 s → 10.4 s, p=0.002)`. */
export function totalText({ measure, change }: TotalRow): string {
  const { name, format } = measures[measure];
  const sizes = [change.before, change.after].map((side) => format(Math.round(side?.median ?? 0)));
  const details = [sizes.join(" → "), ...pOf(change)];
  return `${name} ${verdict(change)} (${details.join(", ")})`;
}

const pOf = ({ p }: Change): string[] => (p === undefined ? [] : [`p=${p.toFixed(3)}`]);

/** Where it changed most, and what can be said of chance. */
export function sentences(diff: Diff): string[] {
  if (diff.totals.length === 0) return [];
  return [...largest(diff), ...evidence(diff)];
}

/** Characters of a name in a sentence: an instance can be called by a whole struct. */
const longestName = 60;

/** The largest significant change of each subject; where nothing can be significant, the largest. */
function largest(diff: Diff): string[] {
  const { tables, alpha } = diff;
  const tells = canTell(diff);
  const found = tables.flatMap(({ subject, rows: [row] }) => {
    if (row?.time.ratio === undefined || row.time.delta === 0 || (tells && !row.time.significant)) return [];
    const details = [formatRatio(row.time.ratio), ...(tells ? pOf(row.time) : [])];
    const delta = formatDelta(row.time.delta, formatShortTime);
    return [
      `${subject} ${shorten(nameOf(row), longestName)} ${delta} (${details.join(", ")})${subject === "function" ? inPass(diff, row) : ""}`,
    ];
  });
  if (found.length > 0) return [`${tells ? "Changed" : "Differs"} most: ${found.join("; ")}.`];
  const subjects = tables.map(({ subject }) => subject).join(" or ");
  return tells && subjects !== "" ? [`No ${subjects} changed in time (alpha ${alpha}).`] : [];
}

/** `, of it pass regalloc +1.2 ms`: the pass of a function that changed most. */
function inPass({ functionPasses }: Diff, { name, package: of }: DiffRow): string {
  const [pass] = functionPasses.find((one) => one.function === name && one.package === of)?.passes ?? [];
  if (!pass || pass.time.delta === 0) return "";
  return `, of it pass ${nameOf(pass)} ${formatDelta(pass.time.delta, formatShortTime)}`;
}

/** So many sessions on a side give an interval of 95 %. */
const enough = 6;

function evidence({ before, after, leastP, alpha }: Diff): string[] {
  const more =
    `Record ${enough} of each, in turn: ` +
    "`for i in 1 2 3 4 5 6; do traceinject go build -a ./...; done`; then name them with commas between.";
  if (leastP === undefined)
    return [
      `With one session on a side nothing can be said about chance: each figure may differ by itself. ${more}`,
    ];
  if (leastP <= alpha) return [];
  return [
    `${before.length} and ${after.length} sessions cannot give less than p=${leastP.toFixed(3)}, so nothing can be ` +
      `significant at alpha ${alpha}. ${more}`,
  ];
}
