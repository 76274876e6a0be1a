import { around, duration, kind } from "../analysis/lineage.ts";
import { importPathOf, type SpanFile } from "../event.ts";
import { withoutMachine } from "../symbol.ts";
import { Comparison } from "./change.ts";
import type { Diff } from "./diff.ts";
import { addFigures, type Figure } from "./figure.ts";
import { recording } from "./overlap.ts";
import type { Row } from "./rows.ts";
import type { SessionFigures } from "./session-figures.ts";
import { type DiffRow, diffRows } from "./table.ts";

/** What the passes did in one function, on both sides. */
export interface FunctionPasses {
  readonly function: string;
  /** Its import path. */
  readonly package: string;
  /** Significant changes first, then by how much the time changed. */
  readonly passes: readonly DiffRow[];
}

/** A function as one side names it. */
export interface FunctionName {
  readonly package: string;
  readonly name: string;
}

/** A function whose passes can be compared. */
export interface ComparedFunction {
  readonly before: FunctionName;
  readonly after: FunctionName;
}

/** All functions times all passes of all sessions could not be held; these are looked at when the others are compared. */
const mostFunctions = 20;

/** The functions that changed most, of those in packages that every session recorded down to the pass. */
export function functionsToCompare(
  { tables, units }: Pick<Diff, "tables" | "units">,
  sessions: readonly SessionFigures[],
): ComparedFunction[] {
  const recorded = new Set(recording("pass", units, sessions));
  const rows = tables.find(({ subject }) => subject === "function")?.rows ?? [];
  return rows
    .filter(({ time }) => time.delta !== 0)
    .map(({ name, package: of = "", formerName = name, formerPackage = of }) => ({
      before: { package: formerPackage, name: formerName },
      after: { package: of, name },
    }))
    .filter(({ before, after }) => recorded.has(before.package) && recorded.has(after.package))
    .slice(0, mostFunctions);
}

/** The passes of one session within the functions that are wanted. */
export class PassesWithin {
  private readonly figures: ReadonlyMap<string, Map<string, Figure>>;

  constructor(wanted: readonly FunctionName[]) {
    this.figures = new Map(wanted.map((one) => [keyOf(one), new Map()]));
  }

  /** A pass within a pass of the same function is a part of it. */
  add({ header, names, spans }: Pick<SpanFile, "header" | "names" | "spans">): void {
    if (header?.tool !== "compile") return;
    const path = withoutMachine(importPathOf(header));
    const found = names.map((name) => this.figures.get(keyOf({ package: path, name: withoutMachine(name) })));
    for (let row = 0; row < spans.start.length; row++) {
      if (spans.kind[row] !== kind.pass || around(spans, row, kind.pass) >= 0) continue;
      const own = around(spans, row, kind.function);
      const passes = own < 0 ? undefined : found[spans.name[own]!];
      if (passes) addTo(passes, names[spans.name[row]!]!, { time: duration(spans, row), count: 1 });
    }
  }

  of(one: FunctionName): ReadonlyMap<string, Figure> {
    return this.figures.get(keyOf(one)) ?? new Map();
  }
}

const keyOf = ({ package: of, name }: FunctionName): string => `${of}\0${name}`;

function addTo(passes: Map<string, Figure>, name: string, figure: Figure): void {
  const seen = passes.get(name);
  passes.set(name, seen ? addFigures(seen, figure) : figure);
}

/** Compares the passes of each function, in the order of the functions; without those of which nothing was recorded. */
export function comparePasses(
  functions: readonly ComparedFunction[],
  before: readonly PassesWithin[],
  after: readonly PassesWithin[],
  alpha: number,
): FunctionPasses[] {
  const comparison = new Comparison(alpha);
  return functions
    .map((one) => ({
      ...{ function: one.after.name, package: one.after.package },
      passes: diffRows(
        "pass",
        passRows(
          before.map((session) => session.of(one.before)),
          after.map((session) => session.of(one.after)),
        ),
        comparison,
      ),
    }))
    .filter(({ passes }) => passes.length > 0);
}

function passRows(
  before: readonly ReadonlyMap<string, Figure>[],
  after: readonly ReadonlyMap<string, Figure>[],
): Row[] {
  const names = new Set([...before, ...after].flatMap((session) => [...session.keys()]));
  const side = (sessions: typeof before, name: string) => sessions.map((session) => session.get(name));
  return [...names].map((name) => ({ name, before: side(before, name), after: side(after, name) }));
}
