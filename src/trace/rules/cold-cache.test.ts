import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const std = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ package: `std${i}`, from: i * 100, time: 100, std: true }));
const app = { package: "app", from: 3000, time: 100 };

it("says that the standard library was compiled for a program", () => {
  expect(adviceBy("cold-cache", { processes: [...std(30), app] })).toMatchObject([
    {
      evidence: { packages: 30, time: 3e9 },
      sentence: "30 packages of the standard library had to be compiled: 3.00 s, 96.8 % of all processes.",
    },
  ]);
});

it("says nothing where the standard library is what is built, or little of it", () => {
  expect(adviceBy("cold-cache", { processes: std(30) })).toEqual([]);
  expect(adviceBy("cold-cache", { processes: [...std(10), app] })).toEqual([]);
});
