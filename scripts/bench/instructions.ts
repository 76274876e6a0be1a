import { spawnSync } from "node:child_process";
import type { Job } from "./measure.ts";

/** Whether Valgrind is there, which counts instructions where the machine has no counters of its own. */
export const hasValgrind = spawnSync("valgrind", ["--version"]).status === 0;

/**
 * How many instructions a compile takes in user mode, with one worker, one thread and no garbage collector: the same to a
 * thousandth, whatever else the machine does. Throws with the output of what failed.
 */
export function countInstructions({ name, command, cwd, env }: Job): number {
  const cachegrind = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];
  const alone = command.map((word) => word.replace(/ -c=\d+ /, " -c=1 "));
  const { status, stderr } = spawnSync("valgrind", ["--trace-children=yes", ...cachegrind, ...alone], {
    cwd,
    env: { ...process.env, GOGC: "off", GOMAXPROCS: "1", ...env },
    encoding: "utf8",
  });
  const [counted] = [...stderr.matchAll(/I +refs: +([\d,]+)$/gm)].at(-1)?.slice(1) ?? [];
  if (status !== 0 || !counted) throw new Error(`${name} under valgrind: exit code ${status}\n${stderr}`);
  return Number(counted.replaceAll(",", ""));
}
