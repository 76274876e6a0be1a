import fc from "fast-check";
import { expect, it } from "vitest";
import { noMemory, nothing } from "./analysis/totals.ts";
import { type Analysis, analyze } from "./analyze.ts";
import { recorded } from "./decode/event-builder.testing.ts";
import { decodeSpanFile } from "./decode/span.ts";
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
  work,
} from "./decode/span-builder.testing.ts";
import { measure } from "./measure.ts";
import { draw } from "./picture.testing.ts";
import { type NamedTrace, timeline } from "./timeline.ts";

fc.configureGlobal({ seed: 20260102 });

/** A process of 100 ns that starts at `start`, and what it did. */
function compile(
  of: string,
  start: number,
  parts: readonly Bytes[],
  last: Bytes = exit(0, start + 100),
  about: object = {},
): NamedTrace {
  const head = header({ package: "main", importPath: of, pid: start, anchor: anchor(start), ...about });
  return { file: `compile-${of}-${start}.span`, trace: decodeSpanFile(spanFile(head, ...parts, last)) };
}

function analysisOf(...traces: readonly NamedTrace[]): Analysis {
  return analyze(timeline(traces.map(({ file, trace }) => ({ file, trace: measure(trace) }))));
}

const code = (textBytes: number): Bytes => recorded("FunctionCompiled", 0, { textBytes });

const lib = compile("lib", 1000, [
  records(
    0,
    1000,
    begin("package", "lib", 0),
    span("phase", "fe:parse", 5, 35),
    begin("phase", "be:compilefuncs", 0),
  ),
  records(1, 1045, begin("function", "F", 0), span("pass", "opt", 5, 10), code(64), end(15)),
  records(2, 1045, begin("function", "G", 0), code(200), end(40)),
  records(0, 1090, end(0), end(10)),
]);

it("splits wall time by phase, and keeps the time of workers apart", () => {
  expect(`\n${draw(lib.trace, 2.5)}`).toBe(`
0 [lib...................................]
0   [fe:parse....][be:compilefuncs...]
1                   [F.........]
1                     [op]
2                   [G.............]`);
  const analysis = analysisOf(lib);
  expect(analysis.total).toEqual({
    ...nothing,
    wall: 100,
    detailed: 100,
    frontEnd: 35,
    backEnd: 50,
    named: 85,
    beforePhases: 5,
    afterPhases: 10,
    functions: 2,
    functionTime: 70,
    textBytes: 264,
  });
  expect(analysis.processes[0]).toMatchObject({ package: "lib", start: 0, exit: 0, coverage: 0.85 });
  expect(analysis.phases).toMatchObject([
    { name: "be:compilefuncs", time: 50, count: 1 },
    { name: "fe:parse", time: 35, count: 1 },
  ]);
  expect(analysis.functions).toMatchObject([
    { package: "lib", name: "G", time: 40, count: 1, textBytes: 200, open: false },
    { package: "lib", name: "F", time: 30, count: 1, textBytes: 64, open: false },
  ]);
  expect(analysis.passes).toEqual([{ name: "opt", time: 10, count: 1, summed: 0 }]);
});

it("adds up processes of one package, and keeps test variants and main packages apart", () => {
  const analysis = analysisOf(
    compile("lib", 1000, [records(1, 1000, span("function", "F", 0, 10))]),
    compile("lib", 2000, [records(1, 2000, span("function", "F", 0, 20))]),
    compile("lib [lib.test]", 1500, []),
    compile("cmd/a", 1200, []),
  );
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
  const { phases, functions } = analysisOf(nested);
  expect(phases).toMatchObject([{ name: "fe:parse", time: 40, count: 1 }]);
  expect(functions).toMatchObject([{ name: "F", time: 100, open: true }]);
});

it("takes a killed process to its last recorded time, and marks the function in progress", () => {
  const begun = [
    records(0, 1000, begin("phase", "be:compilefuncs", 10)),
    records(1, 1030, begin("function", "F", 5)),
  ];
  const analysis = analysisOf(compile("lib", 1000, begun, []));
  expect(analysis.processes[0]).not.toHaveProperty("exit");
  expect(analysis.processes[0]).toMatchObject({ wall: 35, named: 25 });
  expect(analysis.functions).toMatchObject([{ name: "F", time: 0, open: true }]);
  expect(analysis.findings).toMatchObject([{ kind: "no-exit", file: "compile-lib-1000.span" }]);
});

it("says where the time lies that is in no phase; a process at level package has none to tell", () => {
  const phases = records(0, 1010, span("phase", "a", 0, 20), span("phase", "b", 5, 15));
  const whole = compile("whole", 1000, [], exit(0, 1100), { level: "package" });
  const { total, processes } = analysisOf(compile("lib", 1000, [phases]), whole);
  expect(total).toMatchObject({ wall: 200, detailed: 100, named: 35 });
  expect(total).toMatchObject({ beforePhases: 10, betweenPhases: 5, afterPhases: 50 });
  expect(processes.map(({ coverage }) => coverage)).toEqual([0.35, undefined]);
});

it("charges a dependency with the reading of its own export data, over all that import it", () => {
  const importer = (of: string, start: number) =>
    compile(of, start, [
      records(
        0,
        start,
        begin("phase", "fe:parse", 0),
        begin("part", "typecheck", 10),
        begin("import", "net", 5),
        span("import", "io", 5, 10),
        end(5),
        end(15),
        end(0),
      ),
    ]);
  const { imports, parts, phases } = analysisOf(importer("a", 1000), importer("b", 2000));
  expect(imports).toEqual([
    { name: "io", time: 20, count: 2, importers: 2 },
    { name: "net", time: 20, count: 2, importers: 2 },
  ]);
  expect(parts).toEqual([{ phase: "fe:parse", name: "typecheck", time: 80, self: 40, count: 2 }]);
  expect(phases).toMatchObject([{ name: "fe:parse", time: 100, inParts: 80 }]);
});

it("counts a part within another of its name once, and all of it in the phase", () => {
  const inner = [begin("part", "read-bodies", 5), span("part", "read-bodies", 5, 10), end(5)];
  const lane = records(0, 1000, begin("phase", "fe:inlining", 0), ...inner, end(15));
  const { parts, phases } = analysisOf(compile("lib", 1000, [lane]));
  expect(parts).toMatchObject([{ name: "read-bodies", time: 20, self: 20, count: 2 }]);
  expect(phases).toMatchObject([{ time: 40, inParts: 20 }]);
});

it("has the work on the main goroutine by its kind, and with the function that it was for", () => {
  const lane = records(0, 1000, work("walk", "F", 0, 5), work("walk", "G", 0, 7), work("escape", "F", 0, 9));
  const { works, functions } = analysisOf(compile("lib", 1000, [lane]));
  expect(works).toMatchObject([
    { name: "walk", time: 12, count: 2 },
    { name: "escape", time: 9, count: 1 },
  ]);
  expect(functions).toMatchObject([
    { name: "F", frontEnd: 14, count: 0 },
    { name: "G", frontEnd: 7, count: 0 },
  ]);
});

it("tells what each phase did to the memory, and what the process needed at most", () => {
  const lane = (start: number, heap: number) =>
    records(
      0,
      start,
      begin("phase", "a", 0),
      recorded("Memory", 5, { phase: "a", heapInUse: heap, allocatedBytes: 100, gcCycles: 1 }),
      end(0),
      begin("phase", "b", 0),
      recorded("Memory", 10, { phase: "b", heapInUse: 9, allocatedBytes: 130, gcCycles: 3 }),
      end(0),
      recorded("CompileEnd", 1, { peakRss: 4000, allocatedBytes: 140, gcCycles: 3 }),
    );
  const { phases, total, processes } = analysisOf(
    compile("lib", 1000, [lane(1000, 50)]),
    compile("app", 2000, [lane(2000, 70)]),
  );
  expect(phases).toMatchObject([
    { name: "b", allocatedBytes: 60, gcCycles: 4, heapInUse: 9 },
    { name: "a", allocatedBytes: 200, gcCycles: 2, heapInUse: 70 },
  ]);
  expect(total).toMatchObject({ ...noMemory, allocatedBytes: 280, gcCycles: 6 });
  expect(processes.map(({ peakRss }) => peakRss)).toEqual([4000, 4000]);
});

it("adds up what the passes made of the SSA form, and what the compiler counted where it recorded no functions", () => {
  const lane = records(
    0,
    1000,
    recorded("SSAGenComplete", 0, { valuesBefore: 200, valuesAfter: 150, phisAfter: 3 }),
    recorded("CodeGenComplete", 0, { functions: 7, textBytes: 512 }),
  );
  const { total } = analysisOf(compile("lib", 1000, [lane], exit(0, 1100), { level: "phase" }));
  expect(total).toMatchObject({ valuesBefore: 200, valuesAfter: 150, phisAfter: 3 });
  expect(total).toMatchObject({ functions: 7, functionTime: 0, textBytes: 512 });
});

it("counts what a threshold or a filter left out, from the sums that were written instead", () => {
  const total = (what: string, name: string, rest: readonly [number, number, number, number]): Bytes => {
    const [count, nanoseconds, recordedCount, recordedNanoseconds] = rest;
    return recorded("Total", 0, { what, name, count, nanoseconds, recordedCount, recordedNanoseconds });
  };
  const lane = records(
    1,
    1000,
    begin("function", "F", 0),
    begin("step", "passes", 0),
    span("pass", "opt", 0, 30),
    total("pass", "", [3, 35, 1, 30]),
    end(10),
    end(0),
    total("pass", "opt", [5, 40, 1, 30]),
    total("pass", "dse", [2, 3, 0, 0]),
    total("step", "passes", [4, 60, 1, 40]),
    total("function", "", [3, 70, 1, 40]),
    total("work", "walk", [2, 9, 0, 0]),
  );
  const analysis = analysisOf(compile("lib", 1000, [lane]));
  expect(analysis.passes).toEqual([
    { name: "opt", time: 40, count: 5, summed: 4 },
    { name: "dse", time: 3, count: 2, summed: 2 },
  ]);
  expect(analysis.steps).toEqual([{ name: "passes", time: 60, count: 4, summed: 3 }]);
  expect(analysis.works).toEqual([{ name: "walk", time: 9, count: 2, summed: 2 }]);
  expect(analysis.total).toMatchObject({ functions: 3, functionTime: 70 });
  expect(analysis.total).toMatchObject({ summedFunctions: 2, summedFunctionTime: 30 });
});

it("charges instances, closures and inlined bodies to the declaration that they come from", () => {
  const compiled = (name: string, time: number, values: number, charged: Record<string, number>): Bytes => {
    const list = Object.entries(charged).map(([declaration, values]) => ({ declaration, values }));
    const event = recorded("FunctionCompiled", 0, { symbol: name, values, charged: list, textBytes: 10 });
    return [...begin("function", name, 0), ...event, ...end(time)];
  };
  const lane = records(
    1,
    1000,
    compiled("slices.Sort[go.shape.int]", 40, 10, { "slices.less[go.shape.int]": 5 }),
    compiled("slices.Sort[go.shape.string]", 30, 10, {}),
    compiled("slices.Sort[go.shape.string].func1", 2, 10, {}),
    compiled("main.run.func1", 7, 3, { "slices.less[go.shape.int]": 1, "main.run": 1 }),
  );
  const { declarations, total } = analysisOf(compile("cmd/a", 1000, [lane]));
  expect(declarations).toMatchObject([
    { name: "slices.Sort", time: 52, own: 52, functions: 3, instances: 2, textBytes: 30 },
    { name: "slices.less", time: 22, own: 0, inlined: 22, inlinedInto: 2, functions: 0 },
    { name: "cmd/a.run", time: 5, own: 5, functions: 1, instances: 0 },
  ]);
  expect(declarations.reduce((sum, { time }) => sum + time, 0)).toBe(total.functionTime);
});

it("counts passes and steps that lie in no function", () => {
  const lane = records(1, 1000, span("pass", "opt", 0, 5), span("step", "gen", 0, 5));
  expect(analysisOf(compile("lib", 1000, [lane])).total.orphans).toBe(2);
  expect(analysisOf(lib).total.orphans).toBe(0);
});

it("is all zeros without processes", () => {
  const analysis = analysisOf();
  expect(analysis).toMatchObject({ elapsed: 0, processes: [], packages: [], phases: [], functions: [] });
  expect(analysis.total).toEqual(nothing);
});

const name = fc.constantFrom("fe:parse", "fe:types", "be:compilefuncs", "link", "F", "G[int]");
const kind = fc.constantFrom("phase", "function", "pass", "part", "import", "step");
const time = fc.nat({ max: 2 ** 31 - 1 });
const charge = fc.record({ declaration: name, values: fc.nat() });
const record: fc.Arbitrary<Bytes> = fc.oneof(
  fc.tuple(kind, name, time).map((fields) => begin(...fields)),
  fc.tuple(kind, name, time, time).map((fields) => span(...fields)),
  fc.tuple(name, name, time, time).map((fields) => work(...fields)),
  time.map(end),
  fc
    .tuple(fc.nat(), fc.nat(), fc.array(charge))
    .map(([textBytes, values, charged]) => recorded("FunctionCompiled", 0, { textBytes, values, charged })),
);
const lane = fc
  .tuple(fc.nat({ max: 2 }), fc.array(record, { maxLength: 8 }))
  .map(([number, list]) => records(number, 500, ...list));
const trace = fc
  .tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 2000 }), fc.array(lane, { maxLength: 4 }))
  .map(([of, start, lanes]) => compile(of, start, lanes));

it("keeps every sum exact: packages, processes, phases, functions and declarations add up to the total", () => {
  const add = <Row>(rows: readonly Row[], of: (row: Row) => number): bigint =>
    rows.reduce((sum, row) => sum + BigInt(of(row)), 0n);
  const agree = ({ total, processes, packages, phases, functions, ...analysis }: Analysis): void => {
    for (const key of Object.keys(total) as (keyof typeof total)[]) {
      expect([key, add(processes, (row) => row[key])]).toEqual([key, BigInt(total[key])]);
      expect([key, add(packages, (row) => row[key])]).toEqual([key, BigInt(total[key])]);
    }
    expect(add(phases, (row) => row.time)).toBe(BigInt(total.named));
    expect(add(functions, (row) => row.time)).toBe(BigInt(total.functionTime));
    expect(add(functions, (row) => row.count)).toBe(BigInt(total.functions));
    expect(add(functions, (row) => row.textBytes)).toBe(BigInt(total.textBytes));
    expect(add(analysis.declarations, (row) => row.time)).toBe(BigInt(total.functionTime));
    expect(add(analysis.declarations, (row) => row.frontEnd)).toBe(add(analysis.works, (row) => row.time));
    const { named, beforePhases, betweenPhases, afterPhases, detailed } = total;
    expect(named + beforePhases + betweenPhases + afterPhases).toBe(detailed);
    for (const row of phases) expect(row.inParts).toBeLessThanOrEqual(row.time);
    for (const row of processes) {
      expect(row.frontEnd + row.backEnd).toBeLessThanOrEqual(row.named);
      expect(row.named).toBeLessThanOrEqual(row.wall);
    }
  };
  fc.assert(fc.property(fc.array(trace, { maxLength: 5 }), (traces) => agree(analysisOf(...traces))));
});
