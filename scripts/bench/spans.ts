import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../src/app/build.ts";
import { silentProgress } from "../../src/base/progress.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node.ts";
import { findGoroot } from "../../src/toolchain/goroot.ts";
import { levels } from "../../src/trace/event-type.ts";
import { type CompileCommand, captureCompile } from "./capture.ts";
import { instancesPackage, writeInstances } from "./instances.ts";
import { countInstructions, hasValgrind } from "./instructions.ts";
import { type Job, medianInterval, ratios, rotate, show, spread } from "./measure.ts";
import { type SpanCosts, spanCosts } from "./span-costs.ts";
import { explainedCost, newestTrace } from "./span-counts.ts";

const packages = ["go/types", "net/http", "cmd/compile/internal/ssa", instancesPackage];

/** What is promised of each way to record, as CPU time over that of the stock compiler. */
const promised: Readonly<Record<string, string>> = {
  off: "at most 1.003",
  package: "at most 1.005",
  phase: "at most 1.005",
  function: "at most 1.005",
  pass: "at most 1.01",
};

/**
 * What recording costs. First what each call of the injected package takes by itself, which does not depend on the load of
 * the machine, times how often it is called; then whole compiles, every way to record in turn with the stock compiler.
 * The stock compiler is the one distributed: the recipe gives its very bytes when nothing is patched.
 */
export async function benchSpans(rounds: number, only: readonly string[]): Promise<string[]> {
  const host = nodeHost();
  const base = await findGoroot(host, {}, silentProgress);
  const { goroot } = await build(host, {}, silentProgress);
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  try {
    const costs = spanCosts(base.goBinary, dir);
    const compilers = { stock: compilerOf(host, base.dir), patched: compilerOf(host, goroot) };
    const wanted = packages.filter((name) => only.length === 0 || only.includes(name));
    return [
      ...costs.lines,
      ...wanted.flatMap((name) => {
        const work = mkdtempSync(join(dir, "package-"));
        if (name === instancesPackage) writeInstances(join(work, "module"), 40);
        const cwd = name === instancesPackage ? join(work, "module") : "/";
        const command = captureCompile(base.goBinary, name, work, cwd);
        return benchPackage(name, jobsOf(command, compilers, work), rounds, costs, work);
      }),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const compilerOf = ({ goos, goarch }: Host, goroot: string): string =>
  join(goroot, `pkg/tool/${goos}_${goarch}/compile`);

interface Compilers {
  readonly stock: string;
  readonly patched: string;
}

/** The stock compiler first, to which the others are compared. */
function jobsOf(command: CompileCommand, { stock, patched }: Compilers, dir: string): Job[] {
  const traced = (name: string, env: Record<string, string>): Job => {
    const traces = join(dir, name);
    mkdirSync(traces);
    return { ...command(patched), name, env: { TRACEINJECT_DIR: traces, ...env } };
  };
  return [
    { ...command(stock), name: "stock" },
    { ...command(patched), name: "off" },
    ...levels.map((level) => traced(level, { TRACEINJECT_LEVEL: level })),
    traced("function with --runtime-trace", {
      TRACEINJECT_LEVEL: "function",
      TRACEINJECT_RUNTIME_TRACE: "1",
    }),
    { ...command(stock, `-traceprofile=${join(dir, "stock.trace")}`), name: "stock -traceprofile" },
  ];
}

function benchPackage(
  name: string,
  jobs: readonly Job[],
  rounds: number,
  costs: SpanCosts,
  dir: string,
): string[] {
  const [stock = [], ...others] = rotate(jobs, rounds);
  const cpu = spread(stock.map((cost) => cost.cpu)).median;
  const measured = others.map((cost, i) => {
    const job = jobs[i + 1]!.name;
    const values = cost.map((one, round) => one.cpu / stock[round]!.cpu);
    const interval = medianInterval(values)
      ?.map((value) => value.toFixed(3))
      .join(" to ");
    const sure = interval ? `, median with 95 % in ${interval}` : "";
    const limit = promised[job] ? ` (${promised[job]})` : "";
    return `${name}, ${job}${limit}, CPU / stock over ${rounds} rounds: ${show(ratios(cost, stock, "cpu"))}${sure}`;
  });
  const explained = levels.map((level) =>
    explainedCost(`${name}, ${level}`, newestTrace(join(dir, level)), costs, cpu),
  );
  return [
    ...instructionLines(name, jobs),
    `${name}, stock, CPU s: ${show(spread(stock.map((cost) => cost.cpu)), 2)}`,
    ...measured,
    ...explained,
  ];
}

/** What each way to record adds to the work itself. The stock compiler is counted twice: how far two runs are apart. */
function instructionLines(name: string, jobs: readonly Job[]): string[] {
  if (!hasValgrind) return [`${name}: instructions are not counted, there is no valgrind`];
  const [stock, ...others] = jobs.filter((job) => !/trace/.test(job.name));
  const once = countInstructions(stock!);
  return [stock!, ...others].map(
    (job) =>
      `${name}, ${job.name}, instructions without GC / stock: ${(countInstructions(job) / once).toFixed(4)}`,
  );
}
