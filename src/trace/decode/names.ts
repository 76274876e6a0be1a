import { knownSpanKinds, type SpanKind } from "../event.ts";

/** The texts of a file, each once, by number. */
export class NameTable {
  readonly names: string[] = [];
  private readonly ids = new Map<string, number>();

  id(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    this.ids.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** The kinds of span of a file: those of the format (number n is row n - 1), then unknown ones as they come. */
export class KindTable {
  readonly kinds: SpanKind[] = [...knownSpanKinds];
  private readonly unknown = new Map<bigint, number>();

  /** The row of an unknown kind. */
  id(number: bigint): number {
    const known = this.unknown.get(number);
    if (known !== undefined) return known;
    this.unknown.set(number, this.kinds.length);
    return this.kinds.push(`kind-${number}`) - 1;
  }
}
