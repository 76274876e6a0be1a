import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Recipe } from "./releases.ts";
import { readStored } from "./stored.ts";

/** What was done to make an instrumented toolchain: `traceinject.json` in its root. */
export interface Stamp {
  readonly format: 1;
  /** Hash of everything that went in: base, patch set, recipe, our version. */
  readonly fingerprint: string;
  /** Our own version. */
  readonly traceinject: string;
  readonly base: StampBase;
  readonly patchSet: {
    readonly name: string;
    readonly fingerprint: string;
    readonly tools: readonly string[];
  };
  /** Where each change went, in the pristine sources. */
  readonly changes: readonly { readonly id: string; readonly file: string; readonly line: number }[];
  readonly recipe: Recipe;
  /** SHA-256 of what was built, by path below the GOROOT. */
  readonly tools: Readonly<Record<string, string>>;
  /** SHA-256 of every source file that was changed or added, by path below the GOROOT. */
  readonly files: Readonly<Record<string, string>>;
}

export interface StampBase {
  /** `go1.26.8`. */
  readonly version: string;
  readonly goos: string;
  readonly goarch: string;
  /** Hash of all its files. */
  readonly digest: string;
  /** Where it stood. Tells where to look; no part of the fingerprint. */
  readonly goroot: string;
  readonly origin: string;
}

const stampFile = "traceinject.json";

/** Whether a GOROOT is one that some release of traceinject has made. */
export async function isInstrumented(host: Host, goroot: string): Promise<boolean> {
  return (await host.stat(join(goroot, stampFile))) !== undefined;
}

/** The stamp of a GOROOT; undefined for one that is not ours, or whose stamp is of another format. */
export async function readStamp(host: Host, goroot: string): Promise<Stamp | undefined> {
  return readStored<Stamp>(host, join(goroot, stampFile));
}

export async function writeStamp(host: Host, goroot: string, stamp: Stamp): Promise<void> {
  await host.writeFile(join(goroot, stampFile), `${JSON.stringify(stamp, null, 2)}\n`);
}
