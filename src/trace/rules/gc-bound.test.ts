import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const compile = (gcCycles: number, allocatedBytes: number) => ({
  processes: [
    { package: "lib", time: 4000, memory: { gcCycles, gcPause: 600, allocatedBytes, peakRss: 100e6 } },
    {
      package: "app",
      from: 4000,
      time: 100,
      memory: { gcCycles: 1, gcPause: 1, allocatedBytes: 9e6, peakRss: 50e6 },
    },
  ],
});

it("finds compiles that collect garbage before much of it is there", () => {
  expect(adviceBy("gc-bound", compile(100, 300e6))).toMatchObject([
    {
      evidence: { processes: 1, cycles: 100, pauses: 6e8, bytesPerCycle: 3e6, shareOfMemory: 0.03 },
      sentence:
        "1 compile collected garbage 100 times in 4.00 s, each time after 3.00 MB, and stood still for it for 600 ms.",
      saves: 6e8,
    },
  ]);
});

it("takes the collections of a compile that allocates much for usual", () => {
  expect(adviceBy("gc-bound", compile(100, 1700e6))).toEqual([]);
  expect(adviceBy("gc-bound", compile(14, 30e6))).toEqual([]);
});
