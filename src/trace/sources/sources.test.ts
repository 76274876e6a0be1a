import fc from "fast-check";
import { expect, it } from "vitest";
import { parseActionGraph } from "../actions/action-graph.ts";
import { graphText, wallZero } from "../actions/graph-builder.testing.ts";
import { eventSamples } from "../events-sample.testing.ts";
import { drawLanes, goTraceText } from "../go-trace/go-trace-text.testing.ts";
import { samples } from "../runtime/trace-samples.testing.ts";
import { actionSource } from "./action-source.ts";
import { sourceKind } from "./detect.ts";
import { FreeLanes } from "./free-lanes.ts";
import { readSource, spansOf } from "./read-source.ts";
import { inNanoseconds } from "./source-trace.ts";

fc.configureGlobal({ seed: 20260102 });

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const graph = graphText(`
link app: 30 31 40 < app, lib
app: 21 22 30 < lib
lib: 1 2 20
io: 1 1 12
never: `);

it("tells what a file is by its content", () => {
  const files = [
    Object.values(eventSamples)[0]!,
    samples["go1.19"]!,
    bytes(goTraceText(["a", 0, 1, 2])),
    bytes(graph),
  ];
  expect(files.map(sourceKind)).toEqual(["span file", "runtime trace", "go trace", "action graph"]);
  const others = ["", "[", "[]", "{}", '[{"ID":1}]', "go 1.26 trick", "\u007fELF"];
  expect(others.map((text) => sourceKind(bytes(text)))).toEqual(others.map(() => undefined));
});

it("puts go's actions on as few lanes as ran at once, by the wall clock", () => {
  const { clock, trace, dropped } = actionSource(parseActionGraph(graph));
  expect(drawLanes({ trace: inNanoseconds(trace, 1000) })).toEqual([
    "slot 1: build io 0-11, build app 21-29, link app 30-39",
    "slot 2: build lib 1-19",
  ]);
  expect([clock, dropped]).toEqual([{ kind: "wall", zero: wallZero + 1n, quantum: 1 }, 0]);
});

it("never lets two stretches of a lane overlap, and takes no more lanes than run at once", () => {
  const stretch = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (list) => {
      const lanes = new FreeLanes(3);
      const taken = list
        .sort(([a], [b]) => a - b)
        .map(([start, length]) => ({ start, end: start + length, lane: lanes.take(start, start + length)! }));
      for (const [i, one] of taken.entries())
        for (const other of taken.slice(0, i))
          expect(one.lane !== other.lane || other.end <= one.start).toBe(true);
      const atOnce = taken.map(
        ({ start }) => taken.filter((one) => one.start <= start && start < one.end).length,
      );
      expect(lanes.count).toBe(Math.max(0, ...atOnce));
    }),
  );
  const few = new FreeLanes(1, 2);
  expect([few.take(0, 9), few.take(1, 9), few.take(2, 9), few.take(9, 10)]).toEqual([1, 2, undefined, 1]);
});

it("keeps order and nesting where it scales times", () => {
  const { trace } = actionSource(parseActionGraph(graph));
  const rate = fc.double({ min: 0.001, max: 100, noNaN: true });
  fc.assert(
    fc.property(rate, (by) => {
      const { spans, first, last } = inNanoseconds(trace, by);
      for (let row = 0; row < spans.start.length; row++)
        expect(
          first <= spans.start[row]! && spans.start[row]! <= spans.end[row]! && spans.end[row]! <= last,
        ).toBe(true);
    }),
  );
});

it("reads a file twice alike, and never throws", () => {
  for (const [file, whole] of Object.entries(samples)) {
    const { trace, source } = readSource(file, whole);
    expect(source).toMatchObject({ file, first: 0 });
    expect(spansOf(file, whole)).toEqual(trace);
  }
  const begins = ["TISPAN3\n", "go 1.26 trace\0\0\0", '[{"name":"a","ph":"B"', '[{"ID":1,"Mode":"build"'];
  fc.assert(
    fc.property(fc.constantFrom(...begins), fc.uint8Array({ maxLength: 200 }), (begin, rest) => {
      const { source, findings } = readSource("x", Uint8Array.from([...bytes(begin), ...rest]));
      expect(source !== undefined || findings.length > 0).toBe(true);
    }),
  );
});
