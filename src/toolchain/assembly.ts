import { join } from "node:path";
import { goCommandFailed } from "../base/errors.ts";
import type { Host, RunResult } from "../host/host.ts";

/** A GOROOT in which go commands are run: the part of a Workshop that is needed here. */
export interface GoRunner {
  readonly goroot: string;
  /** `words` is the go command, flags of a recipe may come after them, `args` at the end. */
  run(words: readonly string[], args: readonly string[]): Promise<RunResult>;
}

/** Of these packages those that hold assembly in this GOROOT. */
export async function packagesWithAssembly(
  host: Host,
  goroot: string,
  packages: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const path of packages) {
    const entries = await host.readDir(join(goroot, "src", path));
    if (entries.some(({ name, kind }) => kind === "file" && name.endsWith(".s"))) found.push(path);
  }
  return found;
}

/** Runs a go command that must succeed. Throws `go-command-failed`. */
export async function runGo(
  go: GoRunner,
  words: readonly string[],
  args: readonly string[],
): Promise<RunResult> {
  const result = await go.run(words, args);
  if (result.exitCode === 0) return result;
  const cause = new Error(result.stderr.trim() || `exit code ${result.exitCode}`);
  throw goCommandFailed([...words, ...args].join(" "), { cause });
}
