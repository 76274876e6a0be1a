import { sameBytes } from "./bytes.ts";
import type { NamedObject } from "./named.ts";
import { type GoObject, relocationSize } from "./object.ts";

/**
 * Compares symbols of two objects. Named ones are the same by name: what they hold is compared once, for them. Those that
 * are only known by their content are the same if it is, and what it refers to (the stored hashes do not tell: they
 * depend on how the symbols of the package are numbered).
 */
export class Pairing {
  /** By symbol of `a`: the symbol of `b` that was found to be, or is taken to be, the same; plus 1. */
  private readonly same: Int32Array;

  constructor(
    readonly a: NamedObject,
    readonly b: NamedObject,
  ) {
    this.same = new Int32Array(a.object.definitions);
  }

  /** Whether the symbol references at these offsets point to the same. */
  sameTarget(atA: number, atB: number): boolean {
    const id = this.a.targetId(atA);
    if (id !== this.b.targetId(atB)) return false;
    return id !== 0 || this.sameContent(this.a.object.symbolOf(atA), this.b.object.symbolOf(atB));
  }

  /** Whether two symbols hold the same: kind, size, alignment, bytes and what they refer to. */
  sameContent(i: number, j: number): boolean {
    if (this.same[i] === j + 1) return true;
    const before = this.same[i]!;
    // Taken to be the same while what it refers to is looked at, which may lead back here.
    this.same[i] = j + 1;
    const same = this.sameShape(i, j) && this.sameData(i, j) && this.sameRelocations(i, j);
    if (!same) this.same[i] = before;
    return same;
  }

  /** Whether kind, flags, size and alignment are the same. */
  sameShape(i: number, j: number): boolean {
    const [a, b] = [this.a.object.shape(i), this.b.object.shape(j)];
    return sameBytes(this.a.object.bytes, a.from, a.to, this.b.object.bytes, b.from, b.to);
  }

  sameData(i: number, j: number): boolean {
    const [a, b] = [this.a.object.data(i), this.b.object.data(j)];
    return sameBytes(this.a.object.bytes, a.from, a.to, this.b.object.bytes, b.from, b.to);
  }

  /** Whether the same is referred to in the same order; with `offsets` also at the same places. */
  sameRelocations(i: number, j: number, offsets = true): boolean {
    const [a, b] = [this.a.object.relocations(i), this.b.object.relocations(j)];
    if (a.to - a.from !== b.to - b.from) return false;
    for (let atA = a.from, atB = b.from; atA < a.to; atA += relocationSize, atB += relocationSize)
      if (!this.sameRelocation(atA, atB, offsets)) return false;
    return true;
  }

  /** Whether two variables are of the same Go type, as far as the objects say. */
  sameGoType(i: number, j: number): boolean {
    const [a, b] = [goType(this.a.object, i), goType(this.b.object, j)];
    return a === undefined || b === undefined ? a === b : this.sameTarget(a, b);
  }

  /** Offset i32, size u8, type u16, addend i64, symbol reference. */
  private sameRelocation(atA: number, atB: number, offsets: boolean): boolean {
    const [a, b] = [this.a.object.bytes, this.b.object.bytes];
    const from = offsets ? 0 : 4;
    return sameBytes(a, atA + from, atA + 15, b, atB + from, atB + 15) && this.sameTarget(atA + 15, atB + 15);
  }
}

/** The reference to the type of a variable: its aux symbol of type 0, the first. */
function goType(object: GoObject, symbol: number): number | undefined {
  const { from, to } = object.aux(symbol);
  return from < to && object.bytes[from] === 0 ? from + 1 : undefined;
}
