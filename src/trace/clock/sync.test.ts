import { expect, it } from "vitest";
import type { Anchor } from "../event.ts";
import { sessionClock } from "./session-clock.ts";
import { type SourceClock, syncClock } from "./sync.ts";

const wall = 1_700_000_000_000_000_000n;
const here = { bootId: "here", timeNamespace: "time:[1]" };
const elsewhere = { bootId: "elsewhere", timeNamespace: "time:[1]" };

/** Both clocks read within `bracket` nanoseconds; the wall clock shows `ahead` more than the monotonic one. */
function anchor(mono: number, bracket = 20, ahead = 0): Anchor {
  const mono0 = BigInt(mono);
  return { mono0, wall: wall + mono0 + BigInt(ahead + bracket / 2), mono1: mono0 + BigInt(bracket) };
}

const session = sessionClock([
  { kind: "monotonic", zero: 0n, quantum: 1, boot: here, anchors: [anchor(100), anchor(9000)] },
]);

/** `[0 ±10] …`: where the first and the last time of a source come to lie, by what, and how surely. */
function draw(source: SourceClock, first: number, last: number, clock = session): string {
  const sync = syncClock(source, { first, last }, clock);
  if (!sync) return "nowhere";
  const at = (time: number): number => Number(sync.zero) + Math.round(sync.rate * time);
  return `[${at(first)}..${at(last)}] ${sync.kind} ±${sync.error}`;
}

const monotonic = { kind: "monotonic", zero: 500n, quantum: 1 } as const;

it("leaves a process of the same boot where it is", () => {
  const source = { ...monotonic, boot: here };
  expect(draw({ ...source, anchors: [anchor(500), anchor(700, 60)] }, 0, 200)).toBe("[500..700] exact ±1");
  expect(draw({ ...source, anchors: [anchor(500)] }, 0, 200)).toBe("[500..700] exact ±1"); // no end: killed
});

it("places a process of another boot by the wall clock, read at its start and at its end", () => {
  const source = { ...monotonic, boot: elsewhere };
  expect(draw({ ...source, anchors: [anchor(500, 20, 90), anchor(700, 20, 90)] }, 0, 200)).toBe(
    "[590..790] wall ±21",
  );
  expect(draw({ ...source, anchors: [anchor(500, 20, 90)] }, 0, 200)).toBe("[590..790] wall ±21");
  const set = [anchor(500, 20, 90), anchor(700, 20, 40_090)];
  expect(draw({ ...source, anchors: set }, 0, 200)).toBe("[20590..20790] wall ±20021");
});

it("takes a time namespace of its own for another boot", () => {
  const container = { ...here, timeNamespace: "time:[2]" };
  expect(draw({ ...monotonic, boot: container, anchors: [anchor(500, 20, -400)] }, 0, 9)).toBe(
    "[100..109] wall ±21",
  );
});

it("places times of the wall clock, as far as that is known", () => {
  const source = { kind: "wall", zero: wall + 300n, quantum: 250 } as const;
  expect(draw(source, 0, 50)).toBe("[300..350] wall ±260");
  expect(draw(source, 0, 50, {})).toBe("nowhere");
  expect(draw(source, 0, 50, sessionClock([source]))).toBe(
    `[${Number(wall + 300n)}..${Number(wall + 350n)}] wall ±250`,
  );
});

it("knows a trace that names no boot by its clock readings, or by when it was written", () => {
  const source = { ...monotonic, quantum: 64, anchors: [] };
  expect(draw({ ...source, anchors: [anchor(500, 0)] }, 0, 200)).toBe("[500..700] exact ±64");
  expect(draw({ ...source, anchors: [anchor(500, 0, 7_000_000)] }, 0, 200)).toBe(
    "[7000500..7000700] wall ±74",
  );
  expect(draw({ ...source, written: wall + 900_000_000n }, 0, 200)).toBe("[500..700] exact ±64");
  expect(draw({ ...source, written: wall + 9_000_000_000n }, 0, 200)).toBe("nowhere");
  expect(draw(source, 0, 200)).toBe("nowhere");
});

it("fits ticks through readings at the start and the end of their process", () => {
  const ticks = { kind: "ticks", zero: 1000n, quantum: 25, boot: here, anchors: [] } as const;
  const pins = [
    { at: 0, low: 0, high: 40 },
    { at: 100, low: 2500, high: 2540 },
  ];
  expect(draw({ ...ticks, pins }, 0, 100)).toBe("[1020..3520] fitted ±46");
  expect(draw({ ...ticks, pins: pins.slice(0, 1), rate: 25 }, 0, 100)).toBe("[1020..3520] fitted ±47");
  expect(draw({ ...ticks, pins: pins.slice(0, 1) }, 0, 100)).toBe("nowhere");
  expect(draw({ ...ticks, pins: [], rate: 25 }, 0, 100)).toBe("nowhere");
});

it("fits ticks of another boot to its own clock, and that by the wall clock", () => {
  const pins = [
    { at: 0, low: 0, high: 40 },
    { at: 100, low: 2500, high: 2540 },
  ];
  const source = { kind: "ticks", zero: 1000n, quantum: 25, boot: elsewhere, pins } as const;
  expect(draw({ ...source, anchors: [anchor(1000, 20, 500)] }, 0, 100)).toBe("[1520..4020] wall ±66");
  expect(draw({ ...source, anchors: [] }, 0, 100)).toBe("nowhere");
});

it("goes by the boot of most sources, and ties it to the wall clock by their anchors and ours", () => {
  const of = (boot: object, ...anchors: Anchor[]) =>
    ({ kind: "monotonic", zero: 0n, quantum: 1, boot, anchors }) as const;
  const sources = [of(elsewhere, anchor(1, 20, 777)), of(here, anchor(1)), of(here, anchor(2))];
  const error = (...bootIds: string[]) =>
    sessionClock(
      sources,
      bootIds.map((bootId) => ({ bootId, anchors: [anchor(3, 20, 9_000_000)] })),
    ).wall;
  expect(error("elsewhere")).toEqual({ offset: wall, error: 10, set: false });
  expect(error("elsewhere", "here")).toMatchObject({ set: true });
  expect(sessionClock([], [{ anchors: [anchor(3)] }])).toEqual({
    wall: { offset: wall, error: 10, set: false },
  });
  expect(sessionClock([])).toEqual({});
});
