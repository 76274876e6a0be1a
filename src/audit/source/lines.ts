import { align } from "../../base/align.ts";
import { groupBy } from "../../base/group.ts";
import { functionsOf } from "../../syntax/functions.ts";
import { linkerSymbol } from "../../syntax/linker-symbol.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { ChangedLine, LineComparison, MovedLine } from "./comparison.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Looks for every line of the pristine text in the patched one: whether it is there, and under its number. */
export function compareLines(path: string, before: SyntaxTree, after: SyntaxTree): LineComparison {
  const [old, now] = [new Text(before), new Text(after)];
  const pairs = align(old.lines, now.lines).map(([i, j]): [number, number] => [i + 1, j + 1]);
  const stretches = gaps(pairs, old.lines.length, now.lines.length).map((gap) => new Stretch(old, now, gap));
  const changed = stretches.flatMap((stretch) => stretch.changed(path));
  const kept = stretches.filter((stretch) => stretch.kept).flatMap((stretch) => stretch.firstLines());
  const moved = movedLines(
    path,
    old,
    now,
    [...pairs, ...kept].sort(([a], [b]) => a - b),
  );
  return { looked: old.byLine.size, changed, moved };
}

/** A text with its tokens by line; lines count from 1. */
class Text {
  readonly lines: readonly string[];
  readonly byLine: ReadonlyMap<number, readonly Token[]>;
  readonly byPosition: ReadonlyMap<string, readonly Token[]>;

  constructor(readonly tree: SyntaxTree) {
    const tokens = tokensOf(tree);
    this.lines = tree.text.split("\n");
    this.byLine = groupBy(tokens, ({ line }) => line);
    this.byPosition = groupBy(tokens, ({ position }) => position);
  }

  line(number: number): string {
    return (this.lines[number - 1] ?? "").trim();
  }

  tokens(from: number, to: number): Token[] {
    return Array.from({ length: to - from }, (_, k) => this.byLine.get(from + k) ?? []).flat();
  }
}

/** Lines `from` to `to` (exclusive) in both texts, between two lines that both have. */
interface Gap {
  readonly before: { readonly from: number; readonly to: number };
  readonly after: { readonly from: number; readonly to: number };
}

/** The gaps in which lines of the pristine text are missing. */
function gaps(pairs: readonly [number, number][], before: number, after: number): Gap[] {
  const ends: readonly [number, number][] = [...pairs, [before + 1, after + 1]];
  return ends.flatMap(([i, j], n) => {
    const [previousI, previousJ] = ends[n - 1] ?? [0, 0];
    const gap = { before: { from: previousI + 1, to: i }, after: { from: previousJ + 1, to: j } };
    return gap.before.from < gap.before.to ? [gap] : [];
  });
}

/** Lines that are not there any more, and what stands in their place. */
class Stretch {
  readonly kept: boolean;
  readonly #old: readonly Token[];
  readonly #added: readonly string[];

  constructor(
    readonly before: Text,
    readonly after: Text,
    readonly gap: Gap,
  ) {
    this.#old = before.tokens(gap.before.from, gap.before.to);
    const now = after.tokens(gap.after.from, gap.after.to).map(({ text }) => text);
    const pairs = align(
      this.#old.map(({ text }) => text),
      now,
    );
    this.kept = pairs.length === this.#old.length;
    const paired = new Set(pairs.map(([, j]) => j));
    this.#added = now.filter((_, j) => !paired.has(j));
  }

  changed(file: string): ChangedLine[] {
    const { tree } = this.before;
    const lines = [...new Set(this.#old.map(({ line }) => line))];
    return lines.map((line) => ({
      before: { file, line },
      text: this.before.line(line),
      after: { file, line: this.gap.after.from },
      kept: this.kept,
      added: this.#added,
      function: functionAt(tree, file, line),
    }));
  }

  /** Each line that was changed, with the first line that stands in its place. */
  firstLines(): [number, number][] {
    const { before, after } = this.gap;
    return Array.from({ length: before.to - before.from }, (_, k) => [before.from + k, after.from]);
  }
}

function functionAt(tree: SyntaxTree, file: string, line: number): string | undefined {
  const lineOf = (offset: number): number => tree.text.slice(0, offset).split("\n").length;
  const inside = functionsOf(tree).find(({ node }) => lineOf(node.from) <= line && line <= lineOf(node.to));
  return inside && linkerSymbol(tree, file, inside);
}

/**
 * Lines whose code the compiler no longer finds under their number. It is looked for by number, not by pairing lines,
 * because inserted lines may read like their neighbours.
 */
function movedLines(
  file: string,
  old: Text,
  now: Text,
  pairs: readonly (readonly [number, number])[],
): MovedLine[] {
  const moved = pairs.flatMap(([i, j]): MovedLine[] => {
    const code = (old.byLine.get(i) ?? []).filter(({ comment }) => !comment);
    if (code.every((token) => count(now, token) >= count(old, token))) return [];
    const position = (now.byLine.get(j)?.[0]?.position ?? "").replace(/^:/, `${file}:`);
    return [{ before: { file, line: i }, text: old.line(i), after: { file, line: j }, position, count: 1 }];
  });
  return inRuns(moved);
}

/** How often a token stands where this one does, by the compiler's reckoning. */
const count = ({ byPosition }: Text, { position, text }: Token): number =>
  (byPosition.get(position) ?? []).filter((token) => token.text === text).length;

/** One for all lines that moved by as much as the one above: the first of them. */
function inRuns(moved: readonly MovedLine[]): MovedLine[] {
  const runs: MovedLine[] = [];
  let shift: string | undefined;
  for (const line of moved) {
    const last = runs.at(-1);
    const own = shiftOf(line);
    if (last && own === shift) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push(line);
    shift = own;
  }
  return runs;
}

function shiftOf({ before, position }: MovedLine): string {
  const colon = position.lastIndexOf(":");
  return `${position.slice(0, colon)}:${Number(position.slice(colon + 1)) - before.line}`;
}
