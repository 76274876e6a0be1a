import { groupBy } from "../../base/group.ts";
import { equalBytes, sameBytes } from "../object/bytes.ts";
import type { GoBinary } from "./binary.ts";
import type { LinkCheck, TableDifference, Untied } from "./comparison.ts";
import type { LinkedFunction } from "./pclntab.ts";
import { deepestChain, type StackFunction } from "./stack-chain.ts";

/** A function as the compiler or the assembler wrote it, before it was linked. */
export interface UnlinkedFunction extends StackFunction {
  /** Import path of the package whose object holds it. */
  readonly package: string;
  readonly code: Buffer;
  /** The fields of `code` that the linker fills in: offset and size by turns. */
  readonly relocations: readonly number[];
  readonly args: number | undefined;
}

/** Architectures whose calls put the return address on the stack; elsewhere it is in a register. */
const callSizes: Readonly<Record<string, number>> = { amd64: 8 };

/**
 * Ties a binary to the objects that it was linked from: each function must have the bytes of its object outside the
 * relocated fields, and its tables. Several objects may hold one name (ABI0 and ABIInternal, instances of generic
 * functions): one of them must fit. Markers of the linker, which are nothing but padding, have no object.
 */
export function checkLink(binary: GoBinary, objects: readonly UnlinkedFunction[]): LinkCheck {
  const candidates = groupBy(objects, ({ name }) => shortened(name));
  const untied: Untied[] = [];
  const tables: TableDifference[] = [];
  const origins = new Map<string, string>();
  const functions = binary.functions.filter((one) => !isMarker(one));
  for (const linked of functions) {
    const found = tie(linked, candidates.get(shortened(linked.name)) ?? []);
    if ("why" in found) {
      untied.push({ name: linked.name, why: found.why });
      continue;
    }
    tables.push(...found.tables);
    origins.set(linked.name, found.object.package);
  }
  const linked = functions.flatMap(({ name }) => candidates.get(shortened(name)) ?? []);
  const machine = { callSize: callSizes[binary.identity.goarch] ?? 0, quantum: binary.quantum };
  return {
    tied: functions.length - untied.length,
    untied,
    tables,
    deepest: deepestChain([...new Set(linked)], machine),
    origins,
  };
}

const isMarker = ({ code }: LinkedFunction): boolean => isPadding(code);

/** INT3 on amd64, zeros elsewhere. */
export function isPadding(bytes: Buffer): boolean {
  const first = bytes[0] ?? 0;
  return (first === 0xcc || first === 0) && bytes.every((byte) => byte === first);
}

/** As go1.18 to go1.20 write names with type arguments into .gopclntab: `F[...]`. */
function shortened(name: string): string {
  const [from, to] = [name.indexOf("["), name.lastIndexOf("]")];
  return from < 0 || to < from ? name : `${name.slice(0, from)}[...]${name.slice(to + 1)}`;
}

/** The object that a linked function comes from, and which of its tables differ all the same. */
interface Tied {
  readonly object: UnlinkedFunction;
  readonly tables: readonly TableDifference[];
}

function tie(
  linked: LinkedFunction,
  candidates: readonly UnlinkedFunction[],
): Tied | { readonly why: string } {
  if (!isPadding(linked.padding)) return { why: "bytes follow it that are no padding" };
  let tied: Tied | undefined;
  for (const object of candidates) {
    if (firstDifference(linked, object) !== undefined) continue;
    const tables = differences(linked, object);
    if (tables.length === 0) return { object, tables };
    tied ??= { object, tables };
  }
  if (tied) return tied;
  const [first] = candidates;
  if (!first) return { why: "no object holds a function of this name" };
  if (first.code.length !== linked.size)
    return { why: `${linked.size} bytes in the binary, ${first.code.length} in the object` };
  return { why: `differs from its object at byte ${firstDifference(linked, first)}` };
}

/** The first byte outside the relocated fields that is not the object's; undefined where all are. */
function firstDifference({ code }: LinkedFunction, object: UnlinkedFunction): number | undefined {
  const { code: written, relocations } = object;
  if (code.length !== written.length) return 0;
  let at = 0;
  for (let i = 0; i < relocations.length; i += 2) {
    const [offset, size] = [relocations[i]!, relocations[i + 1]!];
    if (!sameBytes(code, at, offset, written, at, offset)) return byteOf(code, written, at);
    at = Math.max(at, offset + size);
  }
  return sameBytes(code, at, code.length, written, at, code.length) ? undefined : byteOf(code, written, at);
}

const byteOf = (a: Buffer, b: Buffer, from: number): number =>
  a.findIndex((byte, at) => at >= from && byte !== b[at]);

function differences(linked: LinkedFunction, object: UnlinkedFunction): TableDifference[] {
  const { name } = linked;
  const found: TableDifference[] = [];
  if (!equalBytes(linked.pcsp.bytes, object.pcsp)) found.push({ name, table: "pcsp" });
  if (linked.args !== object.args) found.push({ name, table: "args" });
  return found;
}
