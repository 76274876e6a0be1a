import { expect, it } from "vitest";
import { timeline } from "../timeline.ts";
import { parseActionGraph } from "./action-graph.ts";
import { type ActionCost, costsOf, sparedBy } from "./cost.ts";
import { graphText } from "./graph-builder.testing.ts";
import { joinProcesses } from "./join.ts";

const drawing = "link app: 5 5 9 < app\n app: 3 3 5 < lib, os\n lib: 0 0 3\n os: 0 0 2";

const joined = (changes: Readonly<Record<string, object>>) =>
  joinProcesses(parseActionGraph(graphText(drawing, changes)), timeline([]));

it("keeps what actions cost that ran to a result, and tells what they spare when they need not run", () => {
  const failed = { "link app": { BuildID: undefined }, lib: { CmdUser: 7, CmdSys: 2 }, os: { Cmd: null } };
  const costs = costsOf(joined(failed));
  expect(costs).toEqual([
    { actionId: "build-app", running: 2, cpu: 0 },
    { actionId: "build-lib", running: 3, cpu: 9 },
  ]);
  const known = new Map<string, ActionCost>(costs.map((cost) => [cost.actionId, cost]));
  const cached = joined({ app: { Cmd: null }, lib: { Cmd: null }, os: { Cmd: null } });
  expect(sparedBy(cached, known)).toEqual({ of: 4, actions: 3, known: 2, running: 5, cpu: 9 });
  expect(sparedBy(joined({}), known)).toEqual({ of: 4, actions: 0, known: 0, running: 0, cpu: 0 });
});

it("counts what cgo ran for a package in actions of their own, in the same work folder", () => {
  const text = graphText("lib: 9 9 12 < cgo run lib\n cgo run lib: 0 0 5\n cgo run os: 0 0 5\n os: 0 0 2", {
    lib: { Objdir: "/b1", CmdUser: 1 },
    "cgo run lib": { Objdir: "/b1", Cmd: ["cgo"], CmdUser: 20, CmdSys: 300 },
    "cgo run os": { Objdir: "/b2", Cmd: ["cgo"], CmdUser: 4000 },
  });
  expect(costsOf(joinProcesses(parseActionGraph(text), timeline([])))).toEqual([
    { actionId: "build-lib", running: 8, cpu: 321 },
    { actionId: "build-os", running: 2, cpu: 0 },
  ]);
});
