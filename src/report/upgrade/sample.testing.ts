import { type ReleaseUpgrade, upgradeReport } from "../../audit/upgrade/report.ts";

const passed = (step: ReleaseUpgrade["steps"][number]["step"], detail: string, seconds: number) =>
  ({ step, status: "passed", detail, seconds, findings: [] }) as const;

const ratio = (median: number) => ({ rounds: 5, median, low: median - 0.01, high: median + 0.02 });

/** A release that passes everything. */
export const fine: ReleaseUpgrade = {
  release: "go1.26.8",
  origin: "go on PATH",
  platform: "linux/amd64",
  patchSet: "compile",
  toolchain: "go1.26.8-0123456789abcdef",
  date: "2026-11-23T18:42:26.536Z",
  verdict: "passed",
  patches: [
    { patch: "exits", state: "fits", changes: 12 },
    { patch: "start", state: "fits", changes: 1 },
    { patch: "later", state: "left-out", changes: 0 },
  ],
  steps: [
    passed("release", "go1.26.8, go on PATH", 0.05),
    passed("patches", "13 changes of compile fit, 46 new files", 1.2),
    passed("build", "built cmd/compile", 40),
    passed("exits", "20 ways out taken with both compilers", 3),
    passed("audit", "45 checks of 47 made; 49 of 24179 functions are changed", 45),
    passed("proof", "errors and what they import: 76 objects, 66 programs", 10),
    passed("bench", "encoding/json, wall time / stock by turns", 8),
  ],
  figures: {
    changes: 13,
    newFiles: 46,
    exits: 759,
    openExits: 0,
    takenExits: 20,
    functions: 24179,
    changedFunctions: 49,
    objects: 76,
    programs: 66,
    off: ratio(1.0),
    on: ratio(1.04),
  },
  seconds: 108,
};

const notRun = (step: ReleaseUpgrade["steps"][number]["step"]) =>
  ({
    step,
    status: "not-run",
    detail: "not run because of what patches found",
    seconds: 0,
    findings: [],
  }) as const;

const { toolchain: _, ...unbuilt } = fine;

/** A release in which a change drifts; a proposal for it was tried and not kept. */
export const drifted: ReleaseUpgrade = {
  ...unbuilt,
  release: "go1.28.0",
  origin: "module cache",
  verdict: "findings",
  patches: [
    { patch: "exits", state: "fits", changes: 12 },
    { patch: "start", state: "drift", changes: 0 },
    { patch: "later", state: "fits", changes: 2 },
  ],
  steps: [
    fine.steps[0]!,
    {
      step: "patches",
      status: "findings",
      detail: "compile does not fit go1.28.0",
      more: "anchor-missing: start/main in cmd/compile/internal/gc (start.patch:32)\n\tbase.ParseFlags()\n",
      seconds: 1.1,
      findings: [
        { check: "anchor-missing", subject: "start/main", message: "The place in it is not (`main`)" },
      ],
    },
    ...(["build", "exits", "audit", "proof", "bench"] as const).map(notRun),
  ],
  figures: {},
  seconds: 1.2,
  repair: {
    from: "go1.27.3",
    kept: [],
    rejected: [{ change: "start/main", why: "audit: gc.Main: its frame grew" }],
    left: [{ change: "exits/gone", why: "the statement is gone" }],
    diff: "",
    written: false,
  },
};

export const many = upgradeReport(
  [fine, drifted],
  [{ release: "go1.19.13", why: "go1.19.13 is not on this machine" }],
);
