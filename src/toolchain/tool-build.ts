import { basename, join } from "node:path";
import { noSpace, rebuildFailed, type SourceOrigin } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Command, Host, RunResult } from "../host/host.ts";
import { cacheDir } from "./dirs.ts";
import { cleanGoEnv, commandLine } from "./go-command.ts";
import type { Goroot } from "./goroot.ts";
import { type Recipe, recipeFor } from "./releases.ts";

/** Tools of Go, to be built by the recipe of their release. */
export interface ToolBuild {
  /** The release as it was distributed: decides the recipe. */
  readonly base: Goroot;
  /** A writable copy of it, whose sources are built by its own stock tools. */
  readonly goroot: string;
  readonly origin: SourceOrigin;
  /** `cmd/compile`. */
  readonly tools: readonly string[];
  /** An empty folder, or one that another build of the same release used. */
  readonly scratch: string;
  /** Below `scratch`: the folder for the tools. */
  readonly out: string;
  /** The platform of the tools, where it is not this machine's. */
  readonly goarch?: string | undefined;
}

/**
 * Builds all tools by one go command; gives the folder that they are in. `meanwhile` is called once go runs, and not
 * waited for. Throws `rebuild-failed` or `no-space`.
 */
export async function buildTools(
  host: Host,
  job: ToolBuild,
  progress: Progress,
  meanwhile?: () => void,
): Promise<string> {
  const out = join(job.scratch, job.out);
  for (const dir of [out, workDir(job)]) await host.makeDir(dir);
  // -v: if we are killed, go gets SIGPIPE at the next package that it names, and does not work on for nobody.
  const command = await goCommand(host, job, ["build", "-v"], ["-o", `${out}/`, ...job.tools]);
  progress.detail(commandLine(command));
  const building = host.run({ ...command, onStderrLine: (line) => progress.detail(line) });
  meanwhile?.();
  const result = await building;
  if (result.exitCode !== 0) throw buildFailure(host, job, result);
  return out;
}

/** For each tool the object file of each package that it was built from: import path → file in the GOCACHE. */
export async function objectsOf(
  host: Host,
  job: ToolBuild,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const format = '{{.ImportPath}}\t{{.Export}}\t{{if not .DepOnly}}{{join .Deps ","}}{{end}}';
  const command = await goCommand(host, job, ["list", "-export", "-deps"], ["-f", format, ...job.tools]);
  const result = await host.run(command);
  if (result.exitCode !== 0) throw buildFailure(host, job, result);
  const packages = listed(result.stdout);
  return new Map(job.tools.map((tool) => [tool, objectsIn(tool, packages)]));
}

/** A package as go list gives it: `fmt`, or `fmt [cmd/compile]` where it was compiled with a profile of that program. */
interface Listed {
  /** Empty: it has none (unsafe). */
  readonly file: string;
  readonly deps: readonly string[];
}

function listed(stdout: string): Map<string, Listed> {
  const rows = stdout.split("\n").map((line) => line.split("\t"));
  return new Map(rows.map(([name = "", file = "", deps = ""]) => [name, { file, deps: deps.split(",") }]));
}

function objectsIn(tool: string, packages: ReadonlyMap<string, Listed>): Map<string, string> {
  const name = packages.has(tool) ? tool : `${tool} [${tool}]`;
  const files = [...(packages.get(name)?.deps ?? []), name].map(
    (one) => [one.replace(/ \[.*/, ""), packages.get(one)?.file ?? ""] as const,
  );
  return new Map(files.filter(([, file]) => file !== ""));
}

/** A go command on the copy with the flags and the environment of the recipe, the same for every command. */
export async function goCommand(
  host: Host,
  job: ToolBuild,
  words: readonly string[],
  args: readonly string[],
): Promise<Command> {
  const recipe = recipeFor(job.base.version);
  const module = join(job.scratch, "module");
  await host.writeFile(join(module, "go.mod"), recipe.goMod);
  return {
    file: join(job.goroot, "bin/go"),
    args: [...words, ...recipe.flags, ...args],
    env: cleanGoEnv(host, {
      ...recipe.env,
      ...(await fileNameEnv(host, job.base, recipe)),
      ...platformEnv(host, job.goarch),
      GOROOT: job.goroot,
      GOTMPDIR: workDir(job),
    }),
    cwd: module,
  };
}

const workDir = ({ scratch }: ToolBuild): string => join(scratch, "work");

/** There is no C compiler for another platform; a tool that is only read needs none. */
function platformEnv(host: Host, goarch = host.goarch): Record<string, string> {
  return goarch === host.goarch ? {} : { GOARCH: goarch, CGO_ENABLED: "0" };
}

/** The C library's and Go's words for ENOSPC and EDQUOT; both come from Go's own table, in any locale. */
const full = /no space left on device|disk quota exceeded/;

/** The failure that a build ended with. */
export function buildFailure(
  host: Host,
  { base, tools, origin }: Pick<ToolBuild, "base" | "tools" | "origin">,
  { stderr, exitCode, signal }: RunResult,
): Error {
  const how = signal ? `go was ended by ${signal} (out of memory?)` : `go ended with exit code ${exitCode}`;
  const cause = new Error([...withoutProgress(stderr), ...(exitCode > 1 ? [how] : [])].join("\n") || how);
  if (full.test(stderr)) return noSpace(cacheDir(host), undefined, { cause });
  return rebuildFailed(base.version.text, tools, origin, { cause });
}

/** Lines that are not the import paths which -v prints. */
function withoutProgress(stderr: string): string[] {
  return stderr.split("\n").filter((line) => !/^[\w./-]*$/.test(line));
}

/** What of the environment decides the file names inside the programs of a release. */
export async function fileNameEnv(host: Host, base: Goroot, recipe: Recipe): Promise<Record<string, string>> {
  if (recipe.fileNames === "module") return {};
  return { GOROOT_FINAL: finalGoroot(await host.readBytes(join(base.dir, toolPath(host, "cmd/compile")))) };
}

/** The GOROOT in the file names of a compiler built without -trimpath; where Go is unpacked by default if none is there. */
export function finalGoroot(compiler: Uint8Array): string {
  const bytes = Buffer.from(compiler.buffer, compiler.byteOffset, compiler.byteLength);
  const end = bytes.indexOf("/src/cmd/compile/main.go\0");
  if (end < 0) return "/usr/local/go";
  return bytes.toString("utf8", bytes.lastIndexOf(0, end) + 1, end);
}

/** Where `cmd/compile` lies below a GOROOT. */
export const toolPath = (host: Host, tool: string): string =>
  `pkg/tool/${host.goos}_${host.goarch}/${basename(tool)}`;
