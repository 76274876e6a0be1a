import { expect, it } from "vitest";
import { judge } from "./judge.ts";

/** A judge before whom all pass but these, which fail in whatever company. */
function before(...bad: string[]) {
  const tried: string[] = [];
  const trial = async (changes: readonly string[]) => {
    tried.push(changes.join(" "));
    const worst = changes.find((change) => bad.includes(change));
    return worst === undefined
      ? ({ passed: true } as const)
      : ({ passed: false, why: `audit: ${worst}` } as const);
  };
  return { tried, trial };
}

it("keeps all proposals after one trial if they pass together", async () => {
  const { tried, trial } = before();
  expect(await judge(["a", "b"], trial)).toEqual({ kept: ["a", "b"], rejected: [] });
  expect(tried).toEqual(["a b"]);
});

it("tries them one by one if they fail together, each with those that were kept before it", async () => {
  const { tried, trial } = before("b");
  expect(await judge(["a", "b", "c"], trial)).toEqual({
    kept: ["a", "c"],
    rejected: [{ change: "b", why: "audit: b" }],
  });
  expect(tried).toEqual(["a b c", "a", "a b", "a c"]);
});

it("rejects a single one after one trial, and tries nothing where there is none", async () => {
  const { tried, trial } = before("a");
  expect(await judge(["a"], trial)).toEqual({ kept: [], rejected: [{ change: "a", why: "audit: a" }] });
  expect(await judge([], trial)).toEqual({ kept: [], rejected: [] });
  expect(tried).toEqual(["a"]);
});
