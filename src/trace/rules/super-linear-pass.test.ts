import { expect, it } from "vitest";
import { adviceBy, type DrawnFunction } from "./build.testing.ts";

const place = { file: "/src/lib/table.go", line: 12 };

/** Forty functions for which a value takes about ten microseconds, and `one` more. */
function build(one: DrawnFunction) {
  const usual = Array.from({ length: 40 }, (_, i) => ({
    ...{ name: `lib.f${i}`, time: i + 2, values: 200 + 80 * i + (i % 7) },
  }));
  return { processes: [{ package: "lib", time: 9000, functions: [...usual, { ...place, ...one }] }] };
}

it("finds the function for whose values a pass takes far longer than for those of others", () => {
  const [table, ...others] = adviceBy(
    "super-linear-pass",
    build({ name: "lib.table", time: 6000, values: 30_000 }),
  );
  expect(table).toMatchObject({ severity: "warning", subject: "lib.table", place });
  expect(table!.evidence).toMatchObject({ time: 6e9, values: 30_000, nanosecondsPerValue: 2e5 });
  expect(table!.sentence).toMatch(
    /^regalloc takes 6\.00 s over lib\.table \(lib, 30000 SSA values\): 1\d times as long for each value as over other functions\.$/,
  );
  expect(others).toEqual([]);
});

it("takes a large function for what it is where the time grows with its size", () => {
  expect(adviceBy("super-linear-pass", build({ name: "lib.table", time: 6000, values: 500_000 }))).toEqual(
    [],
  );
});

it("takes a small function that was stopped for no exception", () => {
  expect(adviceBy("super-linear-pass", build({ name: "lib.small", time: 6000, values: 1900 }))).toEqual([]);
});

it("knows no rule by a few functions", () => {
  const functions = [
    { name: "lib.a", time: 1, values: 1000 },
    { name: "lib.table", time: 6000, values: 30_000 },
  ];
  expect(adviceBy("super-linear-pass", { processes: [{ package: "lib", time: 9000, functions }] })).toEqual(
    [],
  );
});
