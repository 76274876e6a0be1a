import { addFigures, type Figure, type Subject } from "./figure.ts";
import type { SessionFigures } from "./session-figures.ts";
import type { Unit } from "./unit.ts";

/** One row by session; undefined where a session does not have it. */
export interface Row {
  readonly name: string;
  /** The import path of a function, and the path that its symbol begins with. */
  readonly package?: string;
  readonly path?: string;
  readonly before: readonly (Figure | undefined)[];
  readonly after: readonly (Figure | undefined)[];
}

/** Adds up, in each session, what the units have of a subject. Functions are told apart by their packages, too. */
export function rowsOf(
  subject: Subject,
  units: readonly string[],
  before: readonly SessionFigures[],
  after: readonly SessionFigures[],
): Row[] {
  const rows = new Map<string, Filled>();
  const sessions = [...before, ...after];
  for (const [at, session] of sessions.entries()) {
    for (const unit of units.map((name) => session.units.get(name)!))
      for (const [name, figure] of unit.rows[subject]) {
        const { figures } = rowFor(rows, subject === "function" ? unit : undefined, name, sessions.length);
        const seen = figures[at];
        figures[at] = seen ? addFigures(seen, figure) : figure;
      }
  }
  return [...rows.values()].map(({ figures, ...row }) => ({
    ...row,
    before: figures.slice(0, before.length),
    after: figures.slice(before.length),
  }));
}

interface Filled extends Pick<Row, "name" | "package" | "path"> {
  readonly figures: (Figure | undefined)[];
}

function rowFor(rows: Map<string, Filled>, unit: Unit | undefined, name: string, sessions: number): Filled {
  const key = unit ? `${unit.package}\0${name}` : name;
  const known = rows.get(key);
  if (known) return known;
  const made = {
    name,
    ...(unit && { package: unit.package, path: unit.path }),
    figures: new Array<Figure | undefined>(sessions).fill(undefined),
  };
  rows.set(key, made);
  return made;
}

/** Whether any session of a side has it. */
export function isIn(side: Row["before"]): boolean {
  return side.some((figure) => figure !== undefined);
}

/** What the side's sessions say of its source, where they all say the same. */
export function sourceOf(side: Row["before"]): string | undefined {
  const sources = new Set(side.flatMap((figure) => (figure ? [figure.source] : [])));
  return sources.size === 1 ? [...sources][0] : undefined;
}
