import { recorded } from "./decode/event-builder.testing.ts";
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
} from "./decode/span-builder.testing.ts";

const us = 1000;

interface Process {
  readonly package: string;
  readonly tool?: string;
  readonly level?: string;
  readonly pid: number;
  /** Microseconds after boot. */
  readonly start: number;
  /** Records of the main goroutine and of the workers, of which each begins with the process. */
  readonly lanes: readonly (readonly Bytes[])[];
  /** Exit code, and microseconds after the start. */
  readonly exit?: readonly [code: number, after: number];
}

export function processFile({
  package: path,
  tool = "compile",
  level = "pass",
  pid,
  ...of
}: Process): Uint8Array {
  const start = of.start * us;
  const name = path.startsWith("example.com/cmd/") ? "main" : path;
  const head = header({ tool, level, package: name, importPath: path, pid, anchor: anchor(start) });
  const lanes = of.lanes.map((list, lane) => records(lane, start, ...list));
  const last = of.exit ? [exit(of.exit[0], start + of.exit[1] * us)] : [];
  return spanFile(head, ...lanes, ...last);
}

const lib = processFile({
  package: "example.com/lib",
  pid: 100,
  start: 1000,
  lanes: [
    [
      begin("package", "example.com/lib", 0),
      recorded("CompileStart", 5 * us, {
        files: ["./lib.go"],
        package: "example.com/lib",
        importPath: "example.com/lib",
        goVersion: "go1.26.8",
        goos: "linux",
        goarch: "amd64",
        goarchLevel: "v1",
        flags: ["-lang=go1.26"],
      }),
      begin("phase", "fe:parse", 5 * us),
      recorded("ParseComplete", 20 * us, { files: 1, lines: 40, bytes: 900 }),
      recorded("Declaration", us, { name: "Map", file: "./lib.go", line: 3, hash: "00000000000000f1" }),
      recorded("Declaration", us, { name: "T", file: "./lib.go", line: 9, hash: "00000000000000f2" }),
      recorded("Declaration", us, { name: "T.Len", file: "./lib.go", line: 12, hash: "00000000000000f3" }),
      recorded("TypeCheckEnd", 30 * us, { instantiations: 1, nanoseconds: 28 * us }),
      end(us),
      recorded("SSAGenComplete", 100 * us, {
        functions: 2,
        ...{ blocksBefore: 8, valuesBefore: 90, memoryBefore: 12 },
        ...{ blocksAfter: 4, valuesAfter: 60, memoryAfter: 9 },
      }),
      recorded("CodeGenComplete", 10 * us, { functions: 2, textBytes: 320, objectBytes: 1800 }),
      recorded("CompileEnd", 5 * us, { peakRss: 30_000_000, gcCycles: 1 }),
      end(us),
    ],
    [
      begin("function", "example.com/lib.(*T).Len", 80 * us),
      span("pass", "opt", us, 4 * us),
      span("pass", "regalloc", us, 7 * us),
      recorded("FunctionCompiled", us, {
        symbol: "example.com/lib.(*T).Len",
        file: "/src/lib/lib.go",
        line: 12,
        inlinable: true,
        inlineCost: 4,
        optimised: true,
        textBytes: 64,
      }),
      end(us),
    ],
    [
      begin("function", "example.com/lib.Map[go.shape.int]", 82 * us),
      span("pass", "opt", us, 9 * us),
      recorded("FunctionCompiled", 20 * us, {
        symbol: "example.com/lib.Map[go.shape.int]",
        file: "/src/lib/lib.go",
        line: 3,
        inlineCost: 90,
        inlinedCalls: 1,
        optimised: true,
        frameBytes: 48,
        textBytes: 256,
        values: 50,
        charged: [{ declaration: "example.com/lib.(*T).Len", values: 6 }],
      }),
      end(us),
    ],
  ],
  exit: [0, 200],
});

const app = processFile({
  package: "example.com/cmd/app",
  level: "phase",
  pid: 101,
  start: 1100,
  lanes: [
    [
      recorded("CompileStart", us, { files: ["./main.go"], package: "main", goVersion: "go1.26.8" }),
      recorded("ParseComplete", us, { files: 1 }),
      recorded("Diagnostic", 60 * us, {
        ...{ file: "./main.go", line: 7, column: 2, text: "undefined: lib.\u001b[2JGet", error: true },
      }),
      recorded("CompileEnd", us, { status: 2 }),
    ],
  ],
  exit: [2, 70],
});

/** Two compiles side by side: a package at level pass, and a command at level phase that does not compile. */
export const eventSamples: Readonly<Record<string, Uint8Array>> = {
  "compile-aaa-100-1000000.span": lib,
  "compile-bbb-101-1100000.span": app,
};

/** A compile that breaks rules, and a file that is none of ours. */
export const brokenSamples: Readonly<Record<string, Uint8Array>> = {
  "compile-ccc-102-1.span": processFile({
    package: "example.com/broken",
    level: "package",
    pid: 102,
    start: 1,
    lanes: [[recorded("CompileEnd", us), recorded("CompileStart", us), recorded("CompileStart", us)]],
    exit: [0, 10],
  }),
  "other.span": new TextEncoder().encode("something else"),
};
