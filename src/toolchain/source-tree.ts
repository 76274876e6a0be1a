import { isAbsolute, join } from "node:path";
import { noCompilerSource, unknownVersion } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import { type GoVersion, parseToolchainVersion } from "../base/version.ts";
import type { Host } from "../host/host.ts";
import { findGoroot, type GorootChoice, versionFile } from "./goroot.ts";

/** The sources of a Go, with or without a toolchain that runs: also a checkout or a fork. Nothing is written into it. */
export interface SourceTree {
  readonly dir: string;
  readonly version: GoVersion;
}

/** Finds the sources to plan on: any tree named by `goroot`, else as for a build. */
export async function findSourceTree(
  host: Host,
  choice: GorootChoice,
  progress: Progress,
): Promise<SourceTree> {
  if (choice.goroot === undefined) return findGoroot(host, choice, progress);
  const dir = isAbsolute(choice.goroot) ? choice.goroot : join(host.cwd, choice.goroot);
  if (!(await host.stat(join(dir, "src/cmd/compile")))) throw noCompilerSource(dir);
  return { dir, version: await versionOf(host, dir) };
}

/** A release says it in VERSION, a checkout that was built in VERSION.cache, any in internal/goversion. */
async function versionOf(host: Host, dir: string): Promise<GoVersion> {
  const text =
    (await versionFile(host, dir)) ||
    (await versionFile(host, dir, "VERSION.cache")) ||
    (await inDevelopment(host, dir));
  const version = parseToolchainVersion(text);
  if (!version) throw unknownVersion(dir, text);
  return version;
}

async function inDevelopment(host: Host, dir: string): Promise<string> {
  const file = join(dir, "src/internal/goversion/goversion.go");
  const source = (await host.stat(file)) ? await host.readFile(file) : "";
  const minor = /^const Version = (\d+)/m.exec(source)?.[1];
  return minor ? `go1.${minor}` : "";
}
