import { baseline } from "../../audit/binary/baseline.ts";
import { type GoBinary, readBinary } from "../../audit/binary/binary.ts";
import { compareBinaries } from "../../audit/binary/compare.ts";
import type { Baseline, BinaryComparison } from "../../audit/binary/comparison.ts";
import { compareFrameInformation } from "../../audit/binary/frame-information.ts";
import { checkLink, type UnlinkedFunction } from "../../audit/binary/link.ts";
import { unlinkedFunctions } from "../../audit/binary/objects.ts";
import { codeMembers, membersOf } from "../../audit/object/file.ts";
import { GoObject } from "../../audit/object/object.ts";
import type { ObjectTables } from "../../audit/object/tables.ts";
import { sha256 } from "../../base/fingerprint.ts";
import type { Host } from "../../host/host.ts";
import type { BuiltSide } from "../../toolchain/workshop.ts";
import type { Built } from "./objects.ts";

/** Files of two binaries to compare, and what more is known of them. */
export interface Binaries {
  readonly stock: string;
  readonly instrumented: string;
  /** What they were linked from, and the numbers of its format. */
  readonly objects?: { readonly built: Built; readonly tables: ObjectTables };
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
    links: objects && (await checkLinks(host, before, after, objects)),
    baseline: distributed === undefined ? undefined : reproduced(before, await host.readBytes(distributed)),
    frameInformation: compareFrameInformation(after),
  };
}

/** The distributed tool is read only if it has other bytes: as a rule it has not. */
function reproduced(rebuilt: GoBinary, distributed: Uint8Array): Baseline {
  if (sha256(distributed) === rebuilt.identity.sha256) return { kind: "same-bytes" };
  return baseline(rebuilt, readBinary(distributed, "the distributed tool"));
}

type Linked = NonNullable<Binaries["objects"]>;

async function checkLinks(
  host: Host,
  before: GoBinary,
  after: GoBinary,
  { built, tables }: Linked,
): Promise<BinaryComparison["links"]> {
  const shared = new Map<string, readonly UnlinkedFunction[]>();
  const of = async (side: BuiltSide): Promise<UnlinkedFunction[]> => {
    const functions: UnlinkedFunction[] = [];
    for (const [path, file] of side.objects) {
      const known = shared.get(file) ?? (await functionsIn(host, path, file, tables));
      shared.set(file, known);
      functions.push(...known);
    }
    return functions;
  };
  return {
    stock: checkLink(before, await of(built.stock)),
    instrumented: checkLink(after, await of(built.instrumented)),
  };
}

async function functionsIn(
  host: Host,
  path: string,
  file: string,
  tables: ObjectTables,
): Promise<UnlinkedFunction[]> {
  const members = await membersOf({ package: path, id: file, read: () => host.readBytes(file) });
  return [...codeMembers(members).values()].flatMap((member) => {
    const object = GoObject.in(member, tables, path);
    return object ? unlinkedFunctions(object) : [];
  });
}
