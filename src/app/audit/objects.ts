import { join } from "node:path";
import type { ObjectFiles } from "../../audit/object/compare.ts";
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

/**
 * The object files of both sides. Those that both share are the same file of the build cache. Each is read once and kept,
 * because the comparison of the objects needs most of what the link check needs.
 */
export function objectFiles(
  host: Host,
  { stock, instrumented }: Built,
): Pick<ObjectFiles, "stock" | "instrumented"> {
  const known = new Map<string, Promise<Uint8Array>>();
  const read = (file: string): Promise<Uint8Array> => {
    const bytes = known.get(file) ?? host.readBytes(file);
    known.set(file, bytes);
    return bytes;
  };
  const files = (side: BuiltSide): ObjectFile[] =>
    [...side.objects].map(([path, file]) => ({ package: path, id: file, read: () => read(file) }));
  return { stock: files(stock), instrumented: files(instrumented) };
}
