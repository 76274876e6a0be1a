import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const graph = `
  link app: 1000 1000 3000 < app
  app:         0    0 1000`;

function build(dwarf: number) {
  const phases = [
    { name: "loadlib", time: 1000 - dwarf },
    { name: "dwarfGenerateDebugInfo", time: dwarf },
  ];
  const link = { tool: "link", package: "app", from: 1000, time: 1900, phases };
  return { graph, processes: [{ package: "app", time: 900 }, link] };
}

it("says how much of the critical path is the linker", () => {
  expect(adviceBy("linker-bound", build(100))).toMatchObject([
    {
      severity: "warning",
      subject: "app",
      saves: 2e9,
      sentence: "Linking app is 66.7 % of the critical path: 2.00 s.",
      remedy: expect.stringContaining("fewer programs"),
    },
  ]);
});

it("advises to leave out debug information where that is what the time goes to", () => {
  expect(adviceBy("linker-bound", build(900))).toMatchObject([
    {
      saves: 9e8,
      sentence: "Linking app is 66.7 % of the critical path: 2.00 s, 900 ms of it for debug information.",
      remedy: expect.stringContaining("-ldflags=-w"),
    },
  ]);
});

it("says nothing of a link that is a small part of the build, or short", () => {
  const long = graph
    .replace("1000 1000 3000", "9000 9000 11000")
    .replace("1000\n", "9000\n")
    .replace(/1000$/, "9000");
  expect(adviceBy("linker-bound", { ...build(0), graph: long })).toEqual([]);
  expect(adviceBy("linker-bound", { graph: "link app: 20 20 190 < app\napp: 0 0 20" })).toEqual([]);
});
