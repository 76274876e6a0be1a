import { cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../app/build.ts";
import { silentProgress } from "../base/progress.ts";
import { compareGoVersions, type GoVersion } from "../base/version.ts";
import type { Host } from "../host/host.ts";
import { nodeHost } from "../host/node.ts";
import { installedReleases } from "../toolchain/installed.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";

/** A Go release on this machine, pristine. */
export interface Release {
  /** `go1.26.8`. */
  readonly name: string;
  readonly goroot: string;
  readonly version: GoVersion;
}

/** The XDG_CACHE_HOME that all end-to-end tests of one run share, so that each toolchain is built once. */
export function e2eCache(): string {
  return process.env.TRACEINJECT_E2E_CACHE || join(tmpdir(), "traceinject-e2e");
}

/** The real machine, with the shared cache and without the user's Go settings. */
export function e2eHost(env: Readonly<Record<string, string>> = {}): Host {
  const { GOROOT: _, GOFLAGS: __, ...rest } = process.env;
  return { ...nodeHost(), env: { ...rest, XDG_CACHE_HOME: e2eCache(), ...env } };
}

/**
 * The releases on this machine that can be instrumented, oldest first: the go on PATH, distributions' in
 * /usr/lib/go-*, and the toolchains in the module cache. Throws if there is none.
 */
export async function releases(): Promise<Release[]> {
  const found = await installedReleases(e2eHost());
  if (found.length === 0) throw new Error("the end-to-end tests need a Go with its sources on PATH");
  return found
    .map(({ dir, version }) => ({ name: version.text, goroot: dir, version }))
    .sort((a, b) => compareGoVersions(a.version, b.version));
}

/** Those of them on which what needs a toolchain of its own is tried: the oldest, one in the middle, the newest. */
export async function builtReleases(): Promise<Release[]> {
  const all = await releases();
  const chosen = new Set([all[0], all[Math.floor(all.length / 2)], all.at(-1)]);
  return all.filter((release) => chosen.has(release));
}

/** The instrumented toolchain of a release with the shipped patches, from the shared cache if it is there. */
export function instrumented({ goroot }: Release): Promise<Toolchain> {
  return build(e2eHost(), { goroot }, silentProgress);
}

/** Copies a GOROOT to a folder in which a test may change the sources; without tests and what no build reads. */
export function copySources({ goroot }: Release, to: string): void {
  const isNeeded = (path: string): boolean =>
    !/^\/(api|doc|misc|test)$|_test\.go$/.test(path.slice(goroot.length));
  cpSync(goroot, to, { recursive: true, dereference: true, filter: isNeeded });
}
