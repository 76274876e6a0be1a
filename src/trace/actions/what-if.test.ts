import { expect, it } from "vitest";
import { parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { whatIf } from "./what-if.ts";

const graph = parseActionGraph(
  graphText(`
    link app:      50 50 54 < app
    app:           42 42 50 < lib, net
    lib:           10 10 30 < os
    net:           22 30 42 < cgo run net
    cgo run net:   10 10 22 < os
    os:             0  0 10`),
);

it("says what the build would take on other numbers of slots, and how far the simulation is to be trusted", () => {
  const { slots, wall, simulated, accuracy, bySlots } = whatIf(graph, 0, 3);
  expect([slots, wall, simulated, accuracy]).toEqual([3, 54, 46, 46 / 54]);
  expect(bySlots.map((row) => `${row.slots}: ${row.wall}`)).toEqual([
    "1: 66",
    "2: 46",
    "3: 46",
    "4: 46",
    "16: 46",
    "64: 46",
  ]);
});

it("says what it would take if one unit of the critical path were free, cgo with its package", () => {
  const { byUnit } = whatIf(graph, 3, 2);
  expect(byUnit).toEqual([
    { package: "net", work: "compile", onPath: 24, wall: 42, saved: 4 },
    { package: "os", work: "compile", onPath: 10, wall: 36, saved: 10 },
    { package: "app", work: "compile", onPath: 8, wall: 38, saved: 8 },
  ]);
});

it("takes the slots that were used at once for those that there were", () => {
  expect(whatIf(graph, 9)).toMatchObject({ slots: 2, simulated: 46 });
  expect(whatIf(graph, 9).byUnit.at(-1)).toMatchObject({ package: "app", work: "link", onPath: 4, saved: 4 });
});

it("has no accuracy where nothing ran", () => {
  const zeros = { slots: 0, wall: 0, simulated: 0, byUnit: [] };
  expect(whatIf(parseActionGraph("[]"), 5)).toMatchObject(zeros);
  expect(whatIf(parseActionGraph("[]"), 5)).not.toHaveProperty("accuracy");
});
