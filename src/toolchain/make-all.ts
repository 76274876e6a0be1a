import { join } from "node:path";
import { sha256 } from "../base/fingerprint.ts";
import type { Progress } from "../base/progress.ts";
import type { Command, Host } from "../host/host.ts";
import { prepareBootstrap } from "./bootstrap-sources.ts";
import { cleanGoEnv, commandLine } from "./go-command.ts";
import { gorootFiles } from "./goroot.ts";
import { writePlan } from "./patched-files.ts";
import type { Rebuild } from "./rebuild.ts";
import { recipeFor } from "./releases.ts";
import { buildFailure, fileNameEnv } from "./tool-build.ts";

/** What make.bash builds and people run. Package archives (before go1.20) are left: the patched compiler makes the same. */
export const isProgram = (path: string): boolean => /^(?:bin|pkg\/tool)\//.test(path);

/**
 * Builds all programs of a release by its own make.bash, from the patched sources, started with the stock Go: the compiler that is
 * patched compiles itself, the other tools, the go command and the standard library. They take the place of the stock ones in `target`, a
 * copy of the base; make.bash works in another copy, of which nothing else stays. Gives their hashes, by path below the GOROOT.
 * Throws `rebuild-failed` or `no-space`.
 */
export async function makeAll(host: Host, job: Rebuild, progress: Progress): Promise<Record<string, string>> {
  const { base, plan, target, scratch } = job;
  const made = join(scratch, "made");
  progress.step(`copying ${base.version.text} from ${base.dir}`);
  await host.copyTree(base.dir, made, { ...gorootFiles, only: (path) => !isProgram(path) });
  await writePlan(host, plan, made);
  await prepareBootstrap(host, job, made);
  progress.step(`building all of the patched ${base.version.text} by make.bash`);
  await runScript(host, job, made, progress);
  await host.copyTree(base.dir, target, gorootFiles);
  return install(host, made, target);
}

async function runScript(host: Host, job: Rebuild, made: string, progress: Progress): Promise<void> {
  const command = await scriptCommand(host, job, made);
  progress.detail(commandLine(command));
  const result = await host.run({ ...command, onStderrLine: (line) => progress.detail(line) });
  if (result.exitCode === 0) return;
  throw buildFailure(host, { base: job.base, tools: ["GOROOT"], origin: "patch set" }, result);
}

/**
 * -v: if we are killed, go gets SIGPIPE at the next package that it names. On stderr, because the script tells on stdout how far it
 * is. By bash, because files from a module zip are not executable.
 */
async function scriptCommand(host: Host, { base, scratch }: Rebuild, made: string): Promise<Command> {
  const work = join(scratch, "work");
  await host.makeDir(work);
  const env = {
    ...(await fileNameEnv(host, base, recipeFor(base.version))),
    GOROOT_BOOTSTRAP: base.dir,
    GOTMPDIR: work,
  };
  const args = ["-c", "exec bash make.bash -v >&2"];
  return { file: "bash", args, env: cleanGoEnv(host, env), cwd: join(made, "src") };
}

/** The programs that the base has: what a distribution leaves out, users do not expect. */
async function install(host: Host, made: string, target: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { path } of await host.listTree(target, { only: isProgram })) {
    if (!(await host.stat(join(made, path)))) continue; // built on demand since some release, but shipped by a distribution
    hashes[path] = sha256(await host.readBytes(join(made, path)));
    await host.rename(join(made, path), join(target, path));
  }
  return hashes;
}
