import { join } from "node:path";
import type { Finding } from "../audit/finding.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import type { Goroot } from "../toolchain/goroot.ts";
import { toolPath } from "../toolchain/tool-build.ts";
import { attempts, comparable, type Outcome, takeWay } from "./exits/outcome.ts";
import { traceInto, traceProblems } from "./exits/trace.ts";
import { type WayOut, waysOut } from "./exits/ways.ts";

/** What came of taking every way out of the compiler. */
export interface ExitTrial {
  readonly tried: number;
  readonly findings: readonly Finding[];
}

/** Two compilers, a folder for what they write, and whether the instrumented one records traces at all. */
export interface ExitJob {
  readonly base: Pick<Goroot, "dir">;
  /** The instrumented GOROOT. */
  readonly goroot: string;
  readonly traces: boolean;
  readonly scratch: string;
}

/**
 * Takes every way out of both compilers: the instrumented one must print, return and write what the stock one does, and
 * leave a trace that is stopped, whole and says its exit code, or none where the stock one ends before there is any.
 */
export async function tryExits(host: Host, job: ExitJob, progress: Progress): Promise<ExitTrial> {
  progress.step("taking every way out of the compiler");
  const findings: Finding[] = [];
  for (const way of waysOut) {
    progress.detail(way.name);
    const problems = await tryWay(host, job, way);
    findings.push(...problems.map((message) => ({ check: "exit-path", subject: way.name, message })));
  }
  return { tried: waysOut.length, findings };
}

async function tryWay(
  host: Host,
  { base, goroot, traces, scratch }: ExitJob,
  way: WayOut,
): Promise<string[]> {
  const tool = toolPath(host, "cmd/compile");
  const stock = (): Promise<Outcome> => takeWay(host, join(base.dir, tool), way, scratch);
  const expected = await until(way, stock);
  if (!way.says.test(expected.stdout + expected.stderr) || expected.exitCode !== way.exitCode)
    return [`the stock compiler does not end so any more: ${firstLine(expected)}`];
  const dir = join(scratch, "traces");
  const found = await until(way, async () => {
    await host.remove(dir);
    await host.makeDir(dir);
    return takeWay(host, join(goroot, tool), way, scratch, traceInto(dir));
  });
  return [
    ...(await unlike(way, found, expected, stock)),
    ...(await traceProblems(host, dir, traces ? way.traced : undefined)),
  ];
}

/** The first outcome with the exit code of the way, else the last one. */
async function until(way: WayOut, run: () => Promise<Outcome>): Promise<Outcome> {
  let outcome = await run();
  for (let left = attempts(way) - 1; left > 0 && outcome.exitCode !== way.exitCode; left--)
    outcome = await run();
  return outcome;
}

/** The stock compiler is asked again as long as a crash of it may come out in another way. */
async function unlike(
  way: WayOut,
  found: Outcome,
  first: Outcome,
  stock: () => Promise<Outcome>,
): Promise<string[]> {
  const wanted = JSON.stringify(comparable(way, found));
  let expected = first;
  for (let left = attempts(way); left > 0; left--) {
    if (JSON.stringify(comparable(way, expected)) === wanted) return [];
    if (left > 1) expected = await stock();
  }
  return [difference(comparable(way, found), comparable(way, expected))];
}

function difference(found: Outcome, expected: Outcome): string {
  const parts = (["exitCode", "stdout", "stderr", "output"] as const).filter(
    (part) => found[part] !== expected[part],
  );
  return `it has another ${parts.join(" and ")} than the stock compiler: ${firstLine(found)}`;
}

const firstLine = ({ exitCode, stdout, stderr }: Outcome): string =>
  `exit code ${exitCode}, ${JSON.stringify((stdout + stderr).split("\n")[0])}`;
