import { expect, it } from "vitest";
import { describeRuntimeTraceFinding, type RuntimeTraceFinding } from "./finding.ts";

const place = { at: 99, count: 2 };

it.each<[RuntimeTraceFinding, string]>([
  [{ kind: "torn-trace", ...place }, ""],
  [{ kind: "unknown-trace-version", ...place, format: "go1.99" }, "It says go1.99."],
  [{ kind: "bad-batch", ...place, problem: "no batch begins but 7" }, "At byte 99 no batch begins but 7."],
  [
    { kind: "bad-trace-event", ...place, event: 60 },
    "2 batches were cut short, the first one at byte 99 with event 60.",
  ],
  [{ kind: "incomplete-generation", ...place }, "2 annotations were dropped."],
  [{ kind: "generation-out-of-order", ...place, generation: 5 }, "The first one is 5, at byte 99."],
  [{ kind: "undefined-trace-string", ...place, id: 8 }, "2 names, the first one is #8."],
  [{ kind: "region-end-without-begin", ...place }, "2 were dropped."],
  [{ kind: "region-end-mismatch", ...place, begun: "a", ended: "b" }, '2 times, first "b" within "a".'],
  [{ kind: "task-cycle", ...place, task: 5 }, "Task 5 and 1 others."],
])("describes %o", (finding, words) => {
  expect(describeRuntimeTraceFinding(finding)).toBe(words);
});
