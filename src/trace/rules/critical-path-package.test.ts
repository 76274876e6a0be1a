import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const graph = `
  link app: 5000 5000 5100 < app
  app:      4600 4600 5000 < slow, quick
  slow:     1000 1000 4600 < base
  quick:    1000 1000 1300 < base
  base:        0    0 1000`;
const compile = (path: string, from: number, time: number) => ({ package: path, from, time });
const processes = [
  compile("base", 0, 1000),
  {
    ...compile("slow", 1000, 3600),
    phases: [
      { name: "fe:parse", time: 400 },
      { name: "be:compilefuncs", time: 3200 },
    ],
  },
  compile("quick", 1000, 300),
  compile("app", 4600, 400),
];

it("names the package without which the build would end sooner, and the phase that it is in", () => {
  const [slow, ...others] = adviceBy("critical-path-package", { graph, processes });
  expect(slow).toMatchObject({
    severity: "warning",
    subject: "slow",
    saves: 3.3e9, // what is left is quick
    evidence: { onPath: 3.6e9, path: 5.1e9 },
    sentence:
      "slow is 70.6 % of the critical path: it compiles for 3.60 s, 3.20 s of it in be:compilefuncs, and without it the build would end 3.30 s sooner.",
  });
  expect(others).toEqual([]); // base is less than a fifth of the path
});

it("leaves out what the user cannot change: the standard library, where it is compiled for something else", () => {
  const std = processes.map((one) => (one.package === "slow" ? { ...one, std: true } : one));
  expect(adviceBy("critical-path-package", { graph, processes: std })).toEqual([]);
});

it("says nothing where go was not asked, or the build is too short to matter", () => {
  expect(adviceBy("critical-path-package", { processes })).toEqual([]);
  const short = graph.replace(/\b(\d+)00\b/g, "$1");
  expect(adviceBy("critical-path-package", { graph: short, processes })).toEqual([]);
});
