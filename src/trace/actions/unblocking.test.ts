import { expect, it } from "vitest";
import type { PlacedProcess } from "../timeline.ts";
import { parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { unblockings } from "./unblocking.ts";

/** Processes by the index of their action, as `name start end`. */
function between(drawing: string, processes: readonly (readonly string[])[]): string[] {
  const graph = parseActionGraph(graphText(drawing));
  const place = (text: string): PlacedProcess => {
    const [file = "", start, end] = text.split(" ");
    return { file, start: Number(start), end: Number(end) } as PlacedProcess;
  };
  const all = unblockings({ graph, processes: processes.map((list) => list.map(place)) });
  return all.map(({ from, to }) => `${from.file} > ${to.file}`);
}

it("goes from what ended last of all that a package depends on", () => {
  const drawing = `
    app: 40 41 50 < a, b, cached
    a: 0 1 20
    b: 0 2 29
    cached: 30 31 39`;
  expect(between(drawing, [["app 41 50"], ["a 1 20"], ["b 2 28"], []])).toEqual(["b > app"]);
});

it("goes through actions that ran nothing, to the process that ended last before them", () => {
  const drawing = `
    link app: 50 51 60 < app
    build check cache app: 30 31 32 < lib
    app: 32 33 50 < build check cache app
    lib: 0 1 29`;
  const processes = [["link 52 60"], [], ["asm 34 35", "app 36 49"], ["lib-asm 1 5", "lib 6 28"]];
  expect(between(drawing, processes)).toEqual(["app > link", "lib > asm"]);
});

it("leaves out what contradicts the clock, what waits for nothing, and what ran nothing", () => {
  const drawing = `
    app: 30 31 40 < lib
    lib: 0 1 29`;
  expect(between(drawing, [["app 20 40"], ["lib 1 28"]])).toEqual([]);
  expect(between(drawing, [[], ["lib 1 28"]])).toEqual([]);
  expect(between(drawing, [["app 31 40"], []])).toEqual([]);
});
