import { type Analysis, analyze } from "../trace/analyze.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import {
  anchor,
  attribute,
  type Bytes,
  begin,
  exit,
  header,
  records,
  span,
  spanFile,
} from "../trace/decode/span-builder.testing.ts";
import { type NamedTrace, timeline } from "../trace/timeline.ts";

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
  const phaseSpans = phases.map(([name], i) => span("phase", name, 0, times[i]!));
  const worker = (lane: number): Bytes =>
    records(
      lane,
      start + total - times.at(-1)!,
      ...functions
        .filter((_, i) => i % 2 === lane - 1)
        .flatMap(([name, time, bytes]) => [
          span("function", name, us, time * us),
          attribute("text-bytes", bytes),
        ]),
    );
  const end = process.exit ? [exit(process.exit[0], start + total + process.exit[1] * us)] : [];
  const inProgress = process.exit
    ? []
    : [records(1, start + total, begin("function", "main.(*game).endless", 0))];
  return spanFile(head, records(0, start, ...phaseSpans), worker(1), worker(2), ...inProgress, ...end);
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
  const traces = Object.entries(files).map(
    ([file, bytes]): NamedTrace => ({ file, trace: decodeSpanFile(bytes) }),
  );
  return analyze(timeline(traces));
}
