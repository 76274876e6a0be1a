import type { TraceFinding } from "../finding.ts";
import { Comparison } from "./change.ts";
import { type Subject, subjects } from "./figure.ts";
import { type DiffFinding, diffFindings } from "./finding.ts";
import type { FunctionPasses } from "./function-passes.ts";
import { leastP } from "./mann-whitney.ts";
import { overlapOf, recording } from "./overlap.ts";
import type { SessionFigures } from "./session-figures.ts";
import { type DiffTable, diffTable } from "./table.ts";
import { type TotalRow, totalRows } from "./totals.ts";

/**
 * Two sides, each of one session or of several of the same build, compared. Only what every session did enters the
 * figures. Times are nanoseconds, sizes bytes.
 */
export interface Diff {
  readonly before: readonly DiffSession[];
  readonly after: readonly DiffSession[];
  /** The probability with which chance may pass for a change. */
  readonly alpha: number;
  /** The least p that so many sessions can give; absent unless each side has two. Above `alpha` nothing is significant. */
  readonly leastP?: number;
  /** What was compared: packages, and `link …`, `asm …` for what other tools did for them. */
  readonly units: readonly string[];
  /** How many packages these are of. */
  readonly packages: number;
  readonly totals: readonly TotalRow[];
  readonly tables: readonly DiffTable[];
  /** What the passes did in the functions that changed most, in their order; none where functions are not compared. */
  readonly functionPasses: readonly FunctionPasses[];
  readonly findings: readonly DiffFinding[];
  /** What is wrong with the traces. Files are named below their sessions. */
  readonly traceFindings: readonly TraceFinding[];
}

export interface DiffSession {
  readonly name: string;
  /** All releases of Go in it, with commas between. */
  readonly goVersion: string;
}

/** Compares; each side has at least one session. There is a table for each of the subjects. */
export function diffSessions(
  before: readonly SessionFigures[],
  after: readonly SessionFigures[],
  alpha: number,
  by: readonly Subject[] = subjects,
): Omit<Diff, "traceFindings" | "functionPasses"> {
  const comparison = new Comparison(alpha);
  const overlap = overlapOf(before, after);
  const all = [...before, ...after];
  const table = (subject: Subject): DiffTable =>
    diffTable(subject, recording(subject, overlap.common, all), [before, after], comparison);
  return {
    ...{ before: before.map(summary), after: after.map(summary), alpha },
    ...(before.length > 1 && after.length > 1 && { leastP: leastP(before.length, after.length) }),
    units: overlap.common,
    totals: totalRows(before, after, overlap, comparison),
    packages: packagesOf(overlap.common, all[0]!),
    tables: by.map(table),
    findings: diffFindings(before, after, overlap),
  };
}

function summary({ name, facts }: SessionFigures): DiffSession {
  return { name, goVersion: facts["go-version"] ?? "" };
}

function packagesOf(names: readonly string[], { units }: SessionFigures): number {
  return new Set(names.map((name) => units.get(name)!.package)).size;
}
