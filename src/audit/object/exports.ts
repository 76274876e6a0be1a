import { sameBytes } from "./bytes.ts";
import { type Element, type UnifiedExports, unifiedExports } from "./unified.ts";

// Sections that are treated in a way of their own.
const section = { strings: 0, meta: 1, positionBases: 2, packages: 3, objects: 6, extensions: 7 } as const;
// Objects with the same number in these sections are parts of one: names, extensions, dictionaries.
const objectParts = [4, section.extensions, 8];

/**
 * Whether two packages export the same: objects, types, bodies that may be inlined, at the same positions. What the data
 * says of the imports of packages is left out, because it lists them to any depth. Undefined where the format cannot be
 * read: before go1.20 it was another one.
 */
export function sameExports(a: Buffer, b: Buffer): boolean | undefined {
  if (a.equals(b)) return true;
  const [before, after] = [unifiedExports(a), unifiedExports(b)];
  return before && after && new ExportComparer(before, after).same();
}

/** Two elements of the same section, by number. */
interface Pair {
  readonly section: number;
  readonly a: number;
  readonly b: number;
}

/** Compares what can be reached from the roots of two packages, pair by pair. */
class ExportComparer {
  private readonly seen = new Set<string>();
  private readonly open: Pair[] = [];

  constructor(
    private readonly a: UnifiedExports,
    private readonly b: UnifiedExports,
  ) {}

  same(): boolean {
    for (const root of [0, 1]) this.add({ section: section.meta, a: root, b: root });
    for (let next = this.open.pop(); next; next = this.open.pop()) if (!this.sameElement(next)) return false;
    return true;
  }

  private add(pair: Pair): void {
    const key = `${pair.section} ${pair.a} ${pair.b}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.open.push(pair);
  }

  private sameElement(pair: Pair): boolean {
    const [a, b] = [this.a.element(pair.section, pair.a), this.b.element(pair.section, pair.b)];
    switch (pair.section) {
      case section.strings:
        return this.sameRest(a, b);
      case section.packages:
      case section.positionBases:
        return this.addReferences(onlyStrings(a), onlyStrings(b));
      case section.objects:
        for (const part of objectParts) this.add({ ...pair, section: part });
    }
    if (!this.addReferences(a.references, b.references)) return false;
    if (this.sameRest(a, b)) return true;
    return pair.section === section.extensions ? this.sameButRenumbered(a, b) : this.sameButMoved(a, b);
  }

  /** References are numbers of sections and of elements by turns. */
  private addReferences(a: readonly number[], b: readonly number[]): boolean {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i += 2) {
      if (a[i] !== b[i]) return false;
      this.add({ section: a[i]!, a: a[i + 1]!, b: b[i + 1]! });
    }
    return true;
  }

  private sameRest(a: Element, b: Element): boolean {
    return sameBytes(this.a.bytes, a.from, a.to, this.b.bytes, b.from, b.to);
  }

  /**
   * Whether all numbers are the same but for lines, which stand behind the reference to their base and count from another
   * place: `//line :7:1` begins a new base, and lets line 10 of the file be line 7.
   */
  private sameButMoved(a: Element, b: Element): boolean {
    const [before, after] = [this.a.numbers(a), this.b.numbers(b)];
    return (
      before.length === after.length &&
      before.every((value, i) => {
        const moved = after[i]! - value;
        return moved === 0 || moved === this.shift(a, b, before[i - 1]);
      })
    );
  }

  /**
   * Whether all is the same but for how the package's object numbers its symbols. Extensions hold such numbers among
   * others; as signed numbers they are even, and 0 is a flag that is not set.
   */
  private sameButRenumbered(a: Element, b: Element): boolean {
    const [before, after] = [this.a.numbers(a), this.b.numbers(b)];
    const isSymbol = (value: number): boolean => value > 0 && value % 2 === 0;
    return (
      before.length === after.length &&
      before.every((value, i) => value === after[i] || (isSymbol(value) && isSymbol(after[i]!)))
    );
  }

  /** By how much lines count differently from the bases that both elements refer to under this number. */
  private shift(a: Element, b: Element, reference: number | undefined): number | undefined {
    if (reference === undefined || a.references[2 * reference] !== section.positionBases) return undefined;
    const at = 2 * reference + 1;
    return lineOffset(this.b, b.references[at]!) - lineOffset(this.a, a.references[at]!);
  }
}

/** Of a package its path and name, of a base of positions its file; not the imports, not where the base begins. */
function onlyStrings({ references }: Element): number[] {
  return references.filter((_, i) => references[i - (i % 2)] === section.strings);
}

/** The line in the file minus the line that it counts as. */
function lineOffset(side: UnifiedExports, base: number): number {
  const numbers = side.numbers(side.element(section.positionBases, base));
  // File name, whether it is the file itself; if not, where the base begins (known, base, line, column), and as what.
  const [, isFile, , , line = 0, , as = 0] = numbers;
  return isFile ? 0 : line - as;
}
