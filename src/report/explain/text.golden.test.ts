import { expect, it } from "vitest";
import { explain } from "../../trace/explain/explain.ts";
import { buildOf } from "../../trace/rules/build.testing.ts";
import { advise } from "../../trace/rules/index.ts";
import { expectGolden } from "../golden.testing.ts";
import { renderExplanations } from "./text.ts";

const graph = `
  app:    4600 4700 5000 < lib\u001b, log
  lib\u001b: 1000 1000 4600
  log:       0    0 1000`;
const functions = Array.from({ length: 12 }, (_, i) => ({
  ...{ name: `lib.Map[go.shape.[${i}]int]`, time: 200, values: 90, file: "/src/lib/map.go", line: 7 },
}));
const input = buildOf({
  graph,
  processes: [
    {
      ...{
        package: "lib\u001b",
        from: 1000,
        time: 3600,
        functions,
        files: [{ file: "/src/lib/map.go", time: 30 }],
      },
      imports: [{ name: "log", time: 20 }],
    },
    { package: "app", from: 4700, time: 300 },
  ],
  misses: {
    before: "s1",
    missed: [
      {
        package: "app",
        actionId: "build-app",
        running: 3e8,
        root: "lib",
        cause: { kind: "dependency", package: "lib" },
      },
    ],
  },
});
const build = { ...input, analysis: { ...input.analysis, advice: advise(input) } };
const screen = { top: 3, width: 80, colour: false, path: input.analysis.actions!.path.length };

it("explains packages on a screen", () => {
  const text = renderExplanations(explain(build, "*"), screen);
  expectGolden(import.meta.url, "text.golden.txt", text);
  expect(text).not.toContain("\u001b");
  for (const line of text.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
});
