import type { Edit } from "../edit/edit.ts";
import type { Node, SyntaxTree } from "../syntax/tree.ts";
import type { Match } from "./match.ts";
import { type Hunk, leavesOf, type Pattern } from "./pattern.ts";
import { substitute, withoutComment } from "./placeholders.ts";

/** The edits that one match of a pattern asks for, in the order of its hunks. */
export function render(pattern: Pattern, match: Match, target: SyntaxTree): Edit[] {
  return pattern.hunks.flatMap((hunk) => new HunkRenderer(pattern, match, target, hunk).edits());
}

class HunkRenderer {
  readonly #text: string;

  constructor(
    readonly pattern: Pattern,
    readonly match: Match,
    target: SyntaxTree,
    readonly hunk: Hunk,
  ) {
    this.#text = target.text;
  }

  edits(): Edit[] {
    if (this.hunk.minus.length > 0) return this.#replacement();
    const [after, before] = [this.#end(this.hunk.after), this.#start(this.hunk.before)];
    if (after !== undefined) return [this.#insertAfter(after)];
    if (before !== undefined) return [this.#insertBefore(before)];
    throw new Error(`${this.pattern.change.id}: a hunk without a hold was not refused`);
  }

  /** Where the token that `leaf` stands for ends, its comma included if the pattern's has one. */
  #end(leaf: Node | undefined): number | undefined {
    if (!leaf) return undefined;
    if (leaf.kind !== ",") return this.match.at(leaf)?.to;
    const before = previousLeaf(leaf);
    const node = before && this.match.at(before);
    const comma = node && /^\s*,/.exec(this.#text.slice(node.to));
    return comma ? node.to + comma[0].length : node?.to;
  }

  #start(leaf: Node | undefined): number | undefined {
    return leaf && this.match.at(leaf)?.from;
  }

  /**
   * New lines after the one that ends at `at`, followed by a `//line` directive that gives the next line its old
   * number. Where code follows on the same line the insertion stays on it.
   */
  #insertAfter(at: number): Edit {
    const rest = restOfLine.exec(this.#text.slice(at));
    const opens = /[{:]/.test(this.#text[at - 1] ?? "");
    if (!rest || hasDirectives(this.#text))
      return this.#edit(at, at, opens ? ` ${this.#inline(at)};` : `; ${this.#inline(at)}`);
    const lineStart = at + rest[0].length;
    return this.#edit(
      lineStart,
      lineStart,
      this.#lines(this.hunk.after, at) + lineDirective(this.#text, lineStart),
    );
  }

  #insertBefore(at: number): Edit {
    const lineStart = startOfLine(this.#text, at);
    if (this.#text.slice(lineStart, at).trim() !== "" || hasDirectives(this.#text))
      return this.#edit(at, at, `${this.#text[at] === "}" ? "; " : ""}${this.#inline(at)}; `);
    return this.#edit(
      lineStart,
      lineStart,
      this.#lines(this.hunk.before, at) + lineDirective(this.#text, lineStart),
    );
  }

  /** Replaces the tokens of the `-` lines; a changed number of lines is made good by a `//line` directive. */
  #replacement(): Edit[] {
    const places = this.hunk.minus
      .flatMap((leaf) => this.match.at(leaf) ?? [])
      .filter(({ from, to }) => from < to);
    if (places.length === 0) return []; // all that was bound is empty: nothing is there to replace
    const from = Math.min(...places.map((place) => place.from));
    const to = Math.max(...places.map((place) => place.to));
    const insert = this.#lines(this.hunk.minus[0], from).trim();
    if (insert === "") return [this.#deletion(from, to)];
    if (countLines(this.#text.slice(from, to)) === countLines(insert))
      return [this.#trimmed(from, to, insert)];
    const rest = restOfLine.exec(this.#text.slice(to));
    if (!rest?.[1] || hasDirectives(this.#text)) return [this.#edit(from, to, this.#sameLines(from, to))];
    const nextLine = to + rest[0].length;
    const tail = this.#text.slice(to, nextLine);
    return [this.#edit(from, nextLine, insert + tail + lineDirective(this.#text, nextLine))];
  }

  /** Takes whole lines away where nothing else stands on them, so that no blank is left. */
  #deletion(from: number, to: number): Edit {
    const lineStart = startOfLine(this.#text, from);
    const rest = /^[ \t]*\n/.exec(this.#text.slice(to));
    if (!rest || this.#text.slice(lineStart, from).trim() !== "" || hasDirectives(this.#text))
      return this.#edit(from, to, this.#sameLines(from, to));
    const nextLine = to + rest[0].length;
    return this.#edit(lineStart, nextLine, lineDirective(this.#text, nextLine));
  }

  /** Leaves out what both sides begin and end with, so that a reviewer sees what is new. */
  #trimmed(from: number, to: number, insert: string): Edit {
    const old = this.#text.slice(from, to);
    const most = Math.min(old.length, insert.length);
    let head = 0;
    while (head < most && old[head] === insert[head]) head++;
    let tail = 0;
    while (tail < most - head && old[old.length - 1 - tail] === insert[insert.length - 1 - tail]) tail++;
    return this.#edit(from + head, to - tail, insert.slice(head, insert.length - tail));
  }

  /** The `+` lines with what `$` names stand for, moved from the pattern's indentation to the target's. */
  #lines(hold: Node | undefined, at: number): string {
    const patternIndent = hold ? indentAt(this.pattern.tree.text, hold.from) : "";
    const targetIndent = indentAt(this.#text, at);
    const move = (line: string): string =>
      line.startsWith(patternIndent) ? targetIndent + line.slice(patternIndent.length) : line;
    const bound = (name: string): string | undefined => this.match.text(name);
    return this.hunk.plus.map((line) => `${line.trim() ? move(substitute(line, bound)) : ""}\n`).join("");
  }

  /** On one line, so without the comments that would swallow the rest of it. */
  #inline(at: number): string {
    return this.#lines(undefined, at)
      .split("\n")
      .map((line) => withoutComment(line).trim())
      .filter(Boolean)
      .join("; ");
  }

  /** On one line, followed by as many line ends as the replaced text has. */
  #sameLines(from: number, to: number): string {
    return this.#inline(from) + "\n".repeat(countLines(this.#text.slice(from, to)));
  }

  #edit(from: number, to: number, insert: string): Edit {
    return { from, to, insert, origin: this.pattern.change.id };
  }
}

/** Nothing but a comment up to the end of the line, which is `$1`, or of the text. */
const restOfLine = /^[ \t]*(?:\/\/[^\n]*)?\r?(\n|$)/;

/** Whether a file numbers its lines itself: then a number of ours would be wrong, and insertions stay on their lines. */
export const hasDirectives = (text: string): boolean => /^\/\/line |\/\*line /m.test(text);

/** `//line :N:1` gives the line that follows the number N and keeps file name and columns. */
export function lineDirective(text: string, lineStart: number): string {
  return `//line :${countLines(text.slice(0, lineStart)) + 1}:1\n`;
}

const countLines = (text: string): number => text.split("\n").length - 1;

const startOfLine = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

const indentAt = (text: string, at: number): string =>
  /^[ \t]*/.exec(text.slice(startOfLine(text, at)))?.[0] ?? "";

function previousLeaf(leaf: Node): Node | undefined {
  const siblings = leaf.parent?.children ?? [];
  const before = siblings[siblings.indexOf(leaf) - 1];
  return before && leavesOf(before).at(-1);
}
