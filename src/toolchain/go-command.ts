import { join } from "node:path";
import { goNotUsable } from "../base/errors.ts";
import { parsedJson } from "../base/json.ts";
import type { Command, Host, RunResult } from "../host/host.ts";
import { cacheDir } from "./dirs.ts";

/** A working folder above which no go.mod or go.work can stand that would switch toolchains or flags. */
export const neutralDir = "/";

/** What the go command of a GOROOT says about itself. */
export interface GoEnv {
  readonly GOROOT: string;
  readonly GOVERSION: string;
  readonly GOHOSTOS: string;
  readonly GOHOSTARCH: string;
  readonly GOTOOLDIR: string;
}

/**
 * The whole environment for a go command of ours. It is made from nothing, because every GO*, CGO_*, CC and
 * DEB_* variable of the user, and his `go env -w` file, would make another compiler than the one distributed
 * (GOFLAGS, GOEXPERIMENT, GOAMD64, GOOS), build the stock sources (GOROOT) or switch to another Go (GOTOOLCHAIN).
 * GOPATH and GOCACHE lie in our own cache, so that nothing is written elsewhere.
 */
export function cleanGoEnv(host: Host, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"].flatMap((name) => {
    const value = host.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    LC_ALL: "C",
    GOENV: "off",
    GOFLAGS: "",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    GOPROXY: "off",
    GOPATH: join(cacheDir(host), "gopath"),
    GOCACHE: join(cacheDir(host), "gocache"),
    ...more,
  };
}

/** Asks `goBinary` about itself, whatever environment and folder the user is in. Throws `go-not-usable`. */
export async function askGo(host: Host, goBinary: string): Promise<GoEnv> {
  const args = ["env", "-json", "GOROOT", "GOVERSION", "GOHOSTOS", "GOHOSTARCH", "GOTOOLDIR"];
  const result = await runGo(host, { file: goBinary, args, env: cleanGoEnv(host), cwd: neutralDir });
  try {
    if (result.exitCode === 0) return JSON.parse(result.stdout) as GoEnv;
  } catch (cause) {
    throw goNotUsable(goBinary, "its answer is not JSON", { cause });
  }
  throw goNotUsable(goBinary, result.stderr.trim() || `exit code ${result.exitCode}`);
}

/**
 * What a go command says of its user's own settings, by name. Undefined where it does not answer as go does: what is called
 * go may be a shim of a version manager that has no Go.
 */
export async function askUserSettings<Name extends string>(
  host: Host,
  go: string,
  names: readonly Name[],
): Promise<Partial<Record<Name, string>> | undefined> {
  const env = { ...host.env, GOTOOLCHAIN: "local" };
  const command = { file: go, args: ["env", "-json", ...names], env, cwd: neutralDir };
  const result = await host.run(command).catch(() => undefined);
  return result?.exitCode === 0 ? parsedJson(result.stdout) : undefined;
}

async function runGo(host: Host, command: Command): Promise<RunResult> {
  try {
    return await host.run(command);
  } catch (cause) {
    throw goNotUsable(command.file, (cause as Error).message, { cause });
  }
}

/** The file that a shell would run for `name`; undefined where PATH has none. */
export async function findOnPath(host: Host, name: string): Promise<string | undefined> {
  for (const dir of (host.env.PATH ?? "").split(":").filter((dir) => dir.startsWith("/"))) {
    const stat = await host.stat(join(dir, name));
    if (stat?.kind === "file" && (stat.mode & 0o111) !== 0) return join(dir, name);
  }
  return undefined;
}

/** A command as one could type it, for `--verbose` and for messages. */
export function commandLine({ file, args, env = {} }: Command): string {
  const set = Object.entries(env).filter(([name]) => /^(GO|CGO)/.test(name));
  const words = [...set.map(([name, value]) => `${name}=${value}`), file, ...args];
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)).join(" ");
}
