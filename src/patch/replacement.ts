import type { TextRange } from "../base/range.ts";
import type { Node } from "../syntax/tree.ts";
import { textOf } from "../syntax/tree.ts";
import type { Hunk } from "./hunk.ts";
import type { Inserted } from "./inserted.ts";
import { countLines, endOfComma, hasComment, type Layout, restOfLine, startOfLine } from "./layout.ts";
import type { Match } from "./match.ts";
import { oneLine } from "./one-line.ts";

interface Replaced extends TextRange {
  readonly insert: string;
}

/** What the tokens of the `-` lines give way to, line by line as it was; undefined where a literal forbids it. */
export class Replacement {
  constructor(
    readonly hunk: Hunk,
    readonly match: Match,
    readonly layout: Layout,
    readonly inserted: Inserted,
  ) {}

  edit(span: TextRange): Replaced | undefined {
    const { from, to } = this.#withComma(span);
    const insert = this.inserted.lines().trim();
    if (insert === "") return this.#deletion(from, to);
    const whole = { from, to, insert: to === span.to ? this.#withoutComma(insert) : insert };
    return this.#fit((this.#losesComment(span) && this.#changedTokens()) || whole, to);
  }

  /** In a comma list, the comma behind a deleted element goes with it, or the one before it if it is the last. */
  #withComma({ from, to }: TextRange): TextRange {
    if (!this.#isElement) return { from, to };
    const end = endOfComma(this.#text, to);
    if (end !== undefined) return { from, to: end };
    const before = /,[ \t]*$/.exec(this.#text.slice(startOfLine(this.#text, from), from))?.[0].length ?? 0;
    return { from: this.hunk.plus.leaves.length > 0 ? from : from - before, to };
  }

  /** Go lets the last comma of a list go, and within a line gofmt takes it away. */
  #withoutComma(insert: string): string {
    return this.#isElement ? insert.replace(/,$/, "") : insert;
  }

  get #isElement(): boolean {
    return this.hunk.minus.leaves.at(-1)?.kind === ",";
  }

  /** Keeps the numbers of the lines below `end`, where the replaced lines end. */
  #fit({ from, to, insert }: Replaced, end: number): Replaced | undefined {
    const rest = restOfLine.exec(this.#text.slice(end));
    const isSwallowed = !rest && this.inserted.endsInComment;
    if (countLines(this.#text.slice(from, to)) === countLines(insert) && !isSwallowed)
      return this.#trimmed(from, to, insert);
    if (!rest?.[1] || this.layout.hasDirectives) return this.#onItsLines(from, to, oneLine(insert));
    const nextLine = end + rest[0].length;
    const tail = this.#text.slice(to, nextLine);
    return { from, to: nextLine, insert: insert + tail + this.layout.lineDirective(nextLine) };
  }

  /** Takes whole lines away where nothing else stands on them, so that no blank is left. */
  #deletion(from: number, to: number): Replaced | undefined {
    const lineStart = startOfLine(this.#text, from);
    const isFirst = this.#text.slice(lineStart, from).trim() === "";
    const rest = restOfLine.exec(this.#text.slice(to));
    if (!isFirst || !rest?.[1] || this.layout.hasDirectives)
      return this.#deletionInLine(from, to, rest !== null);
    const nextLine = to + rest[0].length;
    const comment = rest[0].trim();
    if (comment === "") return { from: lineStart, to: nextLine, insert: this.layout.lineDirective(nextLine) };
    const moves = countLines(this.#text.slice(from, to)) > 0;
    const directive = moves ? this.layout.lineDirective(nextLine) : "";
    return { from, to: nextLine, insert: `${comment}\n${directive}` };
  }

  /** The semicolon beside a deleted statement goes with it. */
  #deletionInLine(from: number, to: number, isLast: boolean): Replaced | undefined {
    const before =
      /[ \t]*;[ \t]*$/.exec(this.#text.slice(startOfLine(this.#text, from), from))?.[0].length ?? 0;
    const after = /^[ \t]*;?[ \t]*/.exec(this.#text.slice(to))?.[0].length ?? 0;
    return isLast ? this.#onItsLines(from - before, to, "") : this.#onItsLines(from, to + after, "");
  }

  /** On one line, followed by as many line ends as the replaced text has. */
  #onItsLines(from: number, to: number, flat: string | undefined): Replaced | undefined {
    if (flat === undefined) return undefined;
    return { from, to, insert: flat + "\n".repeat(countLines(this.#text.slice(from, to))) };
  }

  /** Leaves out what both sides begin and end with, so that a reviewer sees what is new. */
  #trimmed(from: number, to: number, insert: string): Replaced {
    const old = this.#text.slice(from, to);
    const most = Math.min(old.length, insert.length);
    let head = 0;
    while (head < most && old[head] === insert[head]) head++;
    let tail = 0;
    while (tail < most - head && old[old.length - 1 - tail] === insert[insert.length - 1 - tail]) tail++;
    return { from: from + head, to: to - tail, insert: insert.slice(head, insert.length - tail) };
  }

  #losesComment({ from, to }: TextRange): boolean {
    const places = this.#places().filter((place) => place !== undefined);
    return [{ from, to: from }, ...places].some((place, index) =>
      hasComment(this.#text.slice(place.to, places[index]?.from ?? to)),
    );
  }

  /** Where the tokens of the `-` lines are, commas too. */
  #places(): (TextRange | undefined)[] {
    const places: (TextRange | undefined)[] = [];
    for (const leaf of this.hunk.minus.leaves) {
      const end = leaf.kind === "," ? endOfComma(this.#text, places.at(-1)?.to ?? 0) : undefined;
      places.push(end === undefined ? this.match.at(leaf) : { from: end - 1, to: end });
    }
    return places;
  }

  /** Only the tokens that differ, from the first to the last, so that comments between the others stay. */
  #changedTokens(): Replaced | undefined {
    const { minus, plus } = this.hunk;
    const places = this.#places().filter((place) => place !== undefined && place.from < place.to);
    if (places.length < minus.leaves.length) return undefined;
    const texts = ({ tree, leaves }: Hunk["minus"]): string[] => leaves.map((leaf) => textOf(tree, leaf));
    const { head, tail } = common(texts(minus), texts(plus));
    const gone = places.slice(head, places.length - tail) as TextRange[];
    const come = plus.leaves.slice(head, plus.leaves.length - tail);
    const before = places[head - 1]?.to ?? places[0]?.from ?? 0;
    const range = { from: gone[0]?.from ?? before, to: gone.at(-1)?.to ?? before };
    return { ...range, insert: this.#textOf(come, gone.length > 0 ? undefined : plus.leaves[head - 1]) };
  }

  /** New tokens as they stand in the `+` lines, from the end of the token before them if that is given. */
  #textOf(come: readonly Node[], before: Node | undefined): string {
    const [first, last] = [come[0], come.at(-1)];
    return first && last ? this.inserted.text({ from: before?.to ?? first.from, to: last.to }) : "";
  }

  get #text(): string {
    return this.layout.text;
  }
}

/** How many items two lists begin with and, of the rest, end with in common. */
function common(a: readonly string[], b: readonly string[]): { head: number; tail: number } {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { head, tail };
}
