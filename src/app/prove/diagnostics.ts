import { basename, dirname, join } from "node:path";
import type { DiagnosticDifference, DiagnosticsProof, Tracing } from "../../audit/proof/report.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host, RunResult } from "../../host/host.ts";
import { cleanGoEnv } from "../../toolchain/go-command.ts";
import { tracingEnv } from "./compile.ts";
import type { Compiler } from "./subject.ts";

export interface DiagnosticsJob {
  readonly stock: Compiler;
  readonly instrumented: Compiler;
  readonly tracing: readonly Tracing[];
  /** Paths below the stock GOROOT. */
  readonly programs: readonly string[];
  /** Object files by import path, for programs that import. */
  readonly exports: ReadonlyMap<string, string>;
  /** An empty folder. */
  readonly dir: string;
}

/** Runs both compilers on every program, each by itself, and compares what they print and their exit codes. */
export async function compareDiagnostics(
  host: Host,
  job: DiagnosticsJob,
  progress: Progress,
): Promise<DiagnosticsProof> {
  await prepare(host, job);
  progress.step(`comparing what the compilers say of ${job.programs.length} programs`);
  let done = 0;
  const compared = await inParallel(job.programs, async (file, place) => {
    const answer = await compareOne(host, job, file, place);
    progress.detail(`${++done} of ${job.programs.length}: ${file}`);
    return answer;
  });
  return {
    programs: compared.length,
    refused: compared.filter(({ refused }) => refused).length,
    tracing: job.tracing,
    differences: compared.flatMap(({ differences }) => differences),
    nonDeterministic: compared.flatMap(({ file, stable }) => (stable ? [] : [file])),
  };
}

async function prepare(host: Host, { exports, dir }: DiagnosticsJob): Promise<void> {
  const lines = [...exports].map(([path, file]) => `packagefile ${path}=${file}\n`);
  await host.writeFile(join(dir, "importcfg"), lines.join(""));
  await host.makeDir(join(dir, "traces"));
}

/** More would not be faster: we start a few hundred processes a second, and each takes some milliseconds. */
const width = 4;

/** Results in the order of `items`; `place` numbers the workers. */
async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, place: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const worker = async (place: number): Promise<void> => {
    for (const [index, item] of rest) results[index] = await work(item, place);
  };
  await Promise.all(Array.from({ length: width }, (_, place) => worker(place)));
  return results;
}

interface Compared {
  readonly file: string;
  readonly refused: boolean;
  /** False: the stock compiler itself gave two answers. Then no difference counts. */
  readonly stable: boolean;
  readonly differences: readonly DiagnosticDifference[];
}

async function compareOne(host: Host, job: DiagnosticsJob, file: string, place: number): Promise<Compared> {
  const run = (compiler: Compiler, tracing: Tracing): Promise<RunResult> =>
    runCompile(host, job, compiler, tracing, file, place);
  const stock = await run(job.stock, "off");
  const differences: DiagnosticDifference[] = [];
  for (const tracing of job.tracing) {
    const found = difference(stock, await run(job.instrumented, tracing));
    if (found) differences.push({ file, tracing, ...found });
  }
  const refused = stock.exitCode !== 0;
  if (differences.length === 0) return { file, refused, stable: true, differences };
  const stable = difference(stock, await run(job.stock, "off")) === undefined;
  return { file, refused, stable, differences: stable ? differences : [] };
}

/** Both run in the folder of the program with the same arguments, so that even the names of files are the same. */
function runCompile(
  host: Host,
  { stock, dir }: DiagnosticsJob,
  { goroot }: Compiler,
  tracing: Tracing,
  file: string,
  place: number,
): Promise<RunResult> {
  // A file of its own, not /dev/null: a compiler that fails removes what it was to write.
  const out = join(dir, `out-${place}.o`);
  return host.run({
    file: join(goroot, `pkg/tool/${host.goos}_${host.goarch}/compile`),
    args: ["-p", "p", "-o", out, "-importcfg", join(dir, "importcfg"), basename(file)],
    env: { ...cleanGoEnv(host), ...tracingEnv(tracing, join(dir, "traces")) },
    cwd: dirname(join(stock.goroot, file)),
  });
}

type Found = Pick<DiagnosticDifference, "what" | "stock" | "instrumented">;

function difference(stock: RunResult, other: RunResult): Found | undefined {
  if (stock.exitCode !== other.exitCode)
    return { what: "exit code", stock: String(stock.exitCode), instrumented: String(other.exitCode) };
  for (const what of ["stdout", "stderr"] as const)
    if (stock[what] !== other[what]) return { what, ...firstLine(stock[what], other[what]) };
  return undefined;
}

function firstLine(stock: string, other: string): Omit<Found, "what"> {
  const [mine, theirs] = [stock.split("\n"), other.split("\n")];
  const at = mine.findIndex((line, index) => line !== theirs[index]);
  const index = at < 0 ? mine.length : at;
  return { stock: mine[index] ?? "", instrumented: theirs[index] ?? "" };
}
