import fc from "fast-check";
import { expect, it } from "vitest";
import { drawLanes, goTraceText } from "./go-trace-text.testing.ts";
import { readGoTrace } from "./read-go-trace.ts";

fc.configureGlobal({ seed: 20260102 });

const read = (text: string) => readGoTrace(new TextEncoder().encode(text));
const kinds = (text: string): string[] => read(text).findings.map(({ kind, count }) => `${count} ${kind}`);

const text = goTraceText(
  ["build", 0, 0, 40],
  ["load a", 0, 2, 12],
  ["load b", 0, 8, 20], // packages are loaded by several goroutines, which have one number
  ["load a", 0, 22, 24],
  ["exec", 7, 21, 38],
  ["compile", 7, 22, 30],
);

it("puts the spans of each goroutine on lanes on which they nest", () => {
  expect(drawLanes(read(text))).toEqual([
    "main: build 0-40, load a 2-12, load a 22-24",
    "main (2): load b 8-20",
    "goroutine 7: exec 21-38, compile 22-30",
  ]);
  expect(read(text)).toMatchObject({ dropped: 0, findings: [] });
});

it("keeps the quarters of a microsecond that go writes, by the wall clock", () => {
  const { clock, trace } = read(
    '[\n{"name":"a","ph":"B","ts":1795447252426696.8,"pid":0,"tid":0}\n,{"name":"a","ph":"E","ts":1795447252426698,"pid":0,"tid":0}\n]',
  );
  expect(clock).toEqual({ kind: "wall", zero: 1_795_447_252_426_696_750n, quantum: 250 });
  expect([...trace.spans.end]).toEqual([1250]);
});

it("reads what there is of a trace that is cut off at any byte, and says so", () => {
  const whole = drawLanes(read(text));
  expect(whole).toHaveLength(3);
  for (let length = 0; length < text.length - 1; length++) {
    const { trace, findings } = read(text.slice(0, length));
    expect(findings.map(({ kind }) => kind)).toEqual(["torn-go-trace"]);
    expect(trace.truncated).toBe(true);
    expect(trace.spans.start.length).toBeLessThanOrEqual(6);
  }
  const cut = text.slice(0, text.indexOf('{"name":"exec","ph":"E"'));
  const { trace } = read(cut);
  expect([...trace.spans.open].filter((open) => open === 1)).toHaveLength(2); // exec and build
});

it("drops and counts what it cannot tell", () => {
  const event = (fields: string): string => `,{"name":"a",${fields},"pid":0,"tid":0}\n`;
  expect(kinds(text.replace("\n]", `\n${event('"ph":"E","ts":9')}]`))).toEqual([
    "1 go-trace-end-without-begin",
  ]);
  expect(kinds(text.replace("\n]", `\n${event('"ph":"B","ts":"x"')},{"ph":1}\nnonsense\n]`))).toEqual([
    "3 bad-go-trace-event",
  ]);
  expect(kinds(goTraceText(["a", 0, 9, 5], ["b", 0, 1, 2]))).toEqual(["1 go-trace-clock-goes-back"]);
  expect(read(goTraceText(["a", 0, 9, 5], ["b", 0, 1, 2])).dropped).toBe(1);
});

it("has a bound for spans side by side, so that no file takes more time than its size", () => {
  const wide = Array.from({ length: 100 }, (_, i) => [`s${i}`, 0, i, 1000 + i] as const);
  expect(kinds(goTraceText(...wide))).toEqual(["36 go-trace-too-wide"]);
});

it("nests spans on every lane, whatever the file says", () => {
  const span = fc.tuple(
    fc.constantFrom("a", "b", "c"),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 0, max: 30 }),
  );
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
      const { trace, dropped } = read(goTraceText(...spans));
      const { start, end, lane, parent } = trace.spans;
      expect(start.length + dropped).toBe(spans.length);
      for (let row = 0; row < start.length; row++) {
        const around = parent[row]!;
        if (around >= 0) {
          expect(around).toBeLessThan(row);
          expect(lane[around]).toBe(lane[row]);
          expect([start[around]! <= start[row]!, end[row]! <= end[around]!]).toEqual([true, true]);
        }
        for (let other = 0; other < row; other++) {
          if (lane[other] !== lane[row] || parent[other] !== around) continue;
          expect(end[other]! <= start[row]! || start[other] === end[other]).toBe(true);
        }
      }
    }),
  );
});

it("never throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(() => readGoTrace(bytes)).not.toThrow();
    }),
  );
});
