import { basename, join } from "node:path";
import { compareObjects } from "../../audit/object/compare.ts";
import type { ObjectComparison } from "../../audit/object/comparison.ts";
import type { ObjectFile } from "../../audit/object/file.ts";
import { type ObjectTables, objectTableFiles, objectTables } from "../../audit/object/tables.ts";
import type { Host } from "../../host/host.ts";
import type { BuiltSide } from "../../toolchain/workshop.ts";

/** Both sides of a tool, built. */
export interface Built {
  readonly stock: BuiltSide;
  readonly instrumented: BuiltSide;
}

/** Reads the numbers of the object format out of the sources of the release that writes it. */
export async function readObjectTables(host: Host, goroot: string): Promise<ObjectTables> {
  const texts = Object.entries(objectTableFiles).map(
    async ([name, path]) => [name, await host.readFile(join(goroot, "src", path))] as const,
  );
  return objectTables(Object.fromEntries(await Promise.all(texts)) as Parameters<typeof objectTables>[0]);
}

/** Compares the objects of both sides. Those that both share are the same file of the build cache. */
export function compareBuilt(
  host: Host,
  { stock, instrumented }: Built,
  tables: ObjectTables,
  goarch: string,
): Promise<ObjectComparison> {
  const files = (side: BuiltSide): ObjectFile[] =>
    [...side.objects].map(([path, file]) => ({
      package: path,
      id: basename(file),
      read: () => host.readBytes(file),
    }));
  return compareObjects({ stock: files(stock), instrumented: files(instrumented), tables, goarch });
}
