import fc from "fast-check";
import { expect, it } from "vitest";
import { type Analysis, analyze } from "./analyze.ts";
import { decodeSpanFile } from "./decode/span.ts";
import {
  anchor,
  attribute,
  type Bytes,
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
} from "./decode/span-builder.testing.ts";
import { draw } from "./picture.testing.ts";
import { type NamedTrace, timeline } from "./timeline.ts";

fc.configureGlobal({ seed: 20260102 });

/** A process of 100 ns that starts at `start`, and what it did. */
function compile(
  of: string,
  start: number,
  parts: readonly Bytes[],
  last: Bytes = exit(0, start + 100),
): NamedTrace {
  const head = header({ package: "main", importPath: of, pid: start, anchor: anchor(start) });
  return { file: `compile-${of}-${start}.span`, trace: decodeSpanFile(spanFile(head, ...parts, last)) };
}

const lib = compile("lib", 1000, [
  records(
    0,
    1000,
    begin("package", "lib", 0),
    span("phase", "fe:parse", 5, 35),
    begin("phase", "be:compilefuncs", 0),
  ),
  records(
    1,
    1045,
    begin("function", "F", 0),
    span("pass", "opt", 5, 10),
    end(15),
    attribute("text-bytes", 64),
  ),
  records(2, 1045, begin("function", "G", 0), end(40), attribute("text-bytes", 200)),
  records(0, 1090, end(0), end(10)),
]);

it("splits wall time by phase, and keeps the time of workers apart", () => {
  expect(`\n${draw(lib.trace, 2.5)}`).toBe(`
0 [lib...................................]
0   [fe:parse....][be:compilefuncs...]
1                   [F.........]
1                     [op]
2                   [G.............]`);
  const analysis = analyze(timeline([lib]));
  expect(analysis.total).toEqual({
    wall: 100,
    frontEnd: 35,
    backEnd: 50,
    named: 85,
    functions: 2,
    functionTime: 70,
    textBytes: 264,
  });
  expect(analysis.processes[0]).toMatchObject({ package: "lib", start: 0, exit: 0, coverage: 0.85 });
  expect(analysis.phases).toEqual([
    { name: "be:compilefuncs", time: 50, count: 1 },
    { name: "fe:parse", time: 35, count: 1 },
  ]);
  expect(analysis.functions).toEqual([
    { package: "lib", name: "G", time: 40, count: 1, textBytes: 200, open: false },
    { package: "lib", name: "F", time: 30, count: 1, textBytes: 64, open: false },
  ]);
});

it("adds up processes of one package, and keeps test variants and main packages apart", () => {
  const traces = [
    compile("lib", 1000, [records(1, 1000, span("function", "F", 0, 10))]),
    compile("lib", 2000, [records(1, 2000, span("function", "F", 0, 20))]),
    compile("lib [lib.test]", 1500, []),
    compile("cmd/a", 1200, []),
  ];
  const analysis = analyze(timeline(traces));
  expect(analysis.packages.map((row) => [row.package, row.processes, row.wall])).toEqual([
    ["lib", 2, 200],
    ["cmd/a", 1, 100],
    ["lib [lib.test]", 1, 100],
  ]);
  expect(analysis.functions).toMatchObject([{ package: "lib", name: "F", time: 30, count: 2 }]);
  expect(analysis.elapsed).toBe(1100);
});

it("does not count a span again that lies in one of its own kind, nor phases of workers", () => {
  const nested = compile("lib", 1000, [
    records(0, 1000, begin("phase", "fe:parse", 0), span("phase", "fe:types", 10, 10), end(20)),
    records(
      1,
      1000,
      begin("function", "F", 0),
      begin("pass", "inline", 0),
      span("function", "inner", 5, 5),
      end(5),
    ),
    records(2, 1000, span("phase", "be:else", 0, 90)),
  ]);
  const { phases, functions } = analyze(timeline([nested]));
  expect(phases).toEqual([{ name: "fe:parse", time: 40, count: 1 }]);
  expect(functions).toMatchObject([{ name: "F", time: 100, open: true }]);
});

it("takes a killed process to its last recorded time, and marks the function in progress", () => {
  const begun = [
    records(0, 1000, begin("phase", "be:compilefuncs", 10)),
    records(1, 1030, begin("function", "F", 5)),
  ];
  const analysis = analyze(timeline([compile("lib", 1000, begun, [])]));
  expect(analysis.processes[0]).not.toHaveProperty("exit");
  expect(analysis.processes[0]).toMatchObject({ wall: 35, named: 25 });
  expect(analysis.functions).toMatchObject([{ name: "F", time: 0, open: true }]);
  expect(analysis.findings).toMatchObject([{ kind: "no-exit", file: "compile-lib-1000.span" }]);
});

it("is all zeros without processes", () => {
  const analysis = analyze(timeline([]));
  expect(analysis).toMatchObject({ elapsed: 0, processes: [], packages: [], phases: [], functions: [] });
  expect(new Set(Object.values(analysis.total))).toEqual(new Set([0]));
});

const name = fc.constantFrom("fe:parse", "fe:types", "be:compilefuncs", "link", "F");
const time = fc.nat({ max: 2 ** 31 - 1 });
const record: fc.Arbitrary<Bytes> = fc.oneof(
  fc.tuple(fc.constantFrom("phase", "function", "pass"), name, time).map((fields) => begin(...fields)),
  fc.tuple(fc.constantFrom("phase", "function", "pass"), name, time, time).map((fields) => span(...fields)),
  time.map(end),
  fc.nat().map((bytes) => attribute("text-bytes", bytes)),
);
const lane = fc
  .tuple(fc.nat({ max: 2 }), fc.array(record, { maxLength: 8 }))
  .map(([number, list]) => records(number, 500, ...list));
const trace = fc
  .tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 2000 }), fc.array(lane, { maxLength: 4 }))
  .map(([of, start, lanes]) => compile(of, start, lanes));

it("keeps every sum exact: packages, processes, phases and functions add up to the total", () => {
  const add = <Row>(rows: readonly Row[], of: (row: Row) => number): bigint =>
    rows.reduce((sum, row) => sum + BigInt(of(row)), 0n);
  const agree = ({ total, processes, packages, phases, functions }: Analysis): void => {
    for (const key of Object.keys(total) as (keyof typeof total)[]) {
      expect([key, add(processes, (row) => row[key])]).toEqual([key, BigInt(total[key])]);
      expect([key, add(packages, (row) => row[key])]).toEqual([key, BigInt(total[key])]);
    }
    expect(add(phases, (row) => row.time)).toBe(BigInt(total.named));
    expect(add(functions, (row) => row.time)).toBe(BigInt(total.functionTime));
    expect(add(functions, (row) => row.count)).toBe(BigInt(total.functions));
    expect(add(functions, (row) => row.textBytes)).toBe(BigInt(total.textBytes));
    for (const row of processes) {
      expect(row.frontEnd + row.backEnd).toBeLessThanOrEqual(row.named);
      expect(row.named).toBeLessThanOrEqual(row.wall);
    }
  };
  fc.assert(fc.property(fc.array(trace, { maxLength: 5 }), (traces) => agree(analyze(timeline(traces)))));
});
