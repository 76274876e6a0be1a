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
  readonly objects?: ObjectFiles;
  /** The stock tool as it was distributed. */
  readonly distributed?: string | undefined;
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
  { stock, instrumented, tables }: ObjectFiles,
): Promise<BinaryComparison["links"]> {
  const shared = new Map<string, readonly UnlinkedFunction[]>();
  const of = async (files: readonly ObjectFile[]): Promise<UnlinkedFunction[]> => {
    const functions: (readonly UnlinkedFunction[])[] = [];
    for (const file of files) {
      const known = shared.get(file.id) ?? (await functionsIn(file, tables));
      shared.set(file.id, known);
      functions.push(known);
    }
    return functions.flat();
  };
  return {
    stock: checkLink(before, await of(stock)),
    instrumented: checkLink(after, await of(instrumented)),
  };
}

async function functionsIn(file: ObjectFile, tables: ObjectTables): Promise<UnlinkedFunction[]> {
  return [...codeMembers(await membersOf(file)).values()].flatMap((member) => {
    const object = GoObject.in(member, tables, file.package);
    return object ? unlinkedFunctions(object) : [];
  });
}
