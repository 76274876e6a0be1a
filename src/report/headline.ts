import { formatBytes, formatCount, formatShare, formatTime } from "../base/units.ts";
import type { ActionAnalysis } from "../trace/actions/analyze.ts";
import type { FunctionRow } from "../trace/analysis/functions.ts";
import type { ProcessRow } from "../trace/analysis/processes.ts";
import type { Analysis } from "../trace/analyze.ts";
import { printable } from "./printable.ts";

/** The result in one sentence: wall time only, in shares of the wall time of all processes. */
export function headline({ processes, elapsed, total, actions }: Analysis): string {
  const [only] = processes;
  if (!only) return actions ? nothingCompiled(actions) : "No process was traced.";
  const { wall, detailed, frontEnd, backEnd, named } = total;
  const subject =
    processes.length === 1
      ? `${printable(`${only.tool} of ${only.package}`)} took ${formatTime(wall)}`
      : `${countTools(processes)} took ${formatTime(wall)} in all, within ${formatTime(elapsed)} ` +
        `(${(wall / Math.max(elapsed, 1)).toFixed(1)} at a time)`;
  const parts = [
    `${formatShare(frontEnd, wall)} front end`,
    `${formatShare(backEnd, wall)} back end`,
    ...(named > frontEnd + backEnd ? [`${formatShare(named - frontEnd - backEnd, wall)} other phases`] : []),
    ...(wall > detailed ? [`${formatShare(wall - detailed, wall)} recorded as a whole`] : []),
    ...(detailed > 0 ? [`${formatShare(detailed - named, wall)} outside named phases`] : []),
  ];
  const made = `${formatCount(total.functions, "function")} with ${formatBytes(total.textBytes)} of machine code`;
  return `${subject}: ${parts.join(", ")}; ${made}.`;
}

/** Of a build of which go told, and that ran no tool. */
function nothingCompiled({ spared: { of, actions } }: ActionAnalysis): string {
  if (actions === 0) return "No process was traced.";
  const all = actions === of ? "all" : `${actions} of`;
  return `Nothing was compiled: ${all} ${formatCount(of, "result")} came out of the build cache (\`go build -a\` compiles all).`;
}

/** That the figures are those up to now, where they are. */
export function runningSentences({ running }: Pick<Analysis, "running">): string[] {
  if (!running) return [];
  return ["The session is still running: the figures are those up to now."];
}

/** What went wrong in the processes themselves, a sentence each; nothing where all is well. */
export function failures({ processes, functions, running }: Analysis): string[] {
  const killed = processes.filter(({ exit }) => exit === undefined).length;
  const failed = processes.filter(({ exit }) => exit !== undefined && exit !== 0).length;
  const open = functions.filter((row) => row.open);
  const ends = [
    ...(failed ? [`${failed} failed`] : []),
    ...(killed ? [`${killed} ${running ? "did not end yet" : "did not end by itself"}`] : []),
  ];
  return [
    ...(ends.length > 0
      ? [`Of ${formatCount(processes.length, "process", "processes")}, ${ends.join(" and ")}.`]
      : []),
    ...(open.length > 0 ? [`${running ? "Now" : "Last seen"} in: ${nameSome(open)}.`] : []),
  ];
}

function nameSome(functions: readonly FunctionRow[]): string {
  const names = functions
    .slice(0, 3)
    .map(({ name, package: of }) => `${printable(name)} of ${printable(of)}`);
  const rest = functions.length - names.length;
  return [...names, ...(rest > 0 ? [formatCount(rest, "other")] : [])].join(", ");
}

function countTools(processes: readonly ProcessRow[]): string {
  const tools = new Set(processes.map(({ tool }) => tool));
  return tools.size === 1
    ? `${processes.length} ${printable([...tools][0]!)} processes`
    : `${processes.length} processes`;
}
