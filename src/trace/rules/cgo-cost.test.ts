import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const processes = [
  { tool: "cgo", package: "sqlite", time: 500 },
  { package: "sqlite", from: 3000, time: 1000 },
  { package: "app", from: 4000, time: 1000 },
];

it("takes what no Go tool did in the compile of a package with cgo for the C compiler's", () => {
  const graph = "app: 4000 4000 5000 < sqlite\nsqlite: 0 0 4000";
  expect(adviceBy("cgo-cost", { graph, processes })).toMatchObject([
    {
      subject: "sqlite",
      evidence: { packages: 1, time: 3e9, share: 0.6 },
      sentence: "cgo and the C compiler took 3.00 s for 1 package (sqlite), 60.0 % of all work.",
      saves: 3e9,
    },
  ]);
});

it("takes actions of cgo's own for what they are", () => {
  const graph = `
    app: 4000 4000 5000 < sqlite
    sqlite: 3000 3000 4000 < cgo compile sqlite3.c
    cgo compile sqlite3.c: 500 500 3000 < cgo run sqlite
    cgo run sqlite: 0 0 500`;
  expect(adviceBy("cgo-cost", { graph, processes })).toMatchObject([{ evidence: { time: 3e9 } }]);
});

it("says nothing of a build without cgo, or with little of it", () => {
  const graph = "app: 4000 4000 5000 < sqlite\nsqlite: 0 0 4000";
  expect(adviceBy("cgo-cost", { graph, processes: processes.slice(1) })).toEqual([]);
  const quick = "app: 4000 4000 5000 < sqlite\nsqlite: 2900 2900 4000";
  expect(adviceBy("cgo-cost", { graph: quick, processes })).toEqual([]);
});
