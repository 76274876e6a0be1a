import { spawnSync } from "node:child_process";

/** One finished run of a command: seconds, and instructions where this machine can count them. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly instructions: number | undefined;
}

export interface Job {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const canCount = spawnSync("perf", ["stat", "-e", "instructions:u", "true"], { encoding: "utf8" });
export const countsInstructions = canCount.status === 0 && !canCount.stderr.includes("not supported");

/** Runs a command to its end by the shell's own accounting; throws with its output if it fails. */
export function run({ command, cwd, env }: Job): Cost {
  const words = countsInstructions ? ["perf", "stat", "-x,", "-e", "instructions:u", ...command] : command;
  const script = 'TIMEFORMAT="time %R %U %S"; time "$@"';
  const result = spawnSync("bash", ["-c", script, "bash", ...words], {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0)
    throw new Error(`${command.join(" ")}: exit code ${result.status}\n${result.stdout}${result.stderr}`);
  const [, wall, user, system] = /^time (\S+) (\S+) (\S+)$/m.exec(result.stderr) ?? [];
  const counted = /^(\d+),[^,]*,instructions/m.exec(result.stderr)?.[1];
  return {
    wall: Number(wall),
    cpu: Number(user) + Number(system),
    instructions: counted ? Number(counted) : undefined,
  };
}

/** A job by the number of its round, where each round needs a place of its own. */
export type Rounds = (round: number) => Job;

/** Runs two jobs in turn, A B B A A B …, after one run of each that does not count (round 0). */
export function interleave(a: Rounds, b: Rounds, rounds: number): [Cost[], Cost[]] {
  const costs = new Map<Rounds, Cost[]>([
    [a, []],
    [b, []],
  ]);
  for (const job of [a, b]) run(job(0));
  for (let round = 1; round <= rounds; round++)
    for (const job of round % 2 === 1 ? [a, b] : [b, a]) costs.get(job)?.push(run(job(round)));
  return [costs.get(a) ?? [], costs.get(b) ?? []];
}

/** Runs each job once a round, in another order each time, after one run of each that does not count. By job, by round. */
export function rotate(jobs: readonly Job[], rounds: number): Cost[][] {
  const costs = jobs.map((): Cost[] => []);
  for (const job of jobs) run(job);
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < jobs.length; turn++) {
      const at = (turn + round) % jobs.length;
      costs[at]!.push(run(jobs[at]!));
    }
  return costs;
}

/** Minimum, median and maximum. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
  return { min: sorted[0] ?? Number.NaN, median, max: sorted.at(-1) ?? Number.NaN };
}

/** A / B, round by round: what a drift of the machine's speed does not touch. */
export function ratios(a: readonly Cost[], b: readonly Cost[], key: keyof Cost): Spread {
  return spread(a.map((cost, index) => Number(cost[key]) / Number(b[index]?.[key])));
}

export const show = ({ min, median, max }: Spread, digits = 3): string =>
  `${median.toFixed(digits)} [${min.toFixed(digits)} … ${max.toFixed(digits)}]`;

/**
 * An interval that holds the true median with a probability of at least 95 %, whatever the distribution: between two
 * order statistics. Undefined below six values, of which none is so sure.
 */
export function medianInterval(values: readonly number[]): readonly [from: number, to: number] | undefined {
  const sorted = [...values].sort((x, y) => x - y);
  const n = sorted.length;
  // P(fewer than k of n values lie below the median) is a sum of binomials; both tails together may have 5 %.
  let [tail, ways, k] = [0, 0.5 ** n, 0];
  for (; 2 * (tail + ways) <= 0.05; k++) {
    tail += ways;
    ways *= (n - k) / (k + 1);
  }
  return k === 0 ? undefined : [sorted[k - 1]!, sorted[n - k]!];
}
