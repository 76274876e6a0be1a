import { knownSpanKinds, type SpanFile, textBytesAttribute } from "./event.ts";

/** Wall time of processes, in nanoseconds. */
export interface Wall {
  readonly wall: number;
  /** Of that, in phases `fe:…`, in phases `be:…`, and in any named phase. */
  readonly frontEnd: number;
  readonly backEnd: number;
  readonly named: number;
}

/** What was done on backend workers. */
export interface Work {
  readonly functions: number;
  /** Nanoseconds, added up over parallel workers. */
  readonly functionTime: number;
  /** Machine code. */
  readonly textBytes: number;
}

export interface Phase {
  readonly name: string;
  readonly time: number;
}

export interface CompiledFunction {
  readonly name: string;
  readonly time: number;
  readonly textBytes: number;
  readonly open: boolean;
}

/** The figures of one process. */
export interface Figures {
  readonly total: Wall & Work;
  readonly phases: readonly Phase[];
  readonly functions: readonly CompiledFunction[];
}

/**
 * Adds up one process. A span within another of its own kind is a part of that one and is not counted again, and
 * phases count on lane 0 only: so phases never overlap, and they cover at most the whole wall time.
 */
export function measure(trace: SpanFile): Figures {
  const { phases, functions } = outermost(trace);
  const total = {
    wall: trace.last - trace.first,
    frontEnd: timeOf(phases.filter(({ name }) => name.startsWith("fe:"))),
    backEnd: timeOf(phases.filter(({ name }) => name.startsWith("be:"))),
    named: timeOf(phases),
    functions: functions.length,
    functionTime: timeOf(functions),
    textBytes: functions.reduce((bytes, one) => bytes + one.textBytes, 0),
  };
  return { total, phases, functions };
}

const [phaseKind, functionKind] = [knownSpanKinds.indexOf("phase"), knownSpanKinds.indexOf("function")];

function outermost(trace: SpanFile): Omit<Figures, "total"> {
  const { spans, names } = trace;
  const textBytes = textBytesBySpan(trace);
  const around = new Uint8Array(spans.start.length); // a bit for each kind that the span is or lies within
  const [phases, functions]: [Phase[], CompiledFunction[]] = [[], []];
  for (let row = 0; row < around.length; row++) {
    const parent = spans.parent[row]!;
    const outer = parent < 0 ? 0 : around[parent]!;
    const kind = spans.kind[row]!;
    const bit = kind === phaseKind ? 1 : kind === functionKind ? 2 : 0;
    around[row] = outer | bit;
    if (bit === 0 || outer & bit) continue;
    const name = names[spans.name[row]!]!;
    const time = spans.end[row]! - spans.start[row]!;
    if (kind === functionKind) {
      functions.push({ name, time, textBytes: textBytes[row]!, open: spans.open[row] === 1 });
    } else if (spans.lane[row] === 0) phases.push({ name, time });
  }
  return { phases, functions };
}

function textBytesBySpan({ spans, names, attributes }: SpanFile): Float64Array {
  const bytes = new Float64Array(spans.start.length);
  const id = names.indexOf(textBytesAttribute);
  for (let i = 0; i < attributes.span.length; i++) {
    if (attributes.name[i] === id) bytes[attributes.span[i]!]! += attributes.value[i]!;
  }
  return bytes;
}

function timeOf(list: readonly { readonly time: number }[]): number {
  return list.reduce((sum, { time }) => sum + time, 0);
}
