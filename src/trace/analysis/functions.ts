import type { SpanFile } from "../event.ts";
import type { FunctionCompiled } from "../schema.generated.ts";
import { atOrAround, duration, kind } from "./lineage.ts";
import { eventsOf } from "./recorded-events.ts";
import { compare, type NamedSum, SumsByNumber } from "./sums.ts";

/** A function on a worker of one process. */
export interface CompiledFunction {
  readonly name: string;
  /** Time on its worker. */
  readonly time: number;
  readonly open: boolean;
  /** Absent where its code did not get ready. */
  readonly compiled?: FunctionCompiled;
}

export interface FunctionRow {
  readonly package: string;
  readonly name: string;
  /** Time on its worker. */
  readonly time: number;
  /** What was done for it on the main goroutine: inlining into it, walk, and so on. */
  readonly frontEnd: number;
  /** How often it was compiled; 0 for one that only the front end saw. */
  readonly count: number;
  readonly textBytes: number;
  readonly frameBytes: number;
  readonly inlinedCalls: number;
  /** SSA values, as they were built and after the passes. */
  readonly valuesBefore: number;
  readonly values: number;
  /** Whether no end was recorded: its process ended in it, or was killed before the end reached the file. */
  readonly open: boolean;
}

/** The functions of one process; `rows` are theirs. */
export function functionsOf({ spans, names, events }: SpanFile, rows: readonly number[]): CompiledFunction[] {
  const compiled = new Map(
    eventsOf(events, "FunctionCompiled").map(({ span, fields }) => [
      atOrAround(spans, span, kind.function),
      fields,
    ]),
  );
  return rows.map((row) => {
    const fields = compiled.get(row);
    return {
      name: names[spans.name[row]!]!,
      time: duration(spans, row),
      open: spans.open[row] === 1,
      ...(fields && { compiled: fields }),
    };
  });
}

/** What was done on the main goroutine, in two sums over the same spans: by what it was, and by the function it was for. */
export interface Works {
  readonly byWork: readonly NamedSum[];
  readonly byFunction: readonly NamedSum[];
}

export function worksOf({ spans, names, works }: SpanFile): Works {
  const [byWork, byFunction] = [new SumsByNumber(names), new SumsByNumber(names)];
  for (const [i, row] of works.span.entries()) {
    byWork.add(works.name[i]!, duration(spans, row));
    byFunction.add(spans.name[row]!, duration(spans, row));
  }
  return { byWork: byWork.list(), byFunction: byFunction.list() };
}

/** What functionRows needs of a process. */
export interface FunctionsOfProcess {
  readonly package: string;
  readonly functions: readonly CompiledFunction[];
  readonly works: Works;
}

/** The longest on workers first, then by time in the front end, package and name. */
export function functionRows(processes: readonly FunctionsOfProcess[]): FunctionRow[] {
  const packages = new Map<string, Map<string, MutableRow>>();
  for (const { package: of, functions, works } of processes) {
    const rows = packages.get(of) ?? new Map<string, MutableRow>();
    packages.set(of, rows);
    for (const { name, time, open, compiled } of functions) {
      const row = rowOf(rows, of, name);
      row.time += time;
      row.count += 1;
      row.open ||= open;
      row.textBytes += compiled?.textBytes ?? 0;
      row.frameBytes = Math.max(row.frameBytes, compiled?.frameBytes ?? 0);
      row.inlinedCalls += compiled?.inlinedCalls ?? 0;
      row.valuesBefore += compiled?.valuesBefore ?? 0;
      row.values += compiled?.values ?? 0;
    }
    for (const { name, time } of works.byFunction) rowOf(rows, of, name).frontEnd += time;
  }
  return [...packages.values()]
    .flatMap((rows) => [...rows.values()])
    .sort(
      (a, b) =>
        b.time - a.time ||
        b.frontEnd - a.frontEnd ||
        compare(a.package, b.package) ||
        compare(a.name, b.name),
    );
}

type MutableRow = { -readonly [Key in keyof FunctionRow]: FunctionRow[Key] };

function rowOf(rows: Map<string, MutableRow>, of: string, name: string): MutableRow {
  const known = rows.get(name);
  if (known) return known;
  const row = { package: of, name, ...unseen };
  rows.set(name, row);
  return row;
}

const unseen: Omit<FunctionRow, "package" | "name"> = {
  time: 0,
  frontEnd: 0,
  count: 0,
  textBytes: 0,
  frameBytes: 0,
  inlinedCalls: 0,
  valuesBefore: 0,
  values: 0,
  open: false,
};
