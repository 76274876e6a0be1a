import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const importer = (path: string, time: number) => ({
  ...{
    package: path,
    time: 2000,
    imports: [
      { name: "k8s.io/api", time },
      { name: "fmt", time: 10 },
    ],
  },
  phases: [{ name: "be:compilefuncs", time: 1000 }],
});

it("names the dependency that is dearest to read, over all that import it", () => {
  expect(adviceBy("import-reading", { processes: [importer("a", 300), importer("b", 500)] })).toMatchObject([
    {
      subject: "k8s.io/api",
      evidence: { time: 8e8, importers: 2, share: 0.2 },
      sentence: "Reading k8s.io/api for 2 packages takes 800 ms, 20.0 % of the time of the compiles.",
    },
  ]);
});

it("says nothing of what imports usually take", () => {
  expect(adviceBy("import-reading", { processes: [importer("a", 90)] })).toEqual([]);
});
