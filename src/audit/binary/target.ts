import { isNumbered } from "../object/names.ts";
import type { GoBinary } from "./binary.ts";
import { sectionAt, word } from "./elf.ts";
import { hasSymbols } from "./layout.ts";
import type { LinkedFunction } from "./pclntab.ts";
import { type ElfSymbol, lastAtOrBefore, sameEmptySymbol, symbolAt } from "./symbols.ts";

/** What is known of two functions, or of two fields: `unknown` is neither proven the same nor different. */
export type Verdict = "same" | "unknown" | "different";

/** Whether an address in one binary means what an address in the other does. */
export type SameTarget = (before: number, after: number) => TargetVerdict;

export type TargetVerdict =
  /** The same function or symbol, and the same offset in it. */
  | "same-name"
  /** Data that no symbol names, and that is the same in both. */
  | "same-content"
  /** Data that no symbol names, and whose contents do not settle it. */
  | "unknown"
  | "different"
  /** One of them at least is no address that code refers to: outside the program, or within another function. */
  | "nowhere";

/** Which function of the other binary is the same one, for every function that both have. */
export type Counterparts = ReadonlyMap<LinkedFunction, LinkedFunction>;

/** How many bytes of unnamed data must be equal: a type's size, pointer bytes, hash and kind take as many. */
const settling = 24;

/** Code is compared by function and offset; data by symbol and offset, and where no symbol names it, by content. */
export function sameTarget(before: GoBinary, after: GoBinary, counterparts: Counterparts): SameTarget {
  const [inBefore, inAfter] = [functionFinder(before), functionFinder(after)];
  const sameCode: SameTarget = (a, b) => {
    const [from, to] = [inBefore(a), inAfter(b)];
    const isEntry = from?.entry === a && to?.entry === b;
    if (!from || !to || counterparts.get(from) !== to) return isEntry ? "different" : "nowhere";
    return a - from.entry === b - to.entry ? "same-name" : "nowhere";
  };
  return remembering((a, b) => {
    if (inBefore(a) || inAfter(b)) return sameCode(a, b);
    const named = sameSymbol(before, a, after, b);
    return named === "unknown" ? sameContent(before, a, after, b, sameCode) : named;
  });
}

/** A binary refers to most targets many times, and to each from everywhere as to the same counterpart. */
function remembering(same: SameTarget): SameTarget {
  const known = new Map<number, { readonly b: number; readonly verdict: TargetVerdict }>();
  return (a, b) => {
    const last = known.get(a);
    if (last?.b === b) return last.verdict;
    const verdict = same(a, b);
    known.set(a, { b, verdict });
    return verdict;
  };
}

function functionFinder({ functions }: GoBinary): (address: number) => LinkedFunction | undefined {
  return (address) => {
    const found = functions[lastAtOrBefore(functions, address, ({ entry }) => entry)];
    return found && address < found.entry + found.size ? found : undefined;
  };
}

function sameSymbol(before: GoBinary, a: number, after: GoBinary, b: number): TargetVerdict {
  if (!sectionAt(before.elf, a) || !sectionAt(after.elf, b)) return "nowhere";
  const [from, to] = [namedSymbol(before, a), namedSymbol(after, b)];
  const isStripped = !hasSymbols(before) || !hasSymbols(after);
  if (from && to && from.name === to.name && a - from.address === b - to.address) return "same-name";
  const mayBeSame = sameEmptySymbol(before.symbols, a, after.symbols, b);
  if (!from || !to) return (from || to) && !isStripped && !mayBeSame ? "different" : "unknown";
  return mayBeSame ? "unknown" : "different";
}

/** Symbols such as `go:string.*` and `type:*` carry many things and name none; counters (`..stmp_7`) name none either. */
function namedSymbol({ symbols }: GoBinary, address: number): ElfSymbol | undefined {
  const symbol = symbolAt(symbols, address);
  if (!symbol || symbol.name.endsWith("*") || symbol.name === "go:funcdesc") return undefined;
  return isNumbered(symbol.name) ? undefined : symbol;
}

/** Equal bytes settle it; so does a pointer to the same code (a closure), or pointers to equal bytes (an itab). */
function sameContent(
  before: GoBinary,
  a: number,
  after: GoBinary,
  b: number,
  sameCode: SameTarget,
): TargetVerdict {
  const [left, right] = [dataAt(before, a), dataAt(after, b)];
  if (left.length < settling || right.length < settling) return "unknown";
  if (left.equals(right) || sameCode(word(left, 0), word(right, 0)) === "same-name") return "same-content";
  const isSameWord = (at: number): boolean => {
    const [from, to] = [dataAt(before, word(left, at)), dataAt(after, word(right, at))];
    return word(left, at) === word(right, at) || (from.length === settling && from.equals(to));
  };
  return isSameWord(0) && isSameWord(8) && isSameWord(16) ? "same-content" : "unknown";
}

function dataAt({ elf }: GoBinary, address: number): Buffer {
  const section = sectionAt(elf, address);
  if (!section) return Buffer.alloc(0);
  return section.data.subarray(address - section.address, address - section.address + settling);
}
