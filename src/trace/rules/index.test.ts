import { expect, it } from "vitest";
import { adviceBy, buildOf } from "./build.testing.ts";
import { advise, rules } from "./index.ts";

it("has at least ten rules, each with an id of its own", () => {
  expect(rules.length).toBeGreaterThanOrEqual(10);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { id } of rules) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

const hello = {
  graph: "link app: 16 16 790 < app\napp: 0 0 16",
  processes: [
    { package: "app", time: 15 },
    { tool: "link", package: "app", from: 16, time: 770, phases: [{ name: "dwarf", time: 700 }] },
  ],
};

it("says nothing of a build that is over at once", () => {
  expect(advise(buildOf(hello))).toEqual([]);
});

it("puts first what would save most, and tells what is a tenth of the build from what is less", () => {
  const graph = "link app: 9000 9000 10000 < app\napp: 6000 6000 9000 < lib\nlib: 0 0 6000";
  const processes = [
    { package: "lib", time: 6000, memory: { gcCycles: 99, gcPause: 700, allocatedBytes: 1e6, peakRss: 1e8 } },
    { package: "app", from: 6000, time: 4000 },
  ];
  const all = advise(buildOf({ graph, processes }));
  expect(all.map(({ rule, subject, severity }) => [rule, subject, severity])).toEqual([
    ["critical-path-package", "lib", "warning"],
    ["critical-path-package", "app", "warning"],
    ["gc-bound", "compile", "note"],
    ["idle-slots", "go", "note"],
  ]);
  expect(all[0]!.remedy).toBe(rules[0]!.remedy);
});

it("gives the same advice for the same build", () => {
  expect(adviceBy("linker-bound", hello)).toEqual(adviceBy("linker-bound", hello));
});
