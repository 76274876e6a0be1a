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
    stock: { name: "stock", base, sources: new Map() },
    instrumented: { name: "instrumented", base, sources },
    files: plan.files.map(({ path, before, after }) => ({ path, before, after })),
  };
}

/** Two GOROOTs that somebody else made: every file that differs and that a build may read. */
export async function foundSides(host: Host, stock: Goroot, instrumented: Goroot): Promise<Sides> {
  const [before, after] = [await sourcesOf(host, stock.dir), await sourcesOf(host, instrumented.dir)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const files: SourceFile[] = [];
  for (const path of paths) {
    const file = await readBoth(host, path, { stock, instrumented, before, after });
    if (file) files.push(file);
  }
  return {
    stock: { name: "stock", base: stock, sources: new Map() },
    instrumented: { name: "instrumented", base: instrumented, sources: new Map() },
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

/** Compared byte by byte: profiles and tables are no text. */
async function readBoth(
  host: Host,
  path: string,
  sides: { stock: Goroot; instrumented: Goroot; before: Listing; after: Listing },
): Promise<SourceFile | undefined> {
  const bytes = async (goroot: Goroot, listing: Listing): Promise<Buffer | undefined> =>
    listing.has(path) ? Buffer.from(await host.readBytes(join(goroot.dir, "src", path))) : undefined;
  const before = await bytes(sides.stock, sides.before);
  const after = await bytes(sides.instrumented, sides.after);
  if (before && after && before.equals(after)) return undefined;
  return { path, before: before?.toString("utf8"), after: after?.toString("utf8") };
}

/** The import paths of the packages that files belong to, sorted. */
export function packagesOf(files: readonly SourceFile[]): string[] {
  return [...new Set(files.map(({ path }) => dirname(path)))].sort();
}
