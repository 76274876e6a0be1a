import { expect, it } from "vitest";
import { decodeSpanFile } from "../decode/span.ts";
import { anchor, exit, header, spanFile } from "../decode/span-builder.testing.ts";
import { measure } from "../measure.ts";
import { timeline } from "../timeline.ts";
import { parseActionGraph } from "./action-graph.ts";
import { analyzeActions } from "./analyze.ts";
import { graphText } from "./graph-builder.testing.ts";

const compile = spanFile(
  header({ package: "app", importPath: "app", action: "build-app/build-app", anchor: anchor(30) }),
  exit(0, 60),
);
const line = timeline([{ file: "app.span", trace: measure(decodeSpanFile(compile)) }]);

it("puts all that is known of each action into its row", () => {
  const text = graphText("app: 20 25 70 < lib, gone\n lib: 10 10 20\n gone: ", { lib: { Cmd: null } });
  const costs = new Map([["build-lib", { actionId: "build-lib", running: 500, cpu: 400, session: "s1" }]]);
  const analysis = analyzeActions(parseActionGraph(text), line, { top: 5, slots: 3, costs });
  expect(analysis.actions).toEqual([
    {
      ...{ id: 0, mode: "build", package: "app", outcome: "ran", actionId: "build-app", slack: 0 },
      ...{ ready: -10, start: -5, done: 40, forDependencies: 10, forSlot: 5, running: 45 },
      ...{ waitedFor: 1, files: ["app.span"] },
    },
    {
      ...{ id: 1, mode: "build", package: "lib", outcome: "cached", actionId: "build-lib", slack: 0 },
      ...{ ready: -20, start: -20, done: -10, forDependencies: 0, forSlot: 0, running: 10 },
      ...{ lastCost: { running: 500, cpu: 400, session: "s1" }, files: [] },
    },
    {
      ...{ id: 2, mode: "build", package: "gone", outcome: "skipped", actionId: "build-gone", slack: 10 },
      files: [],
    },
  ]);
  expect(analysis).toMatchObject({
    ...{ wall: 60, outcomes: { cached: 1, ran: 1, skipped: 1 }, path: { length: 55 } },
    ...{ whatIf: { slots: 3, simulated: 55 }, spared: { of: 3, known: 1, running: 500 } },
    findings: [{ kind: "unfinished-action", id: 2, count: 1 }],
  });
});

it("is plain data, which JSON holds as it is", () => {
  const analysis = analyzeActions(parseActionGraph(graphText("app: 20 25 70")), line, { top: 5 });
  expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
});

it("analyzes 10,000 actions with 100,000 dependencies", () => {
  const actions = Array.from({ length: 10_000 }, (_, ID) => ({
    ...{ ID, Mode: "build", Package: `p${ID}`, Priority: 10_000 - ID },
    Deps: Array.from({ length: 10 }, (_, i) => ID + 1 + i * i).filter((dep) => dep < 10_000),
    ...{ TimeReady: "2026-01-02T03:04:05Z", TimeStart: "2026-01-02T03:04:05Z" },
    TimeDone: `2026-01-02T03:04:05.${String((ID * 7919) % 1000).padStart(3, "0")}Z`,
  }));
  const { path, whatIf } = analyzeActions(parseActionGraph(JSON.stringify(actions)), timeline([]), {
    top: 10,
  });
  expect(path.length).toBeLessThanOrEqual(whatIf.bySlots.at(-1)!.wall);
  expect(whatIf.byUnit.length).toBe(10);
});
