import { expect, it } from "vitest";
import { ActionFindings, actionFindingInfo, describeActionFinding, type JoinFinding } from "./finding.ts";

it("keeps the facts of the first of a kind, the number of all, and the largest distance", () => {
  const findings = new ActionFindings();
  findings.add({ kind: "process-outside-action", file: "a.span", by: 3 });
  findings.add({ kind: "graph-of-another-time" });
  findings.add({ kind: "process-outside-action", file: "b.span", by: 9 });
  findings.add({ kind: "process-outside-action", file: "c.span", by: 5 });
  const all = findings.all<JoinFinding>();
  expect(all).toEqual([
    { kind: "process-outside-action", file: "a.span", by: 9, count: 3 },
    { kind: "graph-of-another-time" },
  ]);
  expect(all.map(describeActionFinding)).toEqual(["3 of them, by up to 9 ns, the first is of a.span.", ""]);
});

it("explains every kind in sentences", () => {
  for (const { title, why, remedy } of Object.values(actionFindingInfo)) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect([why, remedy]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  }
});
