import { levels } from "../event-type.ts";
import { type Subject, subjectLevels } from "./figure.ts";
import type { SessionFigures } from "./session-figures.ts";

/** What of the sessions can be compared. All lists are names of units, in the order of the alphabet. */
export interface Overlap {
  /** In every session, and all right there. */
  readonly common: readonly string[];
  /** In sessions of one side only: what the other side had in its build cache, or did not build. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** On both sides, but not in every session. */
  readonly inSome: readonly string[];
  /** In every session, but in one of them a process failed, was killed, or has lost its end. */
  readonly failed: readonly string[];
}

export function overlapOf(before: readonly SessionFigures[], after: readonly SessionFigures[]): Overlap {
  const all = [...before, ...after];
  const names = [...new Set(all.flatMap(({ units }) => [...units.keys()]))].sort();
  const found = { common: [], onlyBefore: [], onlyAfter: [], inSome: [], failed: [] };
  const lists: Record<keyof Overlap, string[]> = found;
  for (const name of names) lists[placeOf(name, before, after)].push(name);
  return lists;
}

function placeOf(
  name: string,
  before: readonly SessionFigures[],
  after: readonly SessionFigures[],
): keyof Overlap {
  const all = [...before, ...after];
  const has = ({ units }: SessionFigures): boolean => units.has(name);
  if (!after.some(has)) return "onlyBefore";
  if (!before.some(has)) return "onlyAfter";
  if (!all.every(has)) return "inSome";
  return all.every(({ units }) => units.get(name)!.whole) ? "common" : "failed";
}

/** Those of the units that record a subject in every session. */
export function recording(
  subject: Subject,
  units: readonly string[],
  sessions: readonly SessionFigures[],
): string[] {
  const wanted = levels.indexOf(subjectLevels[subject]);
  return units.filter((name) =>
    sessions.every(({ units }) => levels.indexOf(units.get(name)!.level) >= wanted),
  );
}
