import { expect, it } from "vitest";
import { sampleActions } from "./actions/sample.testing.ts";
import { clockSentences } from "./clocks.ts";

const row = { processes: 3, error: 20 };

it("names the worst bound first, with all tools of a clock together", () => {
  const clocks = [
    { ...row, tool: "compile", clock: "wall", error: 1250 },
    { ...row, tool: "link", clock: "exact", error: 90 },
    { ...row, tool: "compile", clock: "exact" },
  ] as const;
  expect(clockSentences({ clocks })).toEqual([
    "Times are off by at most: 1.25 µs (compile by the wall clock), 90 ns (compile, link by the monotonic clock).",
  ]);
});

it("tells how exact go's actions are, which have wall times only", () => {
  const actions = { ...sampleActions(), clock: { error: 400, set: false } };
  expect(clockSentences({ clocks: [{ ...row, tool: "compile", clock: "exact" }], actions })).toEqual([
    "Times are off by at most: 400 ns (go's actions by the wall clock), 20 ns (compile by the monotonic clock).",
  ]);
});

it("says nothing where no process is placed, also not of go's actions alone", () => {
  expect(clockSentences({ clocks: [] })).toEqual([]);
  expect(clockSentences({ clocks: [], actions: sampleActions() })).toEqual([]);
});
