import { sameBytes, u32 } from "./bytes.ts";

// Sections of unified IR export data (internal/pkgbits), in the order in which the file holds them.
const sections = 10;
const [strings, meta, packages, names, objects, objectExtensions, objectDicts] = [0, 1, 3, 4, 6, 7, 8];
// Objects with the same number in these sections are parts of one.
const objectParts = [names, objectExtensions, objectDicts];
const syncMarkers = 1;

/**
 * Whether two packages export the same: objects, types, bodies that may be inlined. What the data says of the imports of
 * packages is left out, because it lists them to any depth. Undefined where the format cannot be read: before go1.20 it
 * was another one.
 */
export function sameExports(a: Buffer, b: Buffer): boolean | undefined {
  if (a.equals(b)) return true;
  const [before, after] = [unifiedExports(a), unifiedExports(b)];
  return before && after && new ExportComparer(before, after).same();
}

/** A numbered piece of export data: what it refers to (section and number by turns), and the rest. */
interface Element {
  readonly from: number;
  readonly to: number;
}

interface UnifiedExports {
  readonly bytes: Buffer;
  element(section: number, index: number): Element;
}

/** Reads the frame of export data, from the "$$" on; undefined: it is not unified IR. */
function unifiedExports(data: Buffer): UnifiedExports | undefined {
  const from = data.indexOf("$$B\nu") + 5;
  if (from < 5) return undefined;
  const hasFlags = u32(data, from) > 0;
  if (hasFlags && u32(data, from + 4) & syncMarkers) return undefined;
  const sectionEnds = from + (hasFlags ? 8 : 4);
  const ends = sectionEnds + 4 * sections;
  const content = ends + 4 * u32(data, ends - 4);
  const element = (section: number, index: number): Element => {
    const number = index + (section === 0 ? 0 : u32(data, sectionEnds + 4 * (section - 1)));
    const start = number === 0 ? 0 : u32(data, ends + 4 * (number - 1));
    return { from: content + start, to: content + u32(data, ends + 4 * number) };
  };
  return { bytes: data, element };
}

/** Compares what can be reached from the roots of two packages, pair by pair. */
class ExportComparer {
  private readonly seen = new Set<string>();
  private readonly open: { readonly section: number; readonly a: number; readonly b: number }[] = [];

  constructor(
    private readonly a: UnifiedExports,
    private readonly b: UnifiedExports,
  ) {}

  same(): boolean {
    for (const root of [0, 1]) this.add(meta!, root, root);
    for (let next = this.open.pop(); next; next = this.open.pop())
      if (!this.sameElement(next.section, next.a, next.b)) return false;
    return true;
  }

  private add(section: number, a: number, b: number): void {
    const key = `${section} ${a} ${b}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.open.push({ section, a, b });
  }

  private sameElement(section: number, indexA: number, indexB: number): boolean {
    const [a, b] = [this.a.element(section, indexA), this.b.element(section, indexB)];
    if (section === strings) return this.sameRest(a, b);
    const [referencesA, referencesB] = [references(this.a.bytes, a), references(this.b.bytes, b)];
    if (section === objects) for (const part of objectParts) this.add(part!, indexA, indexB);
    if (section === packages) return this.addStrings(referencesA.list, referencesB.list);
    return (
      this.addAll(referencesA.list, referencesB.list) &&
      this.sameRest({ from: referencesA.end, to: a.to }, { from: referencesB.end, to: b.to })
    );
  }

  private addAll(a: readonly number[], b: readonly number[]): boolean {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i += 2) {
      if (a[i] !== b[i]) return false;
      this.add(a[i]!, a[i + 1]!, b[i + 1]!);
    }
    return true;
  }

  /** Of a package: its path and its name. */
  private addStrings(a: readonly number[], b: readonly number[]): boolean {
    const only = (list: readonly number[]): number[] => list.filter((_, i) => list[i - (i % 2)] === strings);
    return this.addAll(only(a), only(b));
  }

  private sameRest(a: Element, b: Element): boolean {
    return sameBytes(this.a.bytes, a.from, a.to, this.b.bytes, b.from, b.to);
  }
}

/** What an element refers to, section and number by turns, and where the rest begins. */
function references(bytes: Buffer, { from }: Element): { readonly list: number[]; readonly end: number } {
  let at = from;
  const uvarint = (): number => {
    let [result, shift, byte] = [0, 0, 0x80];
    for (; byte & 0x80; shift += 7) {
      byte = bytes[at++]!;
      result |= (byte & 0x7f) << shift;
    }
    return result;
  };
  const count = 2 * uvarint();
  return { list: Array.from({ length: count }, uvarint), end: at };
}
