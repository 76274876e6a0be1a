import { type Analysis, analyze } from "../trace/analyze.ts";
import { recorded } from "../trace/decode/event-builder.testing.ts";
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
} from "../trace/decode/span-builder.testing.ts";
import { measure } from "../trace/measure.ts";
import { type Outline, outlineOf } from "../trace/outline.ts";
import { readSpanFile } from "../trace/read.ts";
import { timeline } from "../trace/timeline.ts";

const us = 1000;

interface Compile {
  readonly package: string;
  readonly pid: number;
  /** Microseconds after boot, like all times here. */
  readonly start: number;
  readonly phases: readonly (readonly [name: string, time: number])[];
  readonly functions: readonly (readonly [name: string, time: number, bytes: number])[];
  /** Exit code, and time from the last phase to the exit; none for a killed process. */
  readonly exit?: readonly [code: number, time: number];
}

/** Each phase allocates 8 MB, and every second one runs the garbage collector. */
function memory(phase: string, phases: number, after: number): Bytes {
  const [heapInUse, allocatedBytes, gcCycles] = [4e6 + phases * 1e5, phases * 8e6, Math.floor(phases / 2)];
  return recorded("Memory", after, { phase, heapInUse, allocatedBytes, gcCycles });
}

/** What a compile says at its end; nothing if it is killed. */
function endings({ exit, functions }: Pick<Compile, "exit" | "functions">): Bytes[] {
  if (!exit) return [];
  const textBytes = functions.reduce((sum, [, , bytes]) => sum + bytes, 0);
  const code = { functions: functions.length, textBytes };
  const success = [recorded("SSAGenComplete", 0), recorded("CodeGenComplete", 0, code)];
  return [...(exit[0] === 0 ? success : []), recorded("CompileEnd", 0)];
}

/** The bytes of a compile's span file: phases one after the other, functions on two workers in turn from the last phase on. */
export function compileFile({ phases, functions, ...process }: Compile): Uint8Array {
  const start = process.start * us;
  const times = phases.map(([, time]) => time * us);
  const total = times.reduce((sum, time) => sum + time, 0);
  const head = header({
    package: process.package.startsWith("cmd/") ? "main" : process.package,
    importPath: process.package,
    pid: process.pid,
    anchor: anchor(start),
  });
  const phaseSpans = phases.flatMap(([name], i) => [
    begin("phase", name, 0),
    ...(name === "fe:parse"
      ? [begin("part", "typecheck", us), span("import", "fmt", 0, 900 * us), end(us)]
      : []),
    memory(name, i + 1, times[i]! - (name === "fe:parse" ? 902 * us : 0)),
    ...(name === "fe:parse" ? [recorded("ParseComplete", 0), recorded("TypeCheckEnd", 0)] : []),
    end(0),
  ]);
  const mainLane = [recorded("CompileStart", 0), ...phaseSpans, ...endings({ ...process, functions })];
  const worker = (lane: number): Bytes =>
    records(
      lane,
      start + total - times.at(-1)!,
      ...functions
        .filter((_, i) => i % 2 === lane - 1)
        .flatMap(([name, time, bytes]) => [
          begin("function", name, us),
          recorded("FunctionCompiled", time * us, { symbol: name, textBytes: bytes, values: bytes }),
          end(0),
        ]),
    );
  const last = process.exit ? [exit(process.exit[0], start + total + process.exit[1] * us)] : [];
  const inProgress = process.exit
    ? []
    : [records(1, start + total, begin("function", "main.(*game).endless", 0))];
  return spanFile(head, records(0, start, ...mainLane), worker(1), worker(2), ...inProgress, ...last);
}

/** Three compiles side by side, of which one failed and one was killed, and a file that is none of ours. */
export const sampleFiles: Readonly<Record<string, Uint8Array>> = {
  "compile-aaa-100-1000000000.span": compileFile({
    package: "net/http",
    pid: 100,
    start: 1_000_000,
    phases: [
      ["fe:parse", 412_345],
      ["fe:devirtualize-and-inline", 101_020],
      ["fe:escapes", 88_400],
      ["be:compilefuncs", 1_602_000],
      ["be:dumpobj", 61_007],
    ],
    functions: [
      ["net/http.(*http2serverConn).processFrame", 9_876, 4_160],
      ["net/http.(*Transport).roundTrip", 31_415, 12_288],
      [
        "net/http.http2mapRange[go.shape.struct { net/http.key string; net/http.value []string },go.shape.string]",
        27_182,
        960,
      ],
      ["net/http.Get", 1_203, 128],
    ],
    exit: [0, 3_210],
  }),
  "compile-bbb-101-1400000000.span": compileFile({
    package:
      "example.com/organisation/repository/internal/generated/service [example.com/organisation/repository.test]",
    pid: 101,
    start: 1_400_000,
    phases: [["fe:parse", 33_000]],
    functions: [],
    exit: [2, 777],
  }),
  "compile-ccc-102-1500000000.span": compileFile({
    package: "cmd/game",
    pid: 102,
    start: 1_500_000,
    phases: [
      ["fe:parse", 20_000],
      ["be:compilefuncs", 90_000],
    ],
    functions: [
      ["main.main", 15_000, 512],
      ["main.(*game).step\u001b[2J", 8_000, 2_048],
    ],
  }),
  "other.span": new TextEncoder().encode("something else"),
};

export function sampleAnalysis(files: Readonly<Record<string, Uint8Array>> = sampleFiles): Analysis {
  return analyze(sampleTimeline(files));
}

/** The outlines of the analysis's processes, in the same order. */
export function sampleOutlines(files: Readonly<Record<string, Uint8Array>> = sampleFiles): Outline[] {
  return sampleTimeline(files).processes.map(({ trace }) => trace.outline);
}

function sampleTimeline(files: Readonly<Record<string, Uint8Array>>) {
  const traces = Object.entries(files).map(([file, bytes]) => {
    const trace = readSpanFile(bytes);
    return { file, trace: { ...measure(trace), outline: outlineOf(trace) } };
  });
  return timeline(traces);
}
