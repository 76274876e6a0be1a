import { basename, join } from "node:path";
import type { CompiledPackage } from "../../audit/proof/objects.ts";
import type { Tracing } from "../../audit/proof/report.ts";
import { noSpace } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import type { Command, Host, RunResult } from "../../host/host.ts";
import { cacheDir } from "../../toolchain/dirs.ts";
import { commandLine } from "../../toolchain/go-command.ts";
import { deepestLevel, recordingEnvironment, recordingVariables } from "../../toolchain/recording.ts";
import type { Configuration } from "./configurations.ts";
import { flagsOf } from "./configurations.ts";
import type { Compiler, Subject } from "./subject.ts";

/** A compiler set to work: what it shall compile, how, and the folder that holds its build cache and its traces. */
export interface Job {
  readonly compiler: Compiler;
  readonly tracing: Tracing;
  readonly subject: Subject;
  readonly configuration: Configuration;
  /** The folder of the stock Go, for `$GOROOT` in flags. */
  readonly base: string;
  /** Not there yet, or of an earlier job of the same compiler and tracing. */
  readonly dir: string;
}

/** What came out. `exports`: where the object of each package lies. */
export type Compiled =
  | {
      readonly kind: "compiled";
      readonly packages: readonly CompiledPackage[];
      readonly exports: ReadonlyMap<string, string>;
    }
  | { readonly kind: "failed"; readonly why: string };

/**
 * Compiles packages and everything that they import in an empty build cache. `go build` does it, as for a user: a cold
 * `go list -export` compiles without the profile of -pgo. Then `go list` tells the objects. Throws `no-space`.
 */
export async function compile(host: Host, job: Job, progress: Progress, total?: number): Promise<Compiled> {
  const names = new Set<string>();
  const onStderrLine = (line: string): void => {
    if (/^[^\s#]+$/.test(line)) names.add(line);
    progress.detail(total === undefined ? `${names.size}: ${line}` : `${names.size} of ${total}: ${line}`);
  };
  const patterns = job.subject.patterns;
  const built = await go(
    host,
    job,
    ["build", "-v", "-o", "/dev/null", ...goFlags(job), ...patterns],
    progress,
    {
      onStderrLine,
    },
  );
  if (built.exitCode !== 0) return { kind: "failed", why: reason(host, built) };
  const format = `{{.ImportPath}}\t{{.Export}}\t{{.BuildID}}\t${cgoFlags}`;
  const listed = await go(
    host,
    job,
    ["list", "-deps", "-export", "-f", format, ...goFlags(job), ...patterns],
    progress,
  );
  if (listed.exitCode !== 0) return { kind: "failed", why: reason(host, listed) };
  const packages = parseList(listed.stdout, job.compiler.goroot);
  const problem = await whyNotOurs(host, job, packages, names);
  return problem === undefined ? await objectsOf(host, packages) : { kind: "failed", why: problem };
}

const cgoFlags = ["CPPFLAGS", "CFLAGS", "CXXFLAGS", "FFLAGS", "LDFLAGS"]
  .map((name) => `{{.Cgo${name}}}`)
  .join(" ");

/** -trimpath, because the two compilers stand in different folders, and file names lie in the objects. */
export function goFlags({ configuration, subject, base }: Job): string[] {
  const flags = flagsOf(configuration).map((flag) => flag.replace("$GOROOT", base));
  return ["-trimpath", ...subject.args, ...flags];
}

/** Runs the go command of a job. */
export async function go(
  host: Host,
  job: Job,
  args: readonly string[],
  progress: Progress,
  more: Pick<Command, "onStderrLine" | "dropStderr"> = {},
): Promise<RunResult> {
  const { compiler, subject } = job;
  const command: Command = {
    file: compiler.goBinary,
    args,
    env: environment(job),
    cwd: subject.cwd,
    ...more,
  };
  for (const dir of [workDir(job), traceDir(job)]) await host.makeDir(dir);
  progress.detail(commandLine(command));
  return host.run(command);
}

const workDir = ({ dir }: Job): string => join(dir, "work");
const cacheOf = ({ dir }: Job): string => join(dir, "gocache");
const traceDir = ({ dir }: Job): string => join(dir, "traces");

function environment(job: Job): NonNullable<Command["env"]> {
  return {
    ...job.subject.env(job.compiler),
    ...job.configuration.env,
    GOCACHE: cacheOf(job),
    GOTMPDIR: workDir(job),
    ...tracingEnv(job.tracing, traceDir(job)),
  };
}

/**
 * Everything that the hooks can record, whatever filters the user's environment has: all code of the payload shall run.
 * The identity of the compiler stays the stock one, so that build IDs agree.
 */
export function tracingEnv(tracing: Tracing, dir: string): NonNullable<Command["env"]> {
  if (tracing === "off") return {};
  const noFilters = Object.fromEntries(Object.values(recordingVariables).map((name) => [name, undefined]));
  return {
    ...noFilters,
    ...recordingEnvironment({ level: deepestLevel, runtimeTrace: true }),
    TRACEINJECT_DIR: dir,
    TRACEINJECT_CACHE: "private",
  };
}

/** The first lines of what go said; import paths are the progress that -v prints. */
function reason(host: Host, { stderr, exitCode, signal }: RunResult): string {
  if (/no space left on device|disk quota exceeded/.test(stderr))
    throw noSpace(cacheDir(host), undefined, { cause: new Error(stderr.trim()) });
  const lines = stderr.split("\n").filter((line) => /\s/.test(line.trim()));
  const said = lines.slice(0, 5).join("\n");
  return said || (signal ? `go was ended by ${signal}` : `go ended with exit code ${exitCode}`);
}

interface ListedPackage {
  readonly path: string;
  readonly file: string;
  readonly buildId: string;
  /** Whether its cgo directives name a folder of the GOROOT. */
  readonly placed: boolean;
}

/** Packages in the order of go list, imports first; without those that have no object (unsafe). */
function parseList(text: string, goroot: string): ListedPackage[] {
  return text.split("\n").flatMap((line) => {
    const [path = "", file = "", buildId = "", flags = ""] = line.split("\t");
    return file === "" ? [] : [{ path, file, buildId, placed: flags.includes(`${goroot}/`) }];
  });
}

/**
 * A proof must not compare what somebody else compiled: every object must lie in the cache of this job, go must have
 * said that it compiled the package, and with tracing on each compiler process must have left its trace.
 */
async function whyNotOurs(
  host: Host,
  job: Job,
  packages: readonly ListedPackage[],
  names: ReadonlySet<string>,
): Promise<string | undefined> {
  if (packages.length === 0) return "no package matches";
  const foreign = packages.find(({ file }) => !file.startsWith(`${cacheOf(job)}/`));
  if (foreign) return `the object of ${foreign.path} comes from elsewhere: ${foreign.file}`;
  const skipped = packages.find(({ path }) => !names.has(withoutVariant(path)));
  if (skipped) return `go did not compile ${skipped.path}`;
  if (job.tracing === "off") return undefined;
  const spans = (await host.readDir(traceDir(job))).filter(({ name }) => name.endsWith(".span")).length;
  return spans < packages.length ? `${packages.length} packages left only ${spans} traces` : undefined;
}

/** `fmt [example.com/cmd]`, a package compiled for the profile of one program, is `fmt` where it is compiled. */
const withoutVariant = (path: string): string => path.replace(/ \[.*$/, "");

/** The pattern that makes go compile this package: of a variant, the program that it is compiled for. */
export const patternFor = (path: string): string => / \[(.*)\]$/.exec(path)?.[1] ?? path;

async function objectsOf(host: Host, packages: readonly ListedPackage[]): Promise<Compiled> {
  const compiled = packages.map(
    async ({ path, file, buildId, placed }): Promise<CompiledPackage> => ({
      path,
      // go names the files of its cache by the SHA-256 of what is in them.
      object: basename(file).replace(/-d$/, ""),
      content: buildId.slice(buildId.lastIndexOf("/") + 1),
      bytes: (await host.stat(file))?.size ?? 0,
      ...(placed && { placed }),
    }),
  );
  const exports = new Map(packages.map(({ path, file }) => [path, file]));
  return { kind: "compiled", packages: await Promise.all(compiled), exports };
}
