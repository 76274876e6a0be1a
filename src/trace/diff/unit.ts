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
import { collect, type FigureRows, type Subject, subjects } from "./figure.ts";

/** All that one tool did for one package: what sessions have in common, or not. */
export interface Unit {
  /** The import path, with its test variant, without folders of the machine. */
  readonly package: string;
  /** As the tool is given it: what symbols begin with. */
  readonly path: string;
  /** The least of its processes. */
  readonly level: Level;
  /** Whether all its processes ended with exit code 0, and have recorded all that they had to. */
  readonly whole: boolean;
  readonly total: Totals;
  readonly rows: Readonly<Record<Subject, FigureRows>>;
}

/** `net/http` of the compiler, `link net/http` of another tool. */
export function unitName(header: Pick<SpanHeader, "tool" | "package" | "importPath">): string {
  const path = withoutMachine(importPathOf(header));
  return header.tool === "compile" ? path : `${header.tool} ${path}`;
}

/** Adds up the processes of one session, one after the other: nothing of a file is held but its sums. */
export class Units {
  /** By `unitName`. */
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
    ...{ package: path, path: header.package, level: header.level, total: figures.total },
    whole: trace.exit?.code === 0 && trace.exit.dropped === 0,
    rows: { ...wallRows(path, figures), ...workerRows(path, header.package, trace, figures) },
  };
}

function merge(a: Unit, b: Unit): Unit {
  const rows = subjects.map((one) => [one, collect([...a.rows[one], ...b.rows[one]])]);
  return {
    ...a,
    level: levels[Math.min(levels.indexOf(a.level), levels.indexOf(b.level))]!,
    whole: a.whole && b.whole,
    total: add(a.total, b.total),
    rows: Object.fromEntries(rows) as Record<Subject, FigureRows>,
  };
}

type WallSubject = "phase" | "package" | "dependency";

function wallRows(path: string, { total, phases, parts }: Figures): Record<WallSubject, FigureRows> {
  const { wall, allocatedBytes, textBytes } = total;
  const ofPhases = phases.map(({ name, time, allocatedBytes }) => {
    return [name, { time, count: 1, allocatedBytes }] as const;
  });
  const read = parts.imports.map(({ name, time, count }) => [withoutMachine(name), { time, count }] as const);
  return {
    phase: collect(ofPhases),
    package: new Map([[path, { time: wall, count: 1, allocatedBytes, textBytes }]]),
    dependency: collect(read),
  };
}

function workerRows(
  path: string,
  symbolPath: string,
  trace: SpanFile,
  { functions, works, passes }: Figures,
): Record<Exclude<Subject, WallSubject>, FigureRows> {
  const process = [{ package: path, functions, works }];
  const [home, declarations] = [packageId(path), new Declarations(trace, symbolPath)];
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
  return {
    pass: collect(passes.map(({ name, time, count }) => [name, { time, count }])),
    function: collect(compiled),
    declaration: collect(charged),
  };
}
