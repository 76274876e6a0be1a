import { baseline } from "../../audit/binary/baseline.ts";
import { type GoBinary, readBinary } from "../../audit/binary/binary.ts";
import { compareBinaries } from "../../audit/binary/compare.ts";
import type { Baseline, BinaryComparison, LinkCheck } from "../../audit/binary/comparison.ts";
import { compareFrameInformation } from "../../audit/binary/frame-information.ts";
import { checkLink, type UnlinkedFunction } from "../../audit/binary/link.ts";
import { unlinkedFunctions } from "../../audit/binary/objects.ts";
import { codeMembers, membersOf, type ObjectFile } from "../../audit/object/file.ts";
import { GoObject } from "../../audit/object/object.ts";
import type { ObjectTables } from "../../audit/object/tables.ts";
import type { Host } from "../../host/host.ts";
import type { BuiltTool } from "../../toolchain/workshop.ts";
import { ObjectReader } from "./objects.ts";

/** A tool as it was linked. */
export interface LinkedTool {
  readonly binary: GoBinary;
  /** Against the objects that it was linked from; undefined: they are not known. */
  readonly link: LinkCheck | undefined;
}

/** Looks into each object file once, for all sides and tools that it is in. */
class UnlinkedReader {
  readonly #known = new Map<string, readonly UnlinkedFunction[]>();

  constructor(readonly tables: ObjectTables) {}

  async functionsOf(files: readonly ObjectFile[]): Promise<UnlinkedFunction[]> {
    const functions: (readonly UnlinkedFunction[])[] = [];
    for (const file of files) {
      const known = this.#known.get(file.id) ?? (await this.#read(file));
      this.#known.set(file.id, known);
      functions.push(known);
    }
    return functions.flat();
  }

  async #read(file: ObjectFile): Promise<UnlinkedFunction[]> {
    return [...codeMembers(await membersOf(file)).values()].flatMap((member) => {
      const object = GoObject.in(member, this.tables, file.package);
      return object ? unlinkedFunctions(object, file.package) : [];
    });
  }
}

/** Reads a tool. Throws `not-a-go-binary`. */
export async function readTool(host: Host, file: string, name: string): Promise<GoBinary> {
  return readBinary(await host.readBytes(file), name);
}

/** Reads tools and the objects that they were linked from. */
export class ToolReader {
  readonly #objects: ObjectReader;
  readonly #unlinked: UnlinkedReader;

  constructor(
    readonly host: Host,
    readonly tables: ObjectTables,
  ) {
    this.#objects = new ObjectReader(host);
    this.#unlinked = new UnlinkedReader(tables);
  }

  objectsOf(tool: BuiltTool): ObjectFile[] {
    return this.#objects.filesOf(tool);
  }

  /** Throws `not-a-go-binary`. */
  async linked(tool: BuiltTool, name: string): Promise<LinkedTool> {
    const binary = await readTool(this.host, tool.file, name);
    return { binary, link: checkLink(binary, await this.#unlinked.functionsOf(this.objectsOf(tool))) };
  }
}

/** Compares both sides of a tool; `distributed` is the file of the stock tool in the release. */
export async function compareTools(
  host: Host,
  stock: LinkedTool,
  instrumented: LinkedTool,
  distributed: string | undefined,
): Promise<BinaryComparison> {
  const [before, after] = [stock.binary, instrumented.binary];
  return {
    ...compareBinaries(before, after),
    links: stock.link && instrumented.link && { stock: stock.link, instrumented: instrumented.link },
    baseline: distributed === undefined ? undefined : reproduced(before, await host.readBytes(distributed)),
    frameInformation: compareFrameInformation(after),
  };
}

/** The distributed tool is looked into only if it has other bytes: as a rule it has not. */
function reproduced(rebuilt: GoBinary, distributed: Uint8Array): Baseline {
  if (rebuilt.elf.file.equals(distributed)) return { kind: "same-bytes" };
  return baseline(rebuilt, readBinary(distributed, "the distributed tool"));
}
