import { join } from "node:path";
import type { UpgradeRatio } from "../../audit/upgrade/report.ts";
import { goCommandFailed } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import type { Command, Host } from "../../host/host.ts";
import { cleanGoEnv, neutralDir } from "../../toolchain/go-command.ts";
import type { Goroot } from "../../toolchain/goroot.ts";
import { toolPath } from "../../toolchain/tool-build.ts";
import { distributionOf } from "../../trace/diff/distribution.ts";

/** Large enough to take some hundred milliseconds, of Go alone, and made of packages that the tools are made of, too. */
const benched = "encoding/json";

const rounds = 5;

export interface BenchJob {
  readonly base: Goroot;
  /** The instrumented GOROOT. */
  readonly goroot: string;
  readonly scratch: string;
}

/** Wall time of the instrumented compiler / that of the stock one, with tracing off and on. */
export interface Bench {
  readonly package: string;
  readonly off: UpgradeRatio;
  readonly on: UpgradeRatio;
}

/** Compiles one package of std by turns, so that a machine that becomes slower slows them all. Throws `go-command-failed`. */
export async function benchCompilers(host: Host, job: BenchJob, progress: Progress): Promise<Bench> {
  progress.step(`timing both compilers on ${benched}`);
  const args = await compileArguments(host, job);
  const traces = join(job.scratch, "traces");
  await host.makeDir(traces);
  const compile = (goroot: string, env: Record<string, string> = {}) => ({
    file: join(goroot, toolPath(host, "cmd/compile")),
    args,
    env: cleanGoEnv(host, env),
    cwd: neutralDir,
  });
  const commands = [
    compile(job.base.dir),
    compile(job.goroot),
    compile(job.goroot, { TRACEINJECT_DIR: traces }),
  ];
  const times = await takeTurns(host, commands, progress);
  const [stock = [], off = [], on = []] = times;
  return { package: benched, off: ratio(off, stock), on: ratio(on, stock) };
}

/** Milliseconds by command and round. Each round begins with another command; the first does not count. */
async function takeTurns(host: Host, commands: readonly Command[], progress: Progress): Promise<number[][]> {
  const times = commands.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    progress.detail(`round ${round} of ${rounds}`);
    for (let turn = 0; turn < commands.length; turn++) {
      const at = (turn + round) % commands.length;
      const time = await timeOf(host, commands[at]!);
      if (round > 0) times[at]!.push(time);
    }
  }
  return times;
}

async function timeOf(host: Host, command: Command): Promise<number> {
  const { exitCode, stdout, stderr, durationMs } = await host.run(command);
  if (exitCode === 0) return durationMs;
  throw goCommandFailed(`tool compile ${benched}`, { cause: new Error(`${stdout}${stderr}`.trim()) });
}

/** Round by round. */
function ratio(times: readonly number[], stock: readonly number[]): UpgradeRatio {
  const { n, median, low, high } = distributionOf(times.map((time, round) => time / stock[round]!));
  return { rounds: n, median, low, high };
}

/** Of the stock go command: the imports are its objects, which both compilers read. */
async function compileArguments(host: Host, { base, scratch }: BenchJob): Promise<string[]> {
  const format =
    "{{.ImportPath}}\t{{.Export}}\t{{range .GoFiles}}{{if not $.DepOnly}}{{$.Dir}}/{{.}}\t{{end}}{{end}}";
  const args = ["list", "-export", "-deps", "-trimpath", "-f", format, benched];
  const env = cleanGoEnv(host, { GOROOT: base.dir, CGO_ENABLED: "0" });
  const { exitCode, stdout, stderr } = await host.run({ file: base.goBinary, args, env, cwd: neutralDir });
  if (exitCode !== 0) throw goCommandFailed("list", { cause: new Error(stderr.trim()) });
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  const imports = rows.filter(([path, file]) => file && path !== benched);
  const config = join(scratch, "importcfg");
  await host.writeFile(config, imports.map(([path, file]) => `packagefile ${path}=${file}\n`).join(""));
  const files = rows.find(([path]) => path === benched)?.slice(2) ?? [];
  const flags = ["-p", benched, "-std", "-pack", "-importcfg", config, "-o", join(scratch, "out.a")];
  return [...flags, ...files.filter((file) => file !== "")];
}
