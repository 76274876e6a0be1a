import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

/** `count` packages wait for `core`; beside it runs nothing, or `other`. */
function build(count: number, other = "") {
  const waiting = Array.from({ length: count }, (_, i) => `p${i}`);
  const lines = waiting.map((name, i) => `${name}: 3000 ${3000 + 100 * i} ${3100 + 100 * i} < core`);
  const all = ["core", ...waiting];
  return {
    graph: [`app: 9000 9000 9100 < ${waiting.join(", ")}`, ...lines, "core: 0 0 3000", other].join("\n"),
    processes: all.map((path, i) => ({ package: path, from: i * 100, time: 100 })),
    slots: 4,
  };
}

it("counts the packages that a package holds up while slots are free", () => {
  const [core] = adviceBy("unblocks-many", build(12));
  expect(core).toMatchObject({
    subject: "core",
    evidence: { waiting: 12, running: 3e9, busySlots: 1, slots: 4 },
    sentence: "12 packages waited for core, which compiled for 3.00 s while 1.0 of 4 slots were busy.",
  });
  expect(core!.saves).toBeGreaterThan(2e9);
});

it("is told once: what unblocks many is not called slow on the critical path as well", () => {
  expect(adviceBy("critical-path-package", build(12))).toEqual([]);
});

it("says nothing where few wait, or where others use the slots meanwhile", () => {
  expect(adviceBy("unblocks-many", build(9))).toEqual([]);
  const busy = "x: 0 0 3000\ny: 0 0 3000\nz: 0 0 3000";
  expect(adviceBy("unblocks-many", build(12, busy))).toEqual([]);
});
