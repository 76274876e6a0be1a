import type { Edit } from "../edit/edit.ts";
import type { Node, SyntaxTree } from "../syntax/tree.ts";
import type { Place } from "./drift.ts";
import type { Hold, Hunk, Side } from "./hunk.ts";
import { Inserted } from "./inserted.ts";
import { countLines, endOfComma, indentAt, Layout, restOfLine, startOfLine } from "./layout.ts";
import type { Match } from "./match.ts";
import type { Pattern } from "./pattern.ts";

/** The file that an edit is for, path below GOROOT/src. */
export interface Target {
  readonly file: string;
  readonly tree: SyntaxTree;
}

/** The edit that one hunk asks for in one place. */
export interface HunkEdit extends Edit {
  /** Which of the pattern's hunks. */
  readonly hunk: number;
  /** Where the token is that it holds on to: of edits at one point, the one with the earlier hold comes first. */
  readonly hold: number;
  /** The directive that its text ends with, or "". */
  readonly directive: string;
}

/** A hunk cannot be put in without moving lines. */
export class LinesMoveError extends Error {
  override readonly name = "LinesMoveError";
  constructor(readonly place: Place) {
    super(`lines would move at ${place.file}:${place.line}`);
  }
}

/**
 * The edits that one match of a pattern asks for, in the order of its hunks; undefined if it deletes what is empty.
 * Throws `LinesMoveError`.
 */
export function render(pattern: Pattern, match: Match, target: Target): HunkEdit[] | undefined {
  const edits: HunkEdit[] = [];
  for (const [index, hunk] of pattern.hunks.entries()) {
    const draft = new HunkRenderer(hunk, match, target).draft();
    if (!draft) return undefined;
    edits.push({ directive: "", hold: draft.from, ...draft, hunk: index, origin: pattern.change.id });
  }
  return edits;
}

/** Where a hold of a match ends, its comma included. */
export function endOf(hold: Hold | undefined, match: Match, text: string): number | undefined {
  const node = hold && match.at(hold.leaf);
  return node && ((hold.comma ? endOfComma(text, node.to) : undefined) ?? node.to);
}

export function startOf(hold: Hold | undefined, match: Match): number | undefined {
  return hold && match.at(hold.leaf)?.from;
}

/** What the tokens of a side stand for; undefined if that is nothing. */
export function spanOf(side: Side, match: Match): { from: number; to: number } | undefined {
  const places = placesOf(side, match);
  const [first, last] = [places[0], places.at(-1)];
  return first && last && { from: first.from, to: last.to };
}

const placesOf = (side: Side, match: Match): Node[] =>
  side.leaves.flatMap((leaf) => match.at(leaf) ?? []).filter(({ from, to }) => from < to);

/** An edit on the way; without `hold` it holds on to its own place. */
type Draft = Pick<HunkEdit, "from" | "to" | "insert"> & Partial<Pick<HunkEdit, "hold" | "directive">>;

class HunkRenderer {
  readonly text: string;
  readonly layout: Layout;

  constructor(
    readonly hunk: Hunk,
    readonly match: Match,
    readonly target: Target,
  ) {
    this.text = target.tree.text;
    this.layout = Layout.of(target.tree);
  }

  draft(): Draft | undefined {
    if (this.hunk.minus.leaves.length > 0) return this.#replacement();
    const { after, before } = this.hunk.minus;
    const end = endOf(after, this.match, this.text);
    if (end !== undefined) return { hold: end, ...this.#insertAfter(end) };
    const start = startOf(before, this.match);
    if (start === undefined) throw new Error("a hunk without a hold was not refused");
    return { hold: start, ...this.#insertBefore(start) };
  }

  /**
   * New lines after the one that ends at `at`, followed by a `//line` directive that gives the next line its old
   * number. Where code follows on the same line the insertion stays on it.
   */
  #insertAfter(at: number): Draft {
    const rest = restOfLine.exec(this.text.slice(at));
    const inserted = this.#inserted(this.hunk.minus.after?.leaf, at);
    if (rest && !this.layout.hasDirectives) return this.#newLines(at + rest[0].length, inserted);
    const flat = this.#flat(inserted, at);
    if (this.#isElement) {
      const hasComma = this.text[at - 1] === "," || this.text[at - 1] === "{" || this.text[at - 1] === "(";
      return {
        from: at,
        to: at,
        insert: hasComma
          ? `${/[{(]/.test(this.text[at - 1] ?? "") ? "" : " "}${flat}`
          : `, ${flat.replace(/,$/, "")}`,
      };
    }
    const opens = /[{:]/.test(this.text[at - 1] ?? "");
    return { from: at, to: at, insert: opens ? ` ${flat};` : `; ${flat}` };
  }

  #insertBefore(at: number): Draft {
    const lineStart = startOfLine(this.text, at);
    const inserted = this.#inserted(this.hunk.minus.before?.leaf, at);
    const isFirst = this.text.slice(lineStart, at).trim() === "";
    if (isFirst && !this.layout.hasDirectives) return this.#newLines(lineStart, inserted);
    const flat = this.#flat(inserted, at);
    if (this.#isElement) return { from: at, to: at, insert: `${flat} ` };
    const closes = this.text[at] === "}";
    const separator = this.text[at - 1] === "{" ? " " : "; ";
    return { from: at, to: at, insert: `${closes ? separator : ""}${flat}; ` };
  }

  #newLines(lineStart: number, inserted: Inserted): Draft {
    const directive = this.layout.lineDirective(lineStart);
    return { from: lineStart, to: lineStart, insert: inserted.lines() + directive, directive };
  }

  /** Replaces the tokens of the `-` lines; a changed number of lines is made good by a `//line` directive. */
  #replacement(): Draft | undefined {
    const span = spanOf(this.hunk.minus, this.match);
    if (!span) return undefined; // all that was bound is empty: nothing is there to replace
    const { from, to } = span;
    const inserted = this.#inserted(this.hunk.minus.leaves[0], from);
    const insert = inserted.lines().trim();
    if (insert === "") return this.#deletion(from, to);
    const rest = restOfLine.exec(this.text.slice(to));
    if (countLines(this.text.slice(from, to)) === countLines(insert) && (rest || !inserted.endsInComment))
      return this.#trimmed(from, to, insert);
    if (!rest?.[1] || this.layout.hasDirectives)
      return this.#onItsLines(from, to, this.#flat(inserted, from));
    const nextLine = to + rest[0].length;
    const tail = this.text.slice(to, nextLine);
    return { from, to: nextLine, insert: insert + tail + this.layout.lineDirective(nextLine) };
  }

  /** Takes whole lines away where nothing else stands on them, so that no blank is left. */
  #deletion(from: number, to: number): Draft {
    const lineStart = startOfLine(this.text, from);
    const rest = /^[ \t]*\n/.exec(this.text.slice(to));
    if (!rest || this.text.slice(lineStart, from).trim() !== "" || this.layout.hasDirectives)
      return this.#onItsLines(from, to, "");
    const nextLine = to + rest[0].length;
    return { from: lineStart, to: nextLine, insert: this.layout.lineDirective(nextLine) };
  }

  /** Leaves out what both sides begin and end with, so that a reviewer sees what is new. */
  #trimmed(from: number, to: number, insert: string): Draft {
    const old = this.text.slice(from, to);
    const most = Math.min(old.length, insert.length);
    let head = 0;
    while (head < most && old[head] === insert[head]) head++;
    let tail = 0;
    while (tail < most - head && old[old.length - 1 - tail] === insert[insert.length - 1 - tail]) tail++;
    return { from: from + head, to: to - tail, insert: insert.slice(head, insert.length - tail) };
  }

  /** On one line, followed by as many line ends as the replaced text has. */
  #onItsLines(from: number, to: number, flat: string): Draft {
    return { from, to, insert: flat + "\n".repeat(countLines(this.text.slice(from, to))) };
  }

  #inserted(hold: Node | undefined, at: number): Inserted {
    const { plus, minus } = this.hunk;
    const pattern = hold ? indentAt(minus.tree.text, hold.from) : "";
    return new Inserted(plus, (name) => this.match.text(name), { pattern, target: indentAt(this.text, at) });
  }

  #flat(inserted: Inserted, at: number): string {
    const flat = inserted.flat();
    if (flat === undefined)
      throw new LinesMoveError({ file: this.target.file, ...this.layout.positionAt(at) });
    return flat;
  }

  /** Whether the `+` lines are elements of a comma list. */
  get #isElement(): boolean {
    return this.hunk.plus.leaves.at(-1)?.kind === ",";
  }
}
