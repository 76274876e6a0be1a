import fc from "fast-check";
import { expect, it } from "vitest";
import { RuntimeTraceReader, readRuntimeTrace } from "./runtime-trace.ts";
import type { RuntimeTraceFile } from "./trace-file.ts";
import { samples } from "./trace-samples.testing.ts";

fc.configureGlobal({ seed: 20261123 });

/** Bytes that are overwritten, left out or put in, and where the file is cut off. */
const damaged = fc
  .record({
    bytes: fc.constantFrom(...Object.values(samples)),
    changes: fc.array(
      fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 12 }) }),
      { maxLength: 6 },
    ),
    repeat: fc.integer({ min: 1, max: 3 }),
    end: fc.option(fc.nat(), { freq: 2 }),
  })
  .map(({ bytes, changes, repeat, end }) => {
    const all = [...bytes, ...Array.from({ length: repeat - 1 }, () => [...bytes.subarray(16)]).flat()];
    for (const { at, remove, insert } of changes)
      all.splice(16 + (at % (all.length - 16)), remove, ...insert);
    return Uint8Array.from(end === null ? all : all.slice(0, end % all.length));
  });

/** What every trace promises that was read, whatever the bytes were. */
function holds(trace: RuntimeTraceFile): void {
  const { names, goroutines, procs, tasks, regions, logs, end } = trace;
  const within = (from: number, to: number): boolean =>
    from >= 0 && from <= to && to <= end && Number.isInteger(from);
  const isRow = (row: number, table: { readonly id: Float64Array }): boolean =>
    row >= -1 && row < table.id.length;
  const sound = [
    ...[...goroutines.id].map((_, i) => within(goroutines.start[i]!, goroutines.end[i]!)),
    ...[...goroutines.function].map((name) => name < names.length),
    ...[...procs.id].map((_, i) => within(procs.start[i]!, procs.end[i]!)),
    ...[...tasks.id].map((_, i) => within(tasks.start[i]!, tasks.end[i]!) && tasks.parent[i]! < i),
    ...[...tasks.goroutine].map((row) => isRow(row, goroutines)),
    ...[...tasks.name, ...regions.name, ...logs.category, ...logs.message].map((name) => name < names.length),
    ...[...logs.time].map((time) => within(time, time)),
    ...[...regions.task, ...logs.task].map((row) => isRow(row, tasks)),
    ...[...regions.goroutine, ...logs.goroutine].map((row) => row >= 0 && isRow(row, goroutines)),
    ...[...regions.start].map((start, i) => {
      const up = regions.parent[i]!;
      const inside = up < 0 || (regions.start[up]! <= start && regions.end[up]! >= regions.end[i]!);
      return within(start, regions.end[i]!) && up < i && inside;
    }),
  ];
  expect(sound.indexOf(false)).toBe(-1);
  expect(new Set(trace.findings.map(({ kind }) => kind)).size).toBe(trace.findings.length);
}

/** How many bytes the result takes, without what a table takes for being one. */
function size({ names, goroutines, procs, tasks, regions, logs, snapshots }: RuntimeTraceFile): number {
  const columns = [goroutines, procs, tasks, regions, logs].flatMap(
    (table) => Object.values(table) as Float64Array[],
  );
  const texts = names.reduce((sum, name) => sum + 2 * name.length, 0);
  return columns.reduce((sum, { byteLength }) => sum + byteLength, texts) + 100 * snapshots.length;
}

it("reads damaged traces without throwing, to something sound and no larger than the bytes justify", () => {
  fc.assert(
    fc.property(damaged, (bytes) => {
      const trace = readRuntimeTrace(bytes);
      holds(trace);
      expect(size(trace)).toBeLessThanOrEqual(40 * bytes.length);
    }),
    { numRuns: 1500 },
  );
});

it("reads them the same in whatever chunks they come", () => {
  fc.assert(
    fc.property(damaged, fc.integer({ min: 1, max: 40 }), (bytes, length) => {
      const reader = new RuntimeTraceReader();
      for (let at = 0; at < bytes.length; at += length) reader.push(bytes.subarray(at, at + length));
      expect(reader.finish()).toEqual(readRuntimeTrace(bytes));
    }),
  );
});
