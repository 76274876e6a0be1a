import { expect, it } from "vitest";
import type { Miss } from "../misses/miss.ts";
import { adviceBy, sentences } from "./build.testing.ts";

const graph = "app: 3000 3000 4000 < lib\nlib: 0 0 3000";
const processes = [{ package: "lib", time: 4000 }];
const changes = { added: [], removed: [], flags: [], declarations: ["F"] };
const lib: Miss = {
  package: "lib",
  actionId: "build-lib",
  running: 3e9,
  root: "lib",
  cause: { kind: "inputs", changes },
};
const app: Miss = {
  package: "app",
  actionId: "build-app",
  running: 1e9,
  root: "lib",
  cause: { kind: "dependency", package: "lib" },
};
const misses = (...missed: readonly Miss[]) => ({ graph, processes, misses: { before: "s1", missed } });

it("puts what began at one package together, and names the input that changed", () => {
  expect(adviceBy("cache-miss", misses(lib, app))).toMatchObject([
    {
      subject: "lib",
      evidence: { packages: 2, running: 4e9 },
      sentence: "lib and 1 other with it had to be compiled again (4.00 s) because F changed.",
      saves: 4e9,
    },
  ]);
});

it("puts packages with a cause of the whole session together", () => {
  const other = { ...app, root: "app", cause: { kind: "toolchain" } } as const;
  const all = adviceBy("cache-miss", misses({ ...lib, cause: { kind: "toolchain" } }, other));
  expect(sentences(all)).toEqual([
    "lib and 1 other with it had to be compiled again (4.00 s) because the toolchain is another one.",
  ]);
});

it("says nothing of what is new, of what costs little, and where nothing is known", () => {
  expect(adviceBy("cache-miss", misses({ ...lib, cause: { kind: "new" } }))).toEqual([]);
  expect(adviceBy("cache-miss", misses({ ...lib, running: 1e8 }))).toEqual([]);
  expect(adviceBy("cache-miss", { graph, processes })).toEqual([]);
});
