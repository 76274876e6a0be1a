import { planDiff } from "../../src/app/patch.ts";
import { loadPatchSet } from "../../src/app/patch-set.ts";
import { loadParser, readPackages } from "../../src/app/plan.ts";
import { silentProgress } from "../../src/base/progress.ts";
import { nodeHost } from "../../src/host/node.ts";
import { packagesOf, planPatches } from "../../src/patch/plan.ts";
import type { GoParser } from "../../src/syntax/tree.ts";
import { findGoroot } from "../../src/toolchain/goroot.ts";
import { type Job, run, show, spread } from "./measure.ts";

/**
 * Parse, plan and render all patches for one release: CPU seconds in one process, of these what the parser takes the first time;
 * and whole commands from cold, for one release and for all on this machine.
 */
export async function benchPlan(cli: string, rounds: number): Promise<string[]> {
  const host = nodeHost();
  const goroot = await findGoroot(host, {}, silentProgress);
  const set = await loadPatchSet(host);
  const parser = await loadParser(host);
  const sources = await readPackages(host, goroot.dir, packagesOf(set, goroot.version));
  let parsing = 0;
  const timed: GoParser = {
    ...parser,
    parse: (...asked) => {
      const [tree, seconds] = cpuOf(() => parser.parse(...asked));
      parsing += seconds;
      return tree;
    },
  };
  const inProcess = Array.from({ length: rounds }, () => {
    parsing = 0;
    const [, seconds] = cpuOf(() => {
      const result = planPatches(timed, set, goroot.version, sources);
      if (result.kind === "drift") throw new Error("the shipped set drifts on the Go at hand");
      planDiff(result.plan);
    });
    return { seconds, parsing };
  });
  const cold = (args: readonly string[], times: number): string => {
    const job: Job = { name: args.join(" "), command: [cli, ...args] };
    const runs = Array.from({ length: times }, () => run(job));
    const wall = show(spread(runs.map((one) => one.wall)));
    return `traceinject ${job.name}, CPU s from cold: ${show(spread(runs.map(({ cpu }) => cpu)))}, wall s: ${wall}`;
  };
  return [
    `plan and render, CPU s in process: ${show(spread(inProcess.map(({ seconds }) => seconds)))} (at most 1)`,
    `parsing of it, CPU s: ${inProcess[0]?.parsing.toFixed(2)} the first time, then ${show(spread(inProcess.slice(1).map((one) => one.parsing)))} (at most 0.5)`,
    `node alone, CPU s: ${show(spread(Array.from({ length: rounds }, () => run({ name: "node", command: ["node", "-e", "0"] }).cpu)))}`,
    `${cold(["patch", "--check"], rounds)} (at most 1.5)`,
    `${cold(["patch", "--check", "--installed"], Math.min(rounds, 3))} (at most 15 for nine releases)`,
  ];
}

function cpuOf<T>(work: () => T): readonly [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}
