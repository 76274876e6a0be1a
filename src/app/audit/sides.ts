import { dirname, join, relative } from "node:path";
import type { SourceFile } from "../../audit/source/comparison.ts";
import type { Host, TreeFile } from "../../host/host.ts";
import type { Plan } from "../../patch/plan.ts";
import type { Goroot } from "../../toolchain/goroot.ts";
import { gorootFiles } from "../../toolchain/goroot.ts";
import type { Side } from "../../toolchain/workshop.ts";

/** Two sides, and every source file in which they differ. */
export interface Sides {
  readonly stock: Side;
  readonly instrumented: Side;
  readonly files: readonly SourceFile[];
}

/** A release and the plan for it. */
export function plannedSides(base: Goroot, plan: Plan): Sides {
  const sources = new Map(plan.files.map(({ path, after }) => [path, after]));
  return {
    stock: { name: "stock", base, origin: "release", sources: new Map() },
    instrumented: { name: "instrumented", base, origin: "patch set", sources },
    files: plan.files.map(({ path, before, after }) => ({ path, before, after })),
  };
}

/**
 * Two GOROOTs that somebody else made: every file that differs and that a build may read. Both sides are built by the tools
 * of the first: those of the second may be anything, and what they make must not come into our build cache.
 */
export async function foundSides(host: Host, stock: Goroot, instrumented: Goroot): Promise<Sides> {
  const [before, after] = [await sourcesOf(host, stock.dir), await sourcesOf(host, instrumented.dir)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const files: SourceFile[] = [];
  const sources = new Map<string, Uint8Array | undefined>();
  for (const path of paths) {
    const [old, now] = [
      await bytesOf(host, stock, before, path),
      await bytesOf(host, instrumented, after, path),
    ];
    if (old && now && old.equals(now)) continue;
    files.push({ path, before: old?.toString("utf8"), after: now?.toString("utf8") });
    sources.set(path, now);
  }
  return {
    stock: { name: "stock", base: stock, origin: "release", sources: new Map() },
    instrumented: { name: "instrumented", base: stock, origin: "second GOROOT", sources },
    files,
  };
}

type Listing = ReadonlyMap<string, TreeFile>;

/** What decides what a build gives: sources, and what lies beside them. Paths are below `src`, so some begin with `../`. */
async function sourcesOf(host: Host, goroot: string): Promise<Listing> {
  const isInput = (path: string): boolean =>
    /^(src|pkg\/include|lib)\/|^(VERSION|go\.env)$/.test(path) && !/\/testdata\/|_test\.go$/.test(path);
  const files = await host.listTree(goroot, { ...gorootFiles, only: isInput });
  return new Map(files.map((file) => [relative("src", file.path), file]));
}

async function bytesOf(
  host: Host,
  { dir }: Goroot,
  listing: Listing,
  path: string,
): Promise<Buffer | undefined> {
  return listing.has(path) ? Buffer.from(await host.readBytes(join(dir, "src", path))) : undefined;
}

/** The import paths of the packages that files belong to, sorted. */
export function packagesOf(files: readonly SourceFile[]): string[] {
  return [...new Set(files.map(({ path }) => dirname(path)))].sort();
}
