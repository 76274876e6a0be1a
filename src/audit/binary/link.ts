import type { GoBinary } from "./binary.ts";
import type { LinkCheck, TableDifference, Untied } from "./comparison.ts";
import { groupBy } from "./group.ts";
import type { LinkedFunction } from "./pclntab.ts";
import { deepestChain, type StackFunction } from "./stack-chain.ts";

/** A function as the compiler or the assembler wrote it, before it was linked. */
export interface UnlinkedFunction extends StackFunction {
  readonly code: Buffer;
  /** The fields of `code` that the linker fills in, by offset. */
  readonly relocations: Iterable<{ readonly offset: number; readonly size: number }>;
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
  const functions = binary.functions.filter((one) => !isMarker(one));
  for (const linked of functions) {
    const found = tie(linked, candidates.get(shortened(linked.name)) ?? []);
    if ("why" in found) untied.push({ name: linked.name, why: found.why });
    else tables.push(...differences(linked, found));
  }
  const linked = functions.flatMap(({ name }) => candidates.get(shortened(name)) ?? []);
  const machine = { callSize: callSizes[binary.identity.goarch] ?? 0, quantum: binary.quantum };
  return {
    tied: functions.length - untied.length,
    untied,
    tables,
    deepest: deepestChain(new Set(linked), machine),
  };
}

const isMarker = ({ code }: LinkedFunction): boolean => isPadding(code);

/** INT3 on amd64, zeros elsewhere. */
export const isPadding = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0xcc) || bytes.every((byte) => byte === 0);

/** As go1.18 to go1.20 write names with type arguments into .gopclntab: `F[...]`. */
function shortened(name: string): string {
  const [from, to] = [name.indexOf("["), name.lastIndexOf("]")];
  return from < 0 || to < from ? name : `${name.slice(0, from)}[...]${name.slice(to + 1)}`;
}

function tie(
  linked: LinkedFunction,
  candidates: readonly UnlinkedFunction[],
): UnlinkedFunction | { readonly why: string } {
  if (!isPadding(linked.padding)) return { why: "bytes follow it that are no padding" };
  const fitting = candidates.filter((one) => firstDifference(linked, one) === undefined);
  const tied = fitting.find((one) => differences(linked, one).length === 0) ?? fitting[0];
  if (tied) return tied;
  const [first] = candidates;
  if (!first) return { why: "no object holds a function of this name" };
  if (first.code.length !== linked.size)
    return { why: `${linked.size} bytes in the binary, ${first.code.length} in the object` };
  return { why: `differs from its object at byte ${firstDifference(linked, first)}` };
}

/** The first byte outside the relocated fields that is not the object's; undefined where all are. */
function firstDifference({ code }: LinkedFunction, object: UnlinkedFunction): number | undefined {
  if (code.length !== object.code.length) return 0;
  let at = 0;
  for (const { offset, size } of object.relocations) {
    if (!sameBytes(code, object.code, at, offset)) return byteOf(code, object.code, at);
    at = Math.max(at, offset + size);
  }
  return sameBytes(code, object.code, at, code.length) ? undefined : byteOf(code, object.code, at);
}

/** Most stretches between two relocations are shorter than what calling into native code costs. */
function sameBytes(a: Buffer, b: Buffer, from: number, to: number): boolean {
  if (to - from > 64) return a.compare(b, from, to, from, to) === 0;
  for (let at = from; at < to; at++) if (a[at] !== b[at]) return false;
  return true;
}

const byteOf = (a: Buffer, b: Buffer, from: number): number =>
  a.findIndex((byte, at) => at >= from && byte !== b[at]);

function differences(linked: LinkedFunction, object: UnlinkedFunction): TableDifference[] {
  const { name } = linked;
  const found: TableDifference[] = [];
  if (!linked.pcsp.bytes.equals(object.pcsp)) found.push({ name, table: "pcsp" });
  if (linked.args !== object.args) found.push({ name, table: "args" });
  return found;
}
