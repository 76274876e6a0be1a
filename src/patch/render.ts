import type { Edit } from "../edit/edit.ts";
import type { Node, SyntaxTree } from "../syntax/tree.ts";
import type { Place } from "./drift.ts";
import type { Hold, Hunk, Side } from "./hunk.ts";
import { Inserted } from "./inserted.ts";
import { endOfComma, indentAt, Layout, restOfLine, startOfLine } from "./layout.ts";
import type { Match } from "./match.ts";
import type { Pattern } from "./pattern.ts";
import { Replacement } from "./replacement.ts";

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
    if (this.#isElement) return { from: at, to: at, insert: this.#elements(flat, at) };
    const opens = /[{:]/.test(this.text[at - 1] ?? "");
    return { from: at, to: at, insert: opens ? ` ${flat};` : `; ${flat}` };
  }

  /** Elements behind a bracket, a comma, or a last element that has none. */
  #elements(flat: string, at: number): string {
    const before = this.text[at - 1] ?? "";
    if (/[({]/.test(before))
      return /^\s*[)}]/.test(this.text.slice(at)) ? flat.replace(/,$/, "") : `${flat} `;
    return before === "," ? ` ${flat}` : `, ${flat.replace(/,$/, "")}`;
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

  #replacement(): Draft | undefined {
    const span = spanOf(this.hunk.minus, this.match);
    if (!span) return undefined; // all that was bound is empty: nothing is there to replace
    const inserted = this.#inserted(this.hunk.minus.leaves[0], span.from);
    const edit = new Replacement(this.hunk, this.match, this.layout, inserted).edit(span);
    if (!edit) throw this.#linesMove(span.from);
    return edit;
  }

  #inserted(hold: Node | undefined, at: number): Inserted {
    const { plus, minus } = this.hunk;
    const pattern = hold ? indentAt(minus.tree.text, hold.from) : "";
    return new Inserted(plus, (name) => this.match.text(name), { pattern, target: indentAt(this.text, at) });
  }

  #flat(inserted: Inserted, at: number): string {
    const flat = inserted.flat();
    if (flat === undefined) throw this.#linesMove(at);
    return flat;
  }

  #linesMove(at: number): LinesMoveError {
    return new LinesMoveError({ file: this.target.file, ...this.layout.positionAt(at) });
  }

  /** Whether the `+` lines are elements of a comma list. */
  get #isElement(): boolean {
    return this.hunk.plus.leaves.at(-1)?.kind === ",";
  }
}
