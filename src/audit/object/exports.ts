import { sameBytes } from "./bytes.ts";
import { alignReferences } from "./references-alignment.ts";
import { Cursor, type Parts, UnifiedExports } from "./unified.ts";

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
  const [before, after] = [UnifiedExports.in(a), UnifiedExports.in(b)];
  return before && after && new ExportComparer(before, after).same();
}

/** Two elements of one section, by number. */
interface Pair {
  readonly section: number;
  readonly a: number;
  readonly b: number;
}

/**
 * Compares what can be reached from the roots of two packages, pair by pair. An element may be in many pairs: what a
 * package re-exports is copied once for every import that it was read from, and another import lets it be read from
 * others. Objects are one all the same, because their names are compared.
 */
class ExportComparer {
  private readonly known = new Set<number>();
  private readonly open: Pair[] = [];

  constructor(
    private readonly a: UnifiedExports,
    private readonly b: UnifiedExports,
  ) {}

  same(): boolean {
    for (const root of [0, 1]) this.add(section.meta, root, root);
    for (let next = this.open.pop(); next; next = this.open.pop()) if (!this.sameElement(next)) return false;
    return true;
  }

  /** Has two elements compared, by their numbers in the section. */
  private add(inSection: number, indexA: number, indexB: number): void {
    const [a, b] = [this.a.number(inSection, indexA), this.b.number(inSection, indexB)];
    const key = a * this.b.count + b;
    if (this.known.has(key)) return;
    this.known.add(key);
    this.open.push({ section: inSection, a, b });
  }

  private sameElement(pair: Pair): boolean {
    const { a, b } = pair;
    if (pair.section === section.strings) return this.sameBytes(a, this.a.from(a), b, this.b.from(b));
    if (pair.section === section.packages || pair.section === section.positionBases)
      return this.addStrings(a, b);
    if (pair.section === section.objects) this.addParts(a, b);
    const [cursorA, cursorB] = [
      new Cursor(this.a.bytes, this.a.from(a)),
      new Cursor(this.b.bytes, this.b.from(b)),
    ];
    if (!this.addReferences(cursorA, cursorB)) return this.sameButRebased(a, b);
    if (this.sameBytes(a, cursorA.at, b, cursorB.at)) return true;
    return pair.section === section.extensions ? this.sameButRenumbered(a, b) : this.sameButMoved(a, b);
  }

  private addParts(a: number, b: number): void {
    const [indexA, indexB] = [this.a.index(section.objects, a), this.b.index(section.objects, b)];
    for (const part of objectParts) this.add(part, indexA, indexB);
  }

  /** Reads the references of two elements side by side; false where they are not to the same sections in the same order. */
  private addReferences(a: Cursor, b: Cursor): boolean {
    const count = a.uvarint();
    if (count !== b.uvarint()) return false;
    const pairs: (readonly [inSection: number, a: number, b: number])[] = [];
    for (let i = 0; i < count; i++) {
      const inSection = a.uvarint();
      if (inSection !== b.uvarint()) return false;
      pairs.push([inSection, a.uvarint(), b.uvarint()]);
    }
    for (const pair of pairs) this.add(...pair);
    return true;
  }

  /**
   * Whether all is the same but for bases of positions: where a type has methods above and below a `//line`, their
   * positions come to have two bases of one file, and the references that follow have other numbers in the element.
   * A number says nothing of what it is; so one that is the same is taken to be no reference.
   */
  private sameButRebased(a: number, b: number): boolean {
    const [before, after] = [this.a.parts(a), this.b.parts(b)];
    const others = alignReferences(before.references, after.references, section.positionBases);
    if (!others) return false;
    for (const [at, to] of others)
      this.add(before.references[2 * at]!, before.references[2 * at + 1]!, after.references[2 * to + 1]!);
    const isMoved = this.movedLine(before, after);
    return this.sameNumbers(
      a,
      b,
      (x, y, i) => others.get(x) === y || this.sameFile(before, x, after, y) || isMoved(x, y, i),
    );
  }

  /** Whether two numbers are references to bases of one file. */
  private sameFile(before: Parts, x: number, after: Parts, y: number): boolean {
    const { positionBases } = section;
    if (before.references[2 * x] !== positionBases || after.references[2 * y] !== positionBases) return false;
    const [fileA, fileB] = [
      strings(this.a, this.a.number(positionBases, before.references[2 * x + 1]!)),
      strings(this.b, this.b.number(positionBases, after.references[2 * y + 1]!)),
    ];
    return (
      fileA.length === fileB.length && fileA.every((one, i) => this.a.text(one) === this.b.text(fileB[i]!))
    );
  }

  /** Of a package its path and name, of a base of positions its file; not the imports, not where the base begins. */
  private addStrings(a: number, b: number): boolean {
    const [before, after] = [strings(this.a, a), strings(this.b, b)];
    if (before.length !== after.length) return false;
    before.forEach((index, i) => {
      this.add(section.strings, index, after[i]!);
    });
    return true;
  }

  /** Whether two elements hold the same bytes from these offsets on. */
  private sameBytes(a: number, fromA: number, b: number, fromB: number): boolean {
    return sameBytes(this.a.bytes, fromA, this.a.to(a), this.b.bytes, fromB, this.b.to(b));
  }

  /**
   * Whether all is the same but for how the package's object numbers its symbols. Extensions hold such numbers among
   * others; as signed numbers they are even, and 0 is a flag that is not set.
   */
  private sameButRenumbered(a: number, b: number): boolean {
    const isSymbol = (value: number): boolean => value > 0 && value % 2 === 0;
    return this.sameNumbers(a, b, (before, after) => isSymbol(before) && isSymbol(after));
  }

  /**
   * Whether all numbers are the same but for lines, which stand behind the reference to their base and count from another
   * place: `//line :7:1` begins a new base, and lets line 10 of the file be line 7.
   */
  private sameButMoved(a: number, b: number): boolean {
    return this.sameNumbers(a, b, this.movedLine(this.a.parts(a), this.b.parts(b)));
  }

  private movedLine(before: Parts, after: Parts): (line: number, moved: number, index: number) => boolean {
    const base = ({ references, numbers }: Parts, i: number): number | undefined => {
      const reference = 2 * (numbers[i - 1] ?? Number.NaN);
      return references[reference] === section.positionBases ? references[reference + 1] : undefined;
    };
    return (line, moved, i) => {
      const [baseA, baseB] = [base(before, i), base(after, i)];
      if (baseA === undefined || baseB === undefined) return false;
      return moved - line === lineOffset(this.b, baseB) - lineOffset(this.a, baseA);
    };
  }

  private sameNumbers(
    a: number,
    b: number,
    mayDiffer: (before: number, after: number, index: number) => boolean,
  ): boolean {
    const [before, after] = [this.a.parts(a).numbers, this.b.parts(b).numbers];
    return (
      before.length === after.length &&
      before.every((value, i) => value === after[i] || mayDiffer(value, after[i]!, i))
    );
  }
}

/** The strings that an element refers to, by their number. */
function strings(side: UnifiedExports, element: number): number[] {
  const { references } = side.parts(element);
  return references.filter((_, i) => i % 2 === 1 && references[i - 1] === section.strings);
}

/** The line in the file minus the line that it counts as. */
function lineOffset(side: UnifiedExports, base: number): number {
  const { numbers } = side.parts(side.number(section.positionBases, base));
  // File name, whether it is the file itself; if not, where the base begins (known, base, line, column), and as what.
  const [, isFile, , , line = 0, , as = 0] = numbers;
  return isFile ? 0 : line - as;
}
