import { parseActionGraph } from "../actions/action-graph.ts";
import { analyzeActions } from "../actions/analyze.ts";
import { graphText } from "../actions/graph-builder.testing.ts";
import { analyze } from "../analyze.ts";
import { recorded } from "../decode/event-builder.testing.ts";
import { decodeSpanFile } from "../decode/span.ts";
import {
  anchor,
  type Bytes,
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
} from "../decode/span-builder.testing.ts";
import type { AnalyzedBuild } from "../explain/explain.ts";
import { measure } from "../measure.ts";
import type { FunctionCompiled } from "../schema.generated.ts";
import { timeline } from "../timeline.ts";
import type { Advice, RuleInput } from "./advice.ts";
import { advise } from "./index.ts";

const ms = 1_000_000;

/** A process of a build that a test describes; times are milliseconds, `from` after the start of the build. */
export interface DrawnProcess {
  readonly tool?: string;
  readonly package: string;
  readonly from?: number;
  readonly time: number;
  /** Whether go says that it is of the standard library. */
  readonly std?: boolean;
  readonly functions?: readonly DrawnFunction[];
  readonly files?: readonly { readonly file: string; readonly time: number }[];
  readonly imports?: readonly { readonly name: string; readonly time: number }[];
  readonly phases?: readonly { readonly name: string; readonly time: number }[];
  /** Lines and bytes of all files. */
  readonly parsed?: { readonly lines: number; readonly bytes: number };
  readonly memory?: {
    readonly gcCycles: number;
    readonly gcPause: number;
    readonly allocatedBytes: number;
    readonly peakRss: number;
  };
}

/** The time is that of its pass `regalloc`, if it has values. */
export interface DrawnFunction extends Partial<Omit<FunctionCompiled, "symbol">> {
  readonly name: string;
  readonly time: number;
}

/** The span file of a process: its phases, all functions on one worker, in the back end from the start on. */
export function processFile(drawn: DrawnProcess): Uint8Array {
  const { tool = "compile", package: path, from = 0, time, functions = [] } = drawn;
  const start = 1000 + from * ms;
  const { phases = [{ name: "be:compilefuncs", time }], imports = [], files = [] } = drawn;
  const head = header({
    ...{ tool, package: path, importPath: path, pid: from + 1, anchor: anchor(start) },
    ...((tool === "compile" || tool === "link") && { action: actionOf(drawn) }),
  });
  const main = [
    ...(tool === "compile" ? [started(drawn)] : []),
    ...imports.map(({ name, time: taken }) => span("import", name, 0, taken * ms)),
    ...(drawn.parsed ? [recorded("ParseComplete", 0, { files: files.length, ...drawn.parsed })] : []),
  ];
  const rest = phases.map(({ name, time: taken }) => span("phase", name, 0, taken * ms));
  return spanFile(
    head,
    records(0, start, ...main, ...rest, ...ended(drawn)),
    records(1, start, ...functions.flatMap(compiled)),
    records(1000, start, ...files.map((one) => span("file", one.file, 0, one.time * ms))),
    exit(0, start + time * ms),
  );
}

const actionOf = ({ tool = "compile", package: path }: DrawnProcess): string => {
  const id = `${tool === "compile" ? "build" : tool}-${path.replaceAll("/", ".")}`;
  return `${id}/${id}`;
};

function started({ package: path, std, files = [] }: DrawnProcess): Bytes {
  return recorded("CompileStart", 0, {
    ...{ package: path, importPath: path, files: files.map(({ file }) => file) },
    flags: std ? ["std=true"] : [],
  });
}

function ended({ memory }: DrawnProcess): Bytes[] {
  if (!memory) return [];
  const { gcCycles, gcPause, allocatedBytes, peakRss } = memory;
  const gcPauseNanoseconds = gcPause * ms;
  return [recorded("CompileEnd", 0, { gcCycles, gcPauseNanoseconds, allocatedBytes, peakRss })];
}

function compiled({ name, time, ...fields }: DrawnFunction): Bytes[] {
  return [
    begin("function", name, 0),
    span("pass", "regalloc", 0, time * ms),
    recorded("FunctionCompiled", 0, { symbol: name, ...fields }),
    end(0),
  ];
}

/** A build: its processes, and what go did (a drawing as of graph-builder.testing.ts, in milliseconds). */
export interface DrawnBuild {
  readonly processes?: readonly DrawnProcess[];
  readonly graph?: string;
  readonly slots?: number;
  readonly misses?: RuleInput["misses"];
  readonly generated?: RuleInput["generated"];
}

export function buildOf({
  processes = [],
  graph,
  slots = 2,
  misses,
  generated,
}: DrawnBuild): RuleInput & AnalyzedBuild {
  const traces = processes.map((drawn, index) => ({
    file: `${drawn.tool ?? "compile"}-${index}.span`,
    trace: measure(decodeSpanFile(processFile(drawn))),
  }));
  const line = timeline(traces);
  const text = graph?.replace(/(?<=:.*)(?<!\S)\d+(?!\S)/g, (time) => String(Number(time) * ms));
  const actions =
    text === undefined
      ? {}
      : { actions: analyzeActions(parseActionGraph(graphText(text)), line, { top: 8, slots }) };
  return {
    analysis: { ...analyze(line), ...actions },
    processes: line.processes,
    line,
    ...(misses && { misses }),
    ...(generated && { generated }),
  };
}

/** What one rule says of a build. */
export function adviceBy(rule: string, build: DrawnBuild): Advice[] {
  return advise(buildOf(build)).filter((one) => one.rule === rule);
}

export const sentences = (all: readonly Advice[]): string[] => all.map(({ sentence }) => sentence);
