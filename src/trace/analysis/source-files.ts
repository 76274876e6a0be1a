import { baseName } from "../declarations.ts";
import type { TraceEvent } from "../event.ts";
import type { CompiledFunction } from "./functions.ts";
import { eventsOf, fieldsOf } from "./recorded-events.ts";
import type { NamedSum } from "./sums.ts";

/** One Go file of a package, by what it made the compiler do. Times are nanoseconds. */
export interface SourceFile {
  /** As the command line names it. */
  readonly file: string;
  /** How long it is, as far as the lines of its declarations and of the whole package tell. */
  readonly lines: number;
  /** On a parallel parser. */
  readonly parsing: number;
  /** On workers, in functions that stand in it. */
  readonly compiling: number;
}

/** The files of a compile (no two have the same name), in the order of its command line; `parsed` says how long each took to parse. */
export function sourceFilesOf(
  events: readonly TraceEvent[],
  functions: readonly CompiledFunction[],
  parsed: readonly NamedSum[],
): SourceFile[] {
  const parsing = sumsOf(parsed.map(({ name, time }) => [name, time]));
  const compiling = sumsOf(
    functions.flatMap(({ time, compiled }) => (compiled ? [[compiled.file, time] as const] : [])),
  );
  const lines = lastLines(events, functions);
  const files = (fieldsOf(events, "CompileStart")?.files ?? []).map((file) => ({
    file,
    lines: lines.get(baseName(file)) ?? 0,
    parsing: parsing.get(baseName(file)) ?? 0,
    compiling: compiling.get(baseName(file)) ?? 0,
  }));
  return withRest(files, fieldsOf(events, "ParseComplete")?.lines ?? 0);
}

function sumsOf(times: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [file, time] of times) sums.set(baseName(file), (sums.get(baseName(file)) ?? 0) + time);
  return sums;
}

/** The first line of the last thing that is known to stand in each file. */
function lastLines(
  events: readonly TraceEvent[],
  functions: readonly CompiledFunction[],
): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  const places = [
    ...eventsOf(events, "Declaration").map(({ fields }) => fields),
    ...functions.flatMap(({ compiled }) => compiled ?? []),
  ];
  for (const { file, line } of places)
    last.set(baseName(file), Math.max(line, last.get(baseName(file)) ?? 0));
  return last;
}

/**
 * What no declaration accounts for, stands below the last one of some file. Where that is most of the package (one
 * table of data can be a hundred thousand lines), it is in the file that took longest to parse.
 */
function withRest(files: readonly SourceFile[], whole: number): SourceFile[] {
  const rest = whole - files.reduce((sum, { lines }) => sum + lines, 0);
  if (rest < whole / 2) return [...files];
  const longest = files.reduce<SourceFile | undefined>(
    (most, one) => (one.parsing > (most?.parsing ?? -1) ? one : most),
    undefined,
  );
  return files.map((one) => (one === longest ? { ...one, lines: one.lines + rest } : one));
}
