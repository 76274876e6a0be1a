import type { Finding } from "../../audit/finding.ts";
import type { PatchState } from "../../audit/upgrade/report.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { chooseChanges } from "../../patch/choose.ts";
import { driftInfo } from "../../patch/drift.ts";
import type { PatchSet } from "../../patch/patch.ts";
import type { Plan, PlanResult } from "../../patch/plan.ts";
import { renderPatchText } from "../../report/patch/text.ts";
import type { Goroot } from "../../toolchain/goroot.ts";
import type { Planned } from "../patch.ts";
import { explained } from "../patch-check.ts";
import { planGoroot } from "../plan.ts";
import type { Done } from "./steps.ts";

/** A release on which every change fits. */
export interface Fitting {
  readonly base: Goroot;
  readonly set: PatchSet;
  readonly plan: Plan;
}

/** Plans the set; drift is a finding each, with the whole report of it. `states` is told of every patch. */
export async function patchStep(
  host: Host,
  base: Goroot,
  set: PatchSet,
  states: (all: readonly PatchState[]) => void,
  progress: Progress,
): Promise<Done<Fitting>> {
  const result = await planGoroot(host, base, set);
  states(patchStates(set, base, result));
  if (result.kind === "drift")
    return {
      detail: `${set.name} does not fit ${base.version.text}`,
      more: await driftReport(host, { goroot: base, set, result }, progress),
      findings: result.drift.map(driftFinding),
    };
  const { changes, files } = result.plan;
  const newFiles = files.filter(({ before }) => before === undefined).length;
  return {
    value: { base, set, plan: result.plan },
    detail: `${changes.length} changes of ${set.name} fit, ${newFiles} new files`,
    figures: { changes: changes.length, newFiles },
  };
}

/** As `patch --check` writes it: what happened upstream, and what would mend it. */
async function driftReport(host: Host, planned: Planned, progress: Progress): Promise<string> {
  const report = await explained(host, planned, [], progress);
  return renderPatchText({ patchSet: report.patchSet, releases: [report], unchecked: [] }, 100);
}

type Drifted = Extract<PlanResult, { kind: "drift" }>["drift"][number];

const driftFinding = ({ kind, change, target }: Drifted): Finding => ({
  check: kind,
  subject: change,
  message: `${driftInfo[kind].title} (${target})`,
});

/** Where there is drift, a patch fits as far as none of its changes is among what drifted. */
function patchStates(set: PatchSet, { version }: Goroot, result: PlanResult): PatchState[] {
  const drifted = new Set(result.kind === "drift" ? result.drift.map(({ change }) => change) : []);
  const planned = result.kind === "plan" ? result.plan.changes.map(({ id }) => id) : undefined;
  const chosen = new Set(chooseChanges(set, version));
  return set.patches.map(({ changes }) => {
    const wanted = changes.filter((change) => chosen.has(change)).map(({ id }) => id);
    const fitting = planned
      ? planned.filter((id) => wanted.includes(id))
      : wanted.filter((id) => !drifted.has(id));
    const state = wanted.length === 0 ? "left-out" : wanted.some((id) => drifted.has(id)) ? "drift" : "fits";
    return { patch: (changes[0]?.id ?? "").replace(/\/[^/]*$/, ""), state, changes: fitting.length };
  });
}
