import { join } from "node:path";
import type { CompiledPackage } from "../../audit/proof/objects.ts";
import { fingerprint } from "../../base/fingerprint.ts";
import type { Host } from "../../host/host.ts";
import { packageVersion } from "../../host/package.ts";
import { cacheLayout } from "../../toolchain/cache.ts";
import { readStored } from "../../toolchain/stored.ts";
import { type Configuration, flagsOf } from "./configurations.ts";
import type { Subject } from "./subject.ts";

/** What decides the objects of a stock compiler, where that is nothing but the release. */
export interface StockKey {
  /** `go1.26.8`. */
  readonly version: string;
  /** Hash of all files of the stock GOROOT. */
  readonly digest: string;
  readonly subject: Subject;
  readonly configuration: Configuration;
}

interface StoredList {
  readonly format: 1;
  readonly packages: readonly CompiledPackage[];
}

/**
 * The file, below the cache folder, that remembers what the stock compiler makes. Undefined where that hangs on more
 * than the release: on the sources of the user, or on a C compiler.
 */
export function stockFile({ version, digest, subject, configuration }: StockKey): string | undefined {
  if (subject.kind !== "release" || configuration.needs?.includes("C compiler")) return undefined;
  const hash = fingerprint({
    base: digest,
    env: JSON.stringify(configuration.env ?? {}),
    flags: JSON.stringify(flagsOf(configuration)),
    packages: JSON.stringify(subject.patterns),
    traceinject: packageVersion,
  });
  return `proof/${version.replace(/\s.*/, "")}-${configuration.id}-${hash.slice(0, 16)}.json`;
}

/** The list in `file`; undefined where there is none, or one that this version cannot read. */
export async function recall(host: Host, file: string): Promise<readonly CompiledPackage[] | undefined> {
  return (await readStored<StoredList>(host, join(cacheLayout(host).root, file)))?.packages;
}

/** Keeps the list, by a rename: nobody reads half of one. */
export async function remember(
  host: Host,
  file: string,
  packages: readonly CompiledPackage[],
  scratch: string,
): Promise<void> {
  const stored: StoredList = { format: 1, packages };
  const draft = join(scratch, "stock.json");
  await host.writeFile(draft, `${JSON.stringify(stored, null, 1)}\n`);
  await host.makeDir(cacheLayout(host).proof);
  await host.rename(draft, join(cacheLayout(host).root, file));
}
