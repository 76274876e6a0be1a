import { dirname, join } from "node:path";
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

/** Two GOROOTs that somebody else made: all files below src that differ, but for tests and their data. */
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

async function sourcesOf(host: Host, goroot: string): Promise<Listing> {
  const isSource = (path: string): boolean => !/(^|\/)testdata\/|_test\.go$/.test(path);
  const files = await host.listTree(join(goroot, "src"), { ...gorootFiles, only: isSource });
  return new Map(files.map((file) => [file.path, file]));
}

async function readBoth(
  host: Host,
  path: string,
  sides: { stock: Goroot; instrumented: Goroot; before: Listing; after: Listing },
): Promise<SourceFile | undefined> {
  const text = (goroot: Goroot, listing: Listing): Promise<string> | undefined =>
    listing.has(path) ? host.readFile(join(goroot.dir, "src", path)) : undefined;
  const before = await text(sides.stock, sides.before);
  const after = await text(sides.instrumented, sides.after);
  return before === after ? undefined : { path, before, after };
}

/** The import paths of the packages that files belong to, sorted. */
export function packagesOf(files: readonly SourceFile[]): string[] {
  return [...new Set(files.map(({ path }) => dirname(path)))].sort();
}
