import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeSpanFile } from "./decode/span.ts";
import { anchor, begin, exit, header, records, spanFile } from "./decode/span-builder.testing.ts";
import { drawTimeline } from "./picture.testing.ts";
import { type NamedTrace, timeline } from "./timeline.ts";

fc.configureGlobal({ seed: 20260102 });

const wall = 1_700_000_000_000_000_000n;

/** A compile that starts and ends at these nanoseconds after boot, by a wall clock that is that far ahead. */
function compile(name: string, start: number, end: number, changes: object = {}, ahead = 0): NamedTrace {
  const bytes = spanFile(
    header({ package: name, pid: start, anchor: anchor(start, wall + BigInt(start + ahead)), ...changes }),
    exit(0, end, 0, ahead),
  );
  return { file: `compile-${name}.span`, trace: decodeSpanFile(bytes) };
}

const traces = [
  compile("main", 320, 400),
  compile("fmt", 200, 310),
  compile("os", 100, 200),
  compile("io", 110, 180),
];

it("places all processes of one boot by the monotonic clock", () => {
  const line = timeline(traces);
  expect(`\n${drawTimeline(line, 10)}`).toBe(`
[os......]
 [io...]
          [fmt......]
                      [main..]`);
  expect(line.zero).toBe(100n);
  expect(line.wallZero).toBe(wall + 100n);
  expect(line.processes.map(({ sync }) => sync.kind)).toEqual(["exact", "exact", "exact", "exact"]);
  expect(line.findings).toEqual([]);
});

it("does not depend on the order of the files", () => {
  const all = [...traces, compile("a", 110, 180), compile("b", 7, 9, { bootId: "other" })];
  const shuffled = fc.shuffledSubarray(all, { minLength: all.length });
  fc.assert(
    fc.property(shuffled, (list) => {
      expect(timeline(list)).toEqual(timeline(all));
    }),
  );
});

it("starts a process at its first span where that comes before the anchor", () => {
  const bytes = spanFile(
    header({ anchor: anchor(500) }),
    records(0, 460, begin("package", "lib", 0)),
    exit(0, 600),
  );
  const { zero, processes } = timeline([{ file: "a.span", trace: decodeSpanFile(bytes) }]);
  expect([zero, processes[0]?.start, processes[0]?.end, processes[0]?.offset]).toEqual([460n, 0, 140, 40]);
});

it("places a file from another boot or time namespace by its wall clock, and says so", () => {
  const moved = compile("moved", 7, 57, { bootId: "other" }, 143);
  const contained = compile("contained", 7, 57, { timeNamespace: "time:[1]" }, 253);
  const line = timeline([...traces, moved, contained]);
  expect(`\n${drawTimeline(line, 10)}`).toBe(`
[os......]
 [io...]
     [mov]
          [fmt......]
                [con]
                      [main..]`);
  expect(line.findings).toEqual([
    { kind: "other-boot", file: "compile-contained.span" },
    { kind: "other-boot", file: "compile-moved.span" },
  ]);
});

it("takes files that know no boot for those of one boot", () => {
  const unknown = { bootId: undefined, timeNamespace: undefined };
  const line = timeline([compile("a", 10, 20, unknown), compile("b", 15, 30, unknown)]);
  expect(line.processes.map(({ sync, start }) => [sync.kind, start])).toEqual([
    ["exact", 0],
    ["exact", 5],
  ]);
});

it("names the file of each finding, and leaves out files without a header", () => {
  const killed = { file: "k.span", trace: decodeSpanFile(spanFile(header({ anchor: anchor(90) }))) };
  const junk = { file: "j.span", trace: decodeSpanFile(new TextEncoder().encode("something else")) };
  const line = timeline([killed, junk, ...traces]);
  expect(line.processes[0]).toMatchObject({ file: "k.span", sync: { kind: "exact" } });
  expect(line.processes[0]).not.toHaveProperty("exit");
  expect(line.processes.length).toBe(5);
  expect(line.findings).toMatchObject([
    { kind: "not-a-span-file", file: "j.span" },
    { kind: "no-exit", file: "k.span" },
  ]);
});

it("is empty without files", () => {
  expect(timeline([])).toEqual({ zero: 0n, wallZero: 0n, clock: {}, processes: [], findings: [] });
});
