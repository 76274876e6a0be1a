import { baseline } from "../../audit/binary/baseline.ts";
import { type GoBinary, readBinary } from "../../audit/binary/binary.ts";
import { compareBinaries } from "../../audit/binary/compare.ts";
import type { Baseline, BinaryComparison } from "../../audit/binary/comparison.ts";
import { compareFrameInformation } from "../../audit/binary/frame-information.ts";
import { checkLink, type UnlinkedFunction } from "../../audit/binary/link.ts";
import { unlinkedFunctions } from "../../audit/binary/objects.ts";
import type { ObjectFiles } from "../../audit/object/compare.ts";
import { codeMembers, membersOf, type ObjectFile } from "../../audit/object/file.ts";
import { GoObject } from "../../audit/object/object.ts";
import type { ObjectTables } from "../../audit/object/tables.ts";
import type { Host } from "../../host/host.ts";

/** Files of two binaries to compare, and what more is known of them. */
export interface Binaries {
  readonly stock: string;
  readonly instrumented: string;
  /** What they were linked from. */
  readonly objects?: LinkedFrom;
  /** The stock tool as it was distributed. */
  readonly distributed?: string | undefined;
}

/** The object files of both sides of a tool, and what reads them. */
export interface LinkedFrom {
  readonly files: Pick<ObjectFiles, "stock" | "instrumented">;
  readonly reader: UnlinkedReader;
}

/** Looks into each object file once, for all sides and tools that it is in. */
export class UnlinkedReader {
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

/** Reads and compares two binaries. Throws `not-a-go-binary`. */
export async function compareTools(
  host: Host,
  { stock, instrumented, objects, distributed }: Binaries,
): Promise<BinaryComparison> {
  const read = async (path: string, name: string): Promise<GoBinary> =>
    readBinary(await host.readBytes(path), name);
  const [before, after] = [await read(stock, "the stock tool"), await read(instrumented, "the patched tool")];
  return {
    ...compareBinaries(before, after),
    links: objects && (await checkLinks(before, after, objects)),
    baseline: distributed === undefined ? undefined : reproduced(before, await host.readBytes(distributed)),
    frameInformation: compareFrameInformation(after),
  };
}

/** The distributed tool is looked into only if it has other bytes: as a rule it has not. */
function reproduced(rebuilt: GoBinary, distributed: Uint8Array): Baseline {
  if (rebuilt.elf.file.equals(distributed)) return { kind: "same-bytes" };
  return baseline(rebuilt, readBinary(distributed, "the distributed tool"));
}

async function checkLinks(
  before: GoBinary,
  after: GoBinary,
  { files, reader }: LinkedFrom,
): Promise<BinaryComparison["links"]> {
  return {
    stock: checkLink(before, await reader.functionsOf(files.stock)),
    instrumented: checkLink(after, await reader.functionsOf(files.instrumented)),
  };
}
