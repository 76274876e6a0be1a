import { declarationRows } from "../analysis/declarations.ts";
import { type Figures, figuresOf } from "../analysis/figures.ts";
import { functionRows } from "../analysis/functions.ts";
import { readSymbol } from "../analysis/symbol.ts";
import { add, type Totals } from "../analysis/totals.ts";
import { Declarations } from "../declarations.ts";
import { importPathOf, type SpanFile, type SpanHeader } from "../event.ts";
import { type Level, levels } from "../event-type.ts";
import { declarationId, packageId } from "../ids.ts";
import { withoutMachine } from "../symbol.ts";
import type { Fact } from "./facts.ts";

/** What sessions can be compared by, and the level from which on it is recorded. */
export const subjectLevels = {
  phase: "phase",
  pass: "pass",
  package: "package",
  function: "function",
  declaration: "function",
  dependency: "phase",
} as const satisfies Record<string, Level>;

export type Subject = keyof typeof subjectLevels;

export const subjects = Object.keys(subjectLevels) as Subject[];

/** What one session says of one row, summed. Sizes are absent where they are not of that subject. */
export interface Figure {
  /** Nanoseconds. */
  readonly time: number;
  readonly count: number;
  readonly allocatedBytes?: number;
  /** Machine code. */
  readonly textBytes?: number;
  /** What changes with its source, where it has one: of a function the hash, of a declaration its stable id. */
  readonly source?: string;
}

export type FigureRows = ReadonlyMap<string, Figure>;

/** All that one tool did for one package: what sessions have in common, or not. */
export interface Unit {
  readonly tool: string;
  /** The import path, with its test variant, without folders of the machine. */
  readonly package: string;
  /** As the tool is given it: what symbols begin with. */
  readonly path: string;
  /** The least of its processes. */
  readonly level: Level;
  readonly processes: number;
  /** Whether all its processes ended with exit code 0. */
  readonly whole: boolean;
  readonly total: Totals;
  readonly rows: Readonly<Record<Subject, FigureRows>>;
}

/** One session, added up. */
export interface SessionFigures {
  readonly name: string;
  /** From the start of the first process to the end of the last one, in nanoseconds. */
  readonly elapsed: number;
  /** What it has to have in common with others; what is not known is left out. */
  readonly facts: Readonly<Partial<Record<Fact, string>>>;
  /** By `unitName`. */
  readonly units: ReadonlyMap<string, Unit>;
  /** CPU time of go's commands, with the units that it is of; absent where go did not tell. */
  readonly cpu?: readonly CpuTime[];
}

export interface CpuTime {
  readonly units: readonly string[];
  /** User mode and kernel; nanoseconds. */
  readonly time: number;
}

/** `net/http`, and `link net/http` of tools other than the compiler. */
export function unitName(header: Pick<SpanHeader, "tool" | "package" | "importPath">): string {
  const path = withoutMachine(importPathOf(header));
  return header.tool === "compile" ? path : `${header.tool} ${path}`;
}

/** Adds up the processes of one session, one after the other: nothing of a file is held but its sums. */
export class Units {
  readonly all = new Map<string, Unit>();

  /** A file without a header counts nowhere. */
  add(trace: SpanFile): void {
    const { header } = trace;
    if (!header) return;
    const name = unitName(header);
    const [unit, seen] = [unitOf(header, trace), this.all.get(name)];
    this.all.set(name, seen ? merge(seen, unit) : unit);
  }
}

function unitOf(header: SpanHeader, trace: SpanFile): Unit {
  const figures = figuresOf(trace);
  const path = withoutMachine(importPathOf(header));
  return {
    ...{ tool: header.tool, package: path, path: header.package, level: header.level, processes: 1 },
    whole: trace.exit?.code === 0,
    total: figures.total,
    rows: rowsOf(path, header, trace, figures),
  };
}

function merge(a: Unit, b: Unit): Unit {
  const rows = Object.fromEntries(subjects.map((one) => [one, mergeRows(a.rows[one], b.rows[one])]));
  return {
    ...a,
    level: levels[Math.min(levels.indexOf(a.level), levels.indexOf(b.level))]!,
    processes: a.processes + b.processes,
    whole: a.whole && b.whole,
    total: add(a.total, b.total),
    rows: rows as Record<Subject, FigureRows>,
  };
}

function mergeRows(a: FigureRows, b: FigureRows): FigureRows {
  return collect([...a, ...b]);
}

/** Adds up figures of one name. */
function collect(figures: Iterable<readonly [name: string, figure: Figure]>): FigureRows {
  const rows = new Map<string, Figure>();
  for (const [name, figure] of figures) {
    const seen = rows.get(name);
    rows.set(name, seen ? addFigures(seen, figure) : figure);
  }
  return rows;
}

/** A size that only one of them has is that one's; two sources are none that could be named. */
export function addFigures(a: Figure, b: Figure): Figure {
  const size = (key: "allocatedBytes" | "textBytes") =>
    a[key] === undefined && b[key] === undefined ? {} : { [key]: (a[key] ?? 0) + (b[key] ?? 0) };
  const source = a.source ?? b.source;
  return {
    ...{ time: a.time + b.time, count: a.count + b.count, ...size("allocatedBytes"), ...size("textBytes") },
    ...(source !== undefined && (b.source ?? source) === source && { source }),
  };
}

function rowsOf(
  path: string,
  header: SpanHeader,
  trace: SpanFile,
  figures: Figures,
): Record<Subject, FigureRows> {
  const { total, phases, passes, parts } = figures;
  const { wall: time, allocatedBytes, textBytes } = total;
  return {
    ...functionsAndDeclarations(path, header, trace, figures),
    phase: collect(phases.map((one) => [one.name, { ...pick(one), count: 1 }])),
    pass: collect(passes.map(({ name, time, count }) => [name, { time, count }])),
    package: new Map([[path, { time, count: 1, allocatedBytes, textBytes }]]),
    dependency: collect(
      parts.imports.map(({ name, time, count }) => [withoutMachine(name), { time, count }]),
    ),
  };
}

const pick = ({ time, allocatedBytes }: { time: number; allocatedBytes: number }) => ({
  time,
  allocatedBytes,
});

function functionsAndDeclarations(
  path: string,
  header: SpanHeader,
  trace: SpanFile,
  { functions, works }: Figures,
): Record<"function" | "declaration", FigureRows> {
  const process = [{ package: path, functions, works }];
  const home = packageId(path);
  const declarations = new Declarations(trace, header.package);
  const ids = new Map<string, string>();
  const compiled = functionRows(process).flatMap(({ name, time, count, textBytes }) => {
    if (count === 0) return []; // only the front end saw it
    const declared = declarations.enclosing(name);
    if (declared) ids.set(readSymbol(name, path).declaration, declarationId(home, declared));
    const source = declared && { source: declared.hash };
    return [[withoutMachine(name), { time, count, textBytes, ...source }]] as const;
  });
  const charged = declarationRows(process).map(({ name, time, functions: count, textBytes }) => {
    const source = ids.get(name);
    return [withoutMachine(name), { time, count, textBytes, ...(source && { source }) }] as const;
  });
  return { function: collect(compiled), declaration: collect(charged) };
}
