import { join } from "node:path";
import type { ObjectFile } from "../../audit/object/file.ts";
import { type ObjectTables, objectTableFiles, objectTables } from "../../audit/object/tables.ts";
import type { Host } from "../../host/host.ts";
import type { BuiltSide, BuiltTool } from "../../toolchain/workshop.ts";

/** Both sides, built. */
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

/** Both sides of one tool. */
export interface BuiltPair {
  readonly tool: string;
  readonly stock: BuiltTool;
  readonly instrumented: BuiltTool;
}

/** The tools of two sides, in the order in which they were asked for. */
export function pairsOf({ stock, instrumented }: Built): BuiltPair[] {
  return [...stock.tools].map(([tool, before]) => {
    const after = instrumented.tools.get(tool);
    if (!after) throw new Error(`${tool} was built on one side only`);
    return { tool, stock: before, instrumented: after };
  });
}

/**
 * The object files of tools. Those that sides or tools share are the same file of the build cache. Each is read once and
 * kept, because the comparison of the objects needs most of what the link check needs.
 */
export class ObjectReader {
  readonly #known = new Map<string, Promise<Uint8Array>>();

  constructor(readonly host: Host) {}

  filesOf({ objects }: BuiltTool): ObjectFile[] {
    return [...objects].map(([path, file]) => ({ package: path, id: file, read: () => this.#read(file) }));
  }

  #read(file: string): Promise<Uint8Array> {
    const bytes = this.#known.get(file) ?? this.host.readBytes(file);
    this.#known.set(file, bytes);
    return bytes;
  }
}
