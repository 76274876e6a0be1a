import type { SpanFile } from "../event.ts";
import type { CompileStart, ParseComplete } from "../schema.generated.ts";
import { type CompiledFunction, functionsOf, type Works, worksOf } from "./functions.ts";
import { leftOut } from "./left-out.ts";
import { type Parts, partsOf } from "./parts.ts";
import { type PassCosts, passCostsOf } from "./pass-costs.ts";
import { gapsOf, type Phase, phasesOf } from "./phases.ts";
import { eventsOf, fieldsOf } from "./recorded-events.ts";
import { type SourceFile, sourceFilesOf } from "./source-files.ts";
import type { NamedSum } from "./sums.ts";
import { type Sweep, sweep } from "./sweep.ts";
import {
  fill,
  type MemoryUse,
  noMemory,
  noSsa,
  nothing,
  type SsaSize,
  type Totals,
  type Wall,
  type Work,
} from "./totals.ts";

/** The figures of one process. */
export interface Figures {
  readonly total: Totals;
  readonly phases: readonly Phase[];
  readonly parts: Parts;
  readonly functions: readonly CompiledFunction[];
  readonly works: Works;
  readonly passes: readonly NamedSum[];
  readonly steps: readonly NamedSum[];
  readonly files: readonly NamedSum[];
  /** The most memory that the process held at once; 0 where that is not known. */
  readonly peakRss: number;
  /** What a compile was asked for; absent for other tools. */
  readonly start?: CompileStart;
  /** What its parser found. */
  readonly parsed?: ParseComplete;
  readonly passCosts: PassCosts;
  readonly sources: readonly SourceFile[];
}

/** Adds up one process. */
export function figuresOf(trace: SpanFile): Figures {
  const { events } = trace;
  const swept = sweep(trace);
  const phases = phasesOf(trace, swept.phases);
  const functions = functionsOf(trace, swept.functions);
  const works = worksOf(trace);
  const files = swept.files.list();
  const [start, parsed] = [fieldsOf(events, "CompileStart"), fieldsOf(events, "ParseComplete")];
  const total = {
    ...nothing,
    ...wallOf(trace, swept, phases),
    ...workOf(trace, functions),
    ...memoryOf(trace),
    ...ssaOf(trace),
    orphans: swept.orphans,
  };
  return {
    total,
    phases,
    functions,
    parts: partsOf(trace, swept.parts),
    works: { ...works, byWork: [...works.byWork, ...leftOut(events, "work")] },
    passes: [...swept.passes.list(), ...leftOut(events, "pass")],
    steps: [...swept.steps.list(), ...leftOut(events, "step")],
    files,
    peakRss: fieldsOf(events, "CompileEnd")?.peakRss ?? 0,
    ...(start && { start }),
    ...(parsed && { parsed }),
    passCosts: passCostsOf(trace, functions, swept.functions),
    sources: sourceFilesOf(events, functions, files),
  };
}

/** Without what a process that records no phases cannot tell. */
function wallOf(trace: SpanFile, { phases: rows }: Sweep, phases: readonly Phase[]): Partial<Wall> {
  const wall = trace.last - trace.first;
  const records = trace.header?.level !== "package";
  const [frontEnd, backEnd, named] = ["fe:", "be:", ""].map((prefix) => timeOf(phases, prefix));
  return { wall, ...(records && { detailed: wall, frontEnd, backEnd, named, ...gapsOf(trace, rows) }) };
}

function timeOf(phases: readonly Phase[], prefix: string): number {
  return phases.reduce((sum, { name, time }) => (name.startsWith(prefix) ? sum + time : sum), 0);
}

/** Where functions are not recorded, the compiler's own count of them still is. */
function workOf({ events }: SpanFile, functions: readonly CompiledFunction[]): Work {
  const summed = leftOut(events, "function");
  const [summedFunctions, summedFunctionTime] = [sumOf(summed, "count"), sumOf(summed, "time")];
  const code = fieldsOf(events, "CodeGenComplete");
  const textBytes = functions.reduce((bytes, { compiled }) => bytes + (compiled?.textBytes ?? 0), 0);
  return {
    functions: functions.length + summedFunctions || (code?.functions ?? 0),
    functionTime: functions.reduce((sum, { time }) => sum + time, 0) + summedFunctionTime,
    summedFunctions,
    summedFunctionTime,
    textBytes: code?.textBytes ?? textBytes,
  };
}

function sumOf(sums: readonly NamedSum[], key: "count" | "time"): number {
  return sums.reduce((sum, one) => sum + one[key], 0);
}

/** At the end of the process, or as late as is known. */
function memoryOf({ events }: SpanFile): MemoryUse {
  const last = eventsOf(events, "Memory").at(-1)?.fields;
  const { allocatedBytes, gcCycles, gcPauseNanoseconds } = fieldsOf(events, "CompileEnd") ?? last ?? noMemory;
  return { allocatedBytes, allocatedObjects: last?.allocatedObjects ?? 0, gcCycles, gcPauseNanoseconds };
}

function ssaOf({ events }: SpanFile): SsaSize {
  const fields = fieldsOf(events, "SSAGenComplete") ?? noSsa;
  return fill(noSsa, (key) => fields[key]);
}
