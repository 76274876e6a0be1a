import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const place = { file: "/src/lib/map.go", line: 7 };

function build(instances: number, time: number) {
  const functions = Array.from({ length: instances }, (_, i) => [
    { name: `lib.Map[go.shape.[${i}]int].func1`, time: 1, file: "/src/lib/map.go", line: 9 },
    { name: `lib.Map[go.shape.[${i}]int]`, time: time - 1, textBytes: 100, ...place },
  ]).flat();
  const other = { name: "lib.Other", time: 1000 };
  return { processes: [{ package: "lib", time: 4000, functions: [...functions, other] }] };
}

it("says what many instances of one declaration cost, with their closures, and where it stands", () => {
  const [map, ...others] = adviceBy("generic-instances", build(20, 100));
  expect(map).toMatchObject({
    subject: "lib.Map",
    evidence: { instances: 20, functions: 40, time: 2e9, textBytes: 2000 },
    sentence: "20 instances of lib.Map cost 2.00 s on workers, 66.7 % of all functions.",
    saves: 1.9e9, // one instance is needed
    place,
  });
  expect(others).toEqual([]);
});

it("says nothing of a few instances, or of many that cost little", () => {
  expect(adviceBy("generic-instances", build(9, 200))).toEqual([]);
  expect(adviceBy("generic-instances", build(20, 5))).toEqual([]);
});

it("says nothing of instances in the standard library that a program only uses", () => {
  const [std] = build(20, 100).processes;
  const processes = [
    { ...std!, std: true },
    { package: "app", from: 1000, time: 300 },
  ];
  expect(adviceBy("generic-instances", { processes })).toEqual([]);
});
