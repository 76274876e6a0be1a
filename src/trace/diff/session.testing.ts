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
import { type NamedTrace, timeline } from "../timeline.ts";
import { headerFacts } from "./facts.ts";
import type { SessionFigures } from "./session-figures.ts";
import { Units } from "./unit.ts";

/** One function of a sample: its passes with their times in nanoseconds, one after the other; and its source. */
export interface SampleFunction {
  readonly passes: Readonly<Record<string, number>>;
  /** Hex digits, if a declaration of its name is recorded. */
  readonly source?: string;
  readonly textBytes?: number;
}

/** One compile of a sample; functions by their names in the package. */
export interface SamplePackage {
  readonly functions?: Readonly<Record<string, SampleFunction>>;
  /** How long the parsing takes; nanoseconds. */
  readonly parse?: number;
  /** Packages whose export data it reads, and for how long. */
  readonly imports?: Readonly<Record<string, number>>;
  readonly allocatedBytes?: number;
  /** Other fields of the file's header. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** None for a process that was killed. */
  readonly exit?: number | "none";
}

export type SampleSession = Readonly<Record<string, SamplePackage>>;

/** The span files of a session, one a package, which run one after the other. */
export function sampleFiles(session: SampleSession): Record<string, Uint8Array> {
  let start = 1_000_000;
  return Object.fromEntries(
    Object.entries(session).map(([path, sample], at) => {
      const file = packageFile(path, sample, start, 100 + at);
      start += 1_000_000_000;
      return [`compile-${"abcdefghij"[at]}-${100 + at}-${start}.span`, file];
    }),
  );
}

function packageFile(path: string, sample: SamplePackage, start: number, pid: number): Uint8Array {
  const { functions = {}, parse = 1000, imports = {}, allocatedBytes = 0 } = sample;
  const name = path.startsWith("example.com/cmd/") ? "main" : path;
  const all = Object.entries(functions);
  const reading = Object.entries(imports).map(([from, time]) => span("import", from, 0, time));
  const read = Object.values(imports).reduce((sum, time) => sum + time, 0);
  const compiling = all.reduce((sum, [, { passes }]) => sum + timeOf(passes), 0);
  const front: Bytes[] = [
    recorded("CompileStart", 0),
    begin("phase", "fe:parse", 0),
    ...all.flatMap(([of, { source }]) =>
      source === undefined
        ? []
        : [
            recorded("Declaration", 0, {
              name: declared(of),
              file: "p.go",
              line: 1,
              hash: source.padStart(16, "0"),
            }),
          ],
    ),
    ...reading,
    recorded("ParseComplete", 0),
    recorded("TypeCheckEnd", 0),
    end(parse - read),
    begin("phase", "be:compilefuncs", 0),
    end(compiling),
    recorded("SSAGenComplete", 0),
    recorded("CodeGenComplete", 0, { functions: all.length, textBytes: bytesOf(functions) }),
    recorded("CompileEnd", 0, { allocatedBytes }),
  ];
  const worker = all.flatMap(([of, { passes, textBytes = 0 }]) => [
    begin("function", `${name}.${of}`, 0),
    ...Object.entries(passes).map(([pass, time]) => span("pass", pass, 0, time)),
    recorded("FunctionCompiled", 0, { symbol: `${name}.${of}`, file: "p.go", line: 1, textBytes }),
    end(0),
  ]);
  return spanFile(
    header({ package: name, importPath: path, pid, anchor: anchor(start), ...sample.header }),
    records(0, start, ...front),
    ...(all.length > 0 ? [records(1, start + parse, ...worker)] : []),
    ...(sample.exit === "none" ? [] : [exit(sample.exit ?? 0, start + parse + compiling)]),
  );
}

/** `(*T).Method` is declared as `T.Method`. */
const declared = (name: string): string => name.replace(/^\(\*(.+?)\)/, "$1");

function timeOf(passes: SampleFunction["passes"]): number {
  return Object.values(passes).reduce((sum, time) => sum + time, 0);
}

function bytesOf(functions: Readonly<Record<string, SampleFunction>>): number {
  return Object.values(functions).reduce((sum, { textBytes = 0 }) => sum + textBytes, 0);
}

/** A session as a comparison takes it. */
export function sampleFigures(name: string, session: SampleSession): SessionFigures {
  const units = new Units();
  const traces = Object.entries(sampleFiles(session)).map(([file, bytes]): NamedTrace => {
    const trace = decodeSpanFile(bytes);
    units.add(trace);
    return { file, trace };
  });
  const { processes } = timeline(traces);
  return {
    name,
    elapsed: Math.max(0, ...processes.map(({ end }) => end)),
    facts: headerFacts(processes.map(({ header }) => header)),
    units: units.all,
  };
}

/** A program of two packages; `scale` stretches one function and `more` changes its packages. */
export function sampleBuild(
  jitter: number,
  { scale = 1, more = {} }: { readonly scale?: number; readonly more?: SampleSession } = {},
): SampleSession {
  const time = (base: number): number => Math.round(base * (1 + jitter / 100));
  return {
    "example.com/lib": {
      parse: time(400_000),
      imports: { fmt: time(90_000), strings: time(20_000) },
      allocatedBytes: 4_000_000 + Math.round(jitter * 1000),
      functions: {
        "(*Tree).Insert": {
          passes: { opt: time(300_000), regalloc: time(700_000) },
          source: "a1",
          textBytes: 640,
        },
        Walk: { passes: { opt: time(100_000), regalloc: time(250_000) }, source: "a2", textBytes: 320 },
      },
    },
    "example.com/cmd/app": {
      parse: time(200_000),
      imports: { fmt: time(80_000) },
      allocatedBytes: 2_000_000,
      functions: {
        main: { passes: { opt: time(50_000), regalloc: time(90_000 * scale) }, source: "b1", textBytes: 128 },
      },
    },
    ...more,
  };
}

/** How far six sessions are from the plan, in percent; no two alike, and the sum is 0. */
export const jitters = [-1.5, -0.9, -0.2, 0.3, 0.8, 1.5];
