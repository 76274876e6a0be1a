import { expect, it } from "vitest";
import { begin, end, header, records, span, spanFile } from "../trace/decode/span-builder.testing.ts";
import type { SpanFile } from "../trace/event.ts";
import type { Level } from "../trace/event-type.ts";
import { readSpanFile } from "../trace/read.ts";
import { LaneCursor, laneName, lanesOf } from "./lanes.ts";

const file = readSpanFile(
  spanFile(
    header(),
    records(0, 1000, begin("package", "lib", 0), begin("phase", "be:compile", 10), span(17, "new", 5, 1)),
    records(
      1,
      1020,
      ...[begin("function", "f", 0), span("pass", "opt", 1, 2), span("pass", "cse", 0, 3), end(1)],
      span("function", "g", 2, 5),
    ),
    records(0, 1050, end(0), span("phase", "exit", 3, 4), end(2)),
  ),
);

/** One line a lane: `name@time(…)time`. */
function draw(trace: SpanFile, level: Level): string {
  return lanesOf(trace, level)
    .map(({ number, rows }) => {
      const cursor = new LaneCursor(trace.spans, rows);
      let line = `${laneName(number)}:`;
      while (cursor.advance()) {
        const name = trace.names[trace.spans.name[cursor.row]!];
        line += cursor.begins ? ` ${name}@${cursor.time}(` : `)${cursor.time}`;
      }
      return line;
    })
    .join("\n");
}

it("goes through the spans of each lane in the order of time, nested", () => {
  expect(draw(file, "pass")).toBe(
    "main: lib@0( be:compile@10( new@15()16)50 exit@53()57)59\n" +
      "worker 0: f@20( opt@21()23 cse@23()26)27 g@29()34",
  );
});

it("leaves out what is deeper than the level, and lanes that have nothing else", () => {
  expect(draw(file, "function")).toBe(
    "main: lib@0( be:compile@10( new@15()16)50 exit@53()57)59\nworker 0: f@20()27 g@29()34",
  );
  expect(draw(file, "phase")).toBe("main: lib@0( be:compile@10()50 exit@53()57)59");
  expect(draw(file, "package")).toBe("main: lib@0()59");
});

it("finds the way out of a deep span that is left out", () => {
  const deep = readSpanFile(
    spanFile(
      header(),
      records(
        1,
        1000,
        ...[begin("pass", "outer", 0), begin("function", "f", 1), begin("pass", "inner", 1)],
        ...[span("function", "g", 1, 1), end(0), end(1), end(1), span("function", "h", 1, 1)],
      ),
    ),
  );
  expect(draw(deep, "function")).toBe("worker 0: f@1( g@3()4)5 h@7()8");
});
