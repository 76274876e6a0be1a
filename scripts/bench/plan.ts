import { planDiff } from "../../src/app/patch.ts";
import { loadPatchSet } from "../../src/app/patch-set.ts";
import { planGoroot } from "../../src/app/plan.ts";
import { silentProgress } from "../../src/base/progress.ts";
import { nodeHost } from "../../src/host/node.ts";
import { findGoroot } from "../../src/toolchain/goroot.ts";
import { type Job, run, show, spread } from "./measure.ts";

/** Parse, plan and render all patches for one release: CPU seconds in one process, and the whole command from cold. */
export async function benchPlan(cli: string, rounds: number): Promise<string[]> {
  const host = nodeHost();
  const goroot = await findGoroot(host, {}, silentProgress);
  const set = await loadPatchSet(host);
  const inProcess: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    const result = await planGoroot(host, goroot, set);
    if (result.kind === "drift") throw new Error("the shipped set drifts on the Go at hand");
    planDiff(result.plan);
    const { user, system } = process.cpuUsage(before);
    inProcess.push((user + system) / 1e6);
  }
  const job: Job = { name: "patch --diff", command: [cli, "patch", "--diff"] };
  const cold = Array.from({ length: rounds }, () => run(job));
  return [
    `plan and render, CPU s in process: ${show(spread(inProcess))} (at most 1)`,
    `traceinject patch --diff, CPU s from cold: ${show(spread(cold.map(({ cpu }) => cpu)))}, wall s: ${show(spread(cold.map(({ wall }) => wall)))}`,
  ];
}
