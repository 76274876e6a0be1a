import type { TextRange } from "../../src/base/range.ts";
import type { Sources } from "../../src/patch/trees.ts";

/** A stretch of a file of the release that a tree is made from. */
export interface Stretch extends TextRange {
  readonly file: string;
}

/** New text that stands for something old: a new name, the call of what was extracted. */
interface Renewed {
  readonly text: string;
  readonly instead: Stretch;
}

/** What new text is made of: text from nowhere, text that stands for old text, or old text with all that changes in it. */
export type Part = string | Renewed | Stretch;

/** A piece of a new text, with where it came from. */
interface Piece {
  readonly text: string;
  readonly origin?: Stretch;
}

interface Replacement extends Stretch {
  readonly parts: readonly Part[];
}

/** Where an old character stands now. */
export interface NewPlace extends Stretch {
  /** Other text stands there in the old one's stead: a new name, the call of what was extracted. */
  readonly isRenewed: boolean;
}

/** The texts of a next release, and where what stood in the last one has gone. */
export interface Rewritten {
  readonly sources: Sources;
  /** Files that are new, gone or other than they were. */
  readonly changed: ReadonlySet<string>;
  /** Where the character at `at` of an old file stands now: nowhere, once, or as often as it was copied. */
  placesOf(file: string, at: number): NewPlace[];
}

/**
 * Changes to the texts of a release that do not lose sight of anything: old text is moved, copied, wrapped and renamed as
 * what it is, so that every place in it can be found again. Nothing is changed until `rewritten`.
 */
export class Refactoring {
  readonly #replacements = new Map<string, Replacement[]>();
  readonly #created = new Map<string, readonly Part[]>();
  readonly #deleted = new Set<string>();

  constructor(readonly sources: Sources) {}

  /** Puts `parts` in the stead of a stretch; the stretch itself may be one of them. */
  replace({ file, from, to }: Stretch, ...parts: Part[]): this {
    const known = this.#replacements.get(file) ?? [];
    this.#replacements.set(file, known);
    known.push({ file, from, to, parts });
    return this;
  }

  insert(file: string, at: number, ...parts: Part[]): this {
    return this.replace({ file, from: at, to: at }, ...parts);
  }

  rename(stretches: readonly Stretch[], name: string): this {
    for (const stretch of stretches) this.replace(stretch, { text: name, instead: stretch });
    return this;
  }

  create(path: string, ...parts: Part[]): this {
    this.#created.set(path, parts);
    return this;
  }

  delete(path: string): this {
    this.#deleted.add(path);
    return this;
  }

  rewritten(): Rewritten {
    const pieces = new Map<string, Piece[]>();
    for (const file of this.#replacements.keys()) pieces.set(file, this.#old(whole(this.sources, file)));
    for (const [path, parts] of this.#created) pieces.set(path, this.#pieces(parts));
    for (const path of this.#deleted) pieces.delete(path);
    const sources = new Map([...this.sources].filter(([path]) => !this.#deleted.has(path)));
    for (const [path, of] of pieces) sources.set(path, of.map(({ text }) => text).join(""));
    const changed = new Set([...pieces.keys(), ...this.#deleted]);
    const placesOf = (file: string, at: number): NewPlace[] =>
      changed.has(file)
        ? placesIn(pieces, this.sources.get(file) ?? "", file, at)
        : [{ file, from: at, to: at + 1, isRenewed: false }];
    return { sources, changed, placesOf };
  }

  #pieces(parts: readonly Part[]): Piece[] {
    return parts.flatMap((part) => {
      if (typeof part === "string") return [{ text: part }];
      if ("text" in part) return [{ text: part.text, origin: part.instead }];
      return this.#old(part);
    });
  }

  /** Old text with the outermost replacements in it; what replaces the very stretch is who asks. */
  #old({ file, from, to }: Stretch): Piece[] {
    const text = this.sources.get(file) ?? "";
    const pieces: Piece[] = [];
    let at = from;
    const keep = (end: number): void => {
      if (end > at) pieces.push({ text: text.slice(at, end), origin: { file, from: at, to: end } });
    };
    for (const one of this.#inside({ file, from, to }, text.length)) {
      if (one.from < at) continue;
      keep(one.from);
      pieces.push(...this.#pieces(one.parts));
      at = one.to;
    }
    keep(to);
    return pieces;
  }

  #inside({ file, from, to }: Stretch, length: number): Replacement[] {
    const isWhole = from === 0 && to === length;
    return (this.#replacements.get(file) ?? [])
      .filter((one) => one.from >= from && one.to <= to && (one.from !== from || one.to !== to))
      .filter((one) => isWhole || one.from < one.to || (one.from > from && one.to < to))
      .sort((a, b) => a.from - b.from || b.to - a.to);
  }
}

export const whole = (sources: Sources, file: string): Stretch => ({
  file,
  from: 0,
  to: sources.get(file)?.length ?? 0,
});

function placesIn(
  pieces: ReadonlyMap<string, readonly Piece[]>,
  old: string,
  file: string,
  at: number,
): NewPlace[] {
  return [...pieces].flatMap(([path, of]) => {
    let start = 0;
    return of.flatMap((piece) => {
      const place = placeIn(piece, old, file, at);
      const from = start + (place?.at ?? 0);
      start += piece.text.length;
      return place ? [{ file: path, from, to: from + 1, isRenewed: place.isRenewed }] : [];
    });
  });
}

/** Where in a piece the old character stands. Of what stands for something else only the ends are known. */
function placeIn(
  { text, origin }: Piece,
  old: string,
  file: string,
  at: number,
): { at: number; isRenewed: boolean } | undefined {
  if (!origin || origin.file !== file || at < origin.from || at >= origin.to) return undefined;
  if (text === old.slice(origin.from, origin.to)) return { at: at - origin.from, isRenewed: false };
  if (at === origin.to - 1) return { at: text.length - 1, isRenewed: true };
  return at === origin.from ? { at: 0, isRenewed: true } : undefined;
}
