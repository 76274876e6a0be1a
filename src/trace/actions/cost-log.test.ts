import { expect, it } from "vitest";
import type { PaidCost } from "./cost.ts";
import { formatCostLog, latestCosts, parseCostLog } from "./cost-log.ts";

const paid = (session: string, actionId: string, running = 5, cpu = 7): PaidCost => {
  return { actionId, running, cpu, session };
};

it("reads what it has written", () => {
  const costs = [paid("s1", "1PcCrOUmp2O6eQDgbzdy"), paid("s1", "b_-", 0, 0), paid("s2", "c")];
  expect(formatCostLog(costs)).toBe(
    "traceinject-costs 1\n= s1\n1PcCrOUmp2O6eQDgbzdy 5 7\nb_- 0 0\n= s2\nc 5 7\n",
  );
  expect(parseCostLog(formatCostLog(costs))).toEqual(costs);
});

it("writes no id that would break the lines", () => {
  expect(parseCostLog(formatCostLog([paid("s", "a\n= s9\nb 1 1"), paid("s", "ok")]))).toEqual([
    paid("s", "ok"),
  ]);
});

it("passes over what is torn or of something else", () => {
  const text = formatCostLog([paid("s1", "a"), paid("s1", "b")]);
  expect(parseCostLog(text.slice(0, -3))).toEqual([paid("s1", "a")]);
  const strange = "x 1 2\n= s\nx 1\nx -1 2\nx 1 2 3\ny 1e9 2\nok 1 2";
  expect(parseCostLog(`traceinject-costs 1\n${strange}`)).toEqual([paid("s", "ok", 1, 2)]);
  for (const other of ["", "traceinject-costs 2\n= s\na 1 2\n", "\0\0"])
    expect(parseCostLog(other)).toEqual([]);
});

it("takes the cost that was measured last, in whatever order they come, and forgets the oldest sessions first", () => {
  const costs = [paid("s2", "a", 20), paid("s3", "b"), paid("s1", "a", 10), paid("s1", "c")];
  expect([...latestCosts(costs, 9).values()]).toEqual([
    paid("s3", "b"),
    paid("s2", "a", 20),
    paid("s1", "c"),
  ]);
  expect([...latestCosts(costs, 2).keys()]).toEqual(["b", "a"]);
});
