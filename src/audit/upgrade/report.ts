import type { Finding } from "../finding.ts";

/** What is done with a release, in this order. */
export const upgradeSteps = {
  release: "Get the release",
  patches: "Plan every change of the patch set on its sources",
  build: "Build the instrumented tools",
  exits: "Take every way out of the compiler",
  audit: "Audit what differs from stock",
  proof: "Compile packages with both compilers and compare the objects",
  bench: "Compare how long both compilers take",
} as const;

export type UpgradeStepName = keyof typeof upgradeSteps;

/** `findings`: it was done and has news. `failed`: it could not be done. `not-run`: without an earlier one it makes no sense. */
export type UpgradeStatus = "passed" | "findings" | "failed" | "not-run";

/** One step, and what came of it. */
export interface UpgradeStep {
  readonly step: UpgradeStepName;
  readonly status: UpgradeStatus;
  /** What was done or looked at; why it failed; or why it was not run. */
  readonly detail: string;
  /** Of a step that failed: the code of the failure, `release-unavailable`. */
  readonly code?: string;
  /** What the reader can do about a failure, or drift as `patch --check` tells it; may have several lines. */
  readonly more?: string;
  /** Wall time. */
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** Time of one compiler / time of stock Go's, over rounds in turn. The interval goes from one measurement to another. */
export interface UpgradeRatio {
  readonly rounds: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What the steps counted and measured; what a step that was not run would have counted is absent. */
export interface UpgradeFigures {
  readonly changes?: number;
  readonly newFiles?: number;
  /** Ways out of the patched tools in their sources, how many of them nothing covers, and how many were taken. */
  readonly exits?: number;
  readonly openExits?: number;
  readonly takenExits?: number;
  /** Functions that the audit compared, and how many are changed. */
  readonly functions?: number;
  readonly changedFunctions?: number;
  /** Objects that are the same, and programs of which both compilers say the same. */
  readonly objects?: number;
  readonly programs?: number;
  /** With tracing off, and on. */
  readonly off?: UpgradeRatio;
  readonly on?: UpgradeRatio;
}

/** A patch of the set on this release. */
export interface PatchState {
  /** `exits`; of several sets `compile/exits`. */
  readonly patch: string;
  /** `left-out`: none of its changes is for this release. */
  readonly state: "fits" | "drift" | "left-out";
  /** How many of its changes fit. */
  readonly changes: number;
}

/** One release and everything that was found out about it. */
export interface ReleaseUpgrade {
  /** `go1.27.3`; where it could not be had, the name that was asked for. */
  readonly release: string;
  /** How it was found: `module cache`; empty where it was not. */
  readonly origin: string;
  /** `linux/amd64`. */
  readonly platform: string;
  readonly patchSet: string;
  /** The name of the instrumented toolchain, as `list` shows it; absent where there is none. */
  readonly toolchain?: string;
  /** When the last step ended; UTC, ISO 8601. */
  readonly date: string;
  /** The worst of the steps. */
  readonly verdict: Exclude<UpgradeStatus, "not-run">;
  readonly patches: readonly PatchState[];
  readonly steps: readonly UpgradeStep[];
  readonly figures: UpgradeFigures;
  /** Wall time of the whole. */
  readonly seconds: number;
  /** Absent where none was asked for, or nothing had to be repaired. */
  readonly repair?: UpgradeRepair;
}

/** What became of the proposals for the changes that drifted. */
export interface UpgradeRepair {
  /** The release that told what the changes hold on to; absent where there was none. */
  readonly from?: string;
  /** By id of the change. */
  readonly kept: readonly string[];
  /** Tried, and not passed. */
  readonly rejected: readonly ProposalLeft[];
  /** Without a proposal that could be tried. */
  readonly left: readonly ProposalLeft[];
  /** What was kept, as a unified diff of the patch files; empty where nothing was. */
  readonly diff: string;
  /** Whether the patch files hold all of it already. */
  readonly written: boolean;
  /** Sets whose files were left as they were, with the reason; absent where there is none. */
  readonly unwritten?: readonly UnwrittenSet[];
}

export interface UnwrittenSet {
  readonly patchSet: string;
  readonly why: string;
}

export interface ProposalLeft {
  readonly change: string;
  readonly why: string;
}

/** What `upgrade` has to say: of one release or of many, in the order of their versions. */
export interface UpgradeReport {
  readonly schema: 1;
  readonly verdict: ReleaseUpgrade["verdict"];
  readonly releases: readonly ReleaseUpgrade[];
  /** Releases that are supported and could not be had here, with the reason. They count for nothing. */
  readonly unavailable: readonly { readonly release: string; readonly why: string }[];
}

/** Puts releases together. Where none could be looked at, nothing is known: that is a failure. */
export function upgradeReport(
  releases: readonly ReleaseUpgrade[],
  unavailable: UpgradeReport["unavailable"] = [],
): UpgradeReport {
  const verdict = releases.length === 0 ? "failed" : worst(releases.map((one) => one.verdict));
  return { schema: 1, verdict, releases, unavailable };
}

/** The worst of what steps or releases came to. */
export function worst(all: readonly UpgradeStatus[]): ReleaseUpgrade["verdict"] {
  if (all.includes("failed")) return "failed";
  return all.includes("findings") ? "findings" : "passed";
}

/** How much of the wall time no step accounts for: wall time / the sum of the steps, from 1 on. */
export function overhead({ seconds, steps }: Pick<ReleaseUpgrade, "seconds" | "steps">): number {
  const sum = steps.reduce((total, step) => total + step.seconds, 0);
  return sum === 0 ? 1 : seconds / sum;
}
