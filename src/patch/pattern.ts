import { badPatch } from "../base/errors.ts";
import { functionsOf } from "../syntax/functions.ts";
import { type GoParser, type Node, type SyntaxTree, textOf } from "../syntax/tree.ts";
import type { BodyLine, Change } from "./patch.ts";
import { encode, namesIn, placeholderOf } from "./placeholders.ts";

/** A run of `-` and `+` lines of a change's body, held in place by the pattern's tokens around it. */
export interface Hunk {
  /** What the `+` lines say, without the signs. */
  readonly plus: readonly string[];
  /** The leaves of the `-` lines; empty for a pure insertion. */
  readonly minus: readonly Node[];
  /** The last leaf before the hunk and the first one after it, where they are no `...`. */
  readonly after: Node | undefined;
  readonly before: Node | undefined;
}

/** A change made ready to match: its declaration as a tree, once as it is now and once as it will be. */
export interface Pattern {
  readonly change: Change;
  readonly tree: SyntaxTree;
  readonly declaration: Node;
  readonly hunks: readonly Hunk[];
  /** The pattern of the result: what an applied change looks like. */
  readonly applied: { readonly tree: SyntaxTree; readonly declaration: Node };
}

const head = "package p\n";

/** Compiles a change. Throws `bad-patch` for a body that is no Go declaration or a hunk that nothing holds. */
export function compile(parser: GoParser, change: Change): Pattern {
  const before = view(parser, change, "-");
  const after = view(parser, change, "+");
  const hunks = readHunks(change, before);
  refuseUnboundNames(change);
  refuseOpenNests(change);
  return { change, tree: before.tree, declaration: before.declaration, hunks, applied: after };
}

interface View {
  readonly tree: SyntaxTree;
  readonly declaration: Node;
  /** Offset of each body line in the view's text; lines that are not in the view stand at the next one's start. */
  readonly offsets: readonly number[];
}

/** The body's context with its `-` lines (what is there now) or its `+` lines (what will be). */
function view(parser: GoParser, change: Change, sign: "-" | "+"): View {
  let text = head;
  const offsets: number[] = [];
  for (const { line, isIn } of encodedLines(change, sign)) {
    offsets.push(text.length);
    if (isIn) text += `${line}\n`;
  }
  offsets.push(text.length);
  const tree = parser.parse(text);
  return { tree, declaration: onlyDeclaration(change, tree, sign), offsets };
}

/** Encodes the lines of one view together, so that a raw string or an argument list may span several. */
function encodedLines(change: Change, sign: "-" | "+"): { line: string; isIn: boolean }[] {
  const isIn = (bodyLine: BodyLine): boolean => bodyLine.sign === " " || bodyLine.sign === sign;
  const lines = encode(
    change.body
      .filter(isIn)
      .map((bodyLine) => bodyLine.text)
      .join("\n"),
  ).split("\n");
  let next = 0;
  return change.body.map((bodyLine) =>
    isIn(bodyLine) ? { line: lines[next++] ?? "", isIn: true } : { line: "", isIn: false },
  );
}

function onlyDeclaration(change: Change, tree: SyntaxTree, sign: "-" | "+"): Node {
  const which = sign === "-" ? "with its `-` lines" : "with its `+` lines";
  const error = tree.errors[0];
  if (error) {
    const excerpt = textOf(tree, { from: error.from, to: Math.min(error.to, error.from + 60) });
    throw badBody(change, `the body, ${which}, is no Go that parses (near ${JSON.stringify(excerpt)})`);
  }
  const [, declaration, ...more] = tree.root.children.filter((node) => node.named && node.kind !== "comment");
  if (!declaration || more.length > 0)
    throw badBody(change, `the body, ${which}, must be exactly one top-level declaration`);
  return declaration;
}

function readHunks(change: Change, before: View): Hunk[] {
  const leaves = leavesOf(before.declaration).filter((leaf) => leaf.kind !== ";");
  const hunks: Hunk[] = [];
  for (let index = 0; index < change.body.length; index++) {
    if (change.body[index]?.sign === " ") continue;
    const first = index;
    while (change.body[index + 1] && change.body[index + 1]?.sign !== " ") index++;
    hunks.push(readHunk(change, before, leaves, first, index + 1));
  }
  return hunks;
}

function readHunk(change: Change, view: View, leaves: readonly Node[], first: number, end: number): Hunk {
  const from = view.offsets[first] ?? 0;
  const to = view.offsets[end] ?? from;
  const lines = change.body.slice(first, end);
  const hold = (leaf: Node | undefined): Node | undefined =>
    leaf && isConcrete(view.tree, leaf) ? leaf : undefined;
  const hunk: Hunk = {
    plus: lines.filter((line) => line.sign === "+").map((line) => line.text),
    minus: leaves.filter((leaf) => leaf.from >= from && leaf.to <= to),
    after: hold(leaves.findLast((leaf) => leaf.to <= from)),
    before: hold(leaves.find((leaf) => leaf.from >= to)),
  };
  const line = lines[0]?.line ?? change.line;
  if (hunk.minus.length === 0 && !hunk.after && !hunk.before)
    throw badPatch(change.file, line, "the insertion stands between two `...`: name a statement beside it");
  if (hunk.minus.some((leaf) => isUnbound(view.tree, leaf)))
    throw badPatch(
      change.file,
      line,
      "a `-` line holds `...`: what is deleted must be written out or bound by $x",
    );
  return hunk;
}

const isElision = (tree: SyntaxTree, leaf: Node): boolean => {
  const placeholder = placeholderOf(textOf(tree, leaf));
  return placeholder !== undefined && placeholder.kind !== "one";
};

/** An elision that gives its text no name. */
const isUnbound = (tree: SyntaxTree, leaf: Node): boolean =>
  isElision(tree, leaf) && placeholderOf(textOf(tree, leaf))?.kind !== "list";

/** Not an elision: a token of the match stands for it. */
const isConcrete = (tree: SyntaxTree, leaf: Node): boolean => !isElision(tree, leaf);

/** The tokens below a node, in the order of the text. Strings and comments are one token each. */
export function leavesOf(node: Node): Node[] {
  if (node.kind === "comment") return [];
  if (node.children.length === 0 || isAtom(node)) return [node];
  return node.children.flatMap(leavesOf);
}

/** Literals are compared and placed as a whole: their quotes and escapes are children to tree-sitter. */
export function isAtom(node: Node): boolean {
  return node.kind.endsWith("_literal") && /string|rune/.test(node.kind);
}

/** The function or method that a pattern is about; undefined for a var, const or type declaration. */
export function targetOf(
  pattern: Pattern,
): { readonly name: string; readonly receiver: string | undefined } | undefined {
  return functionsOf(pattern.tree)[0];
}

function refuseOpenNests(change: Change): void {
  const count = (mark: string): number => change.body.filter(({ text }) => text.trim() === mark).length;
  if (count("<...") !== count("...>")) throw badBody(change, "a `<...` has no `...>`, or the reverse");
}

function refuseUnboundNames(change: Change): void {
  const bound = new Set(change.body.filter(({ sign }) => sign !== "+").flatMap(({ text }) => namesIn(text)));
  for (const { sign, text, line } of change.body)
    for (const name of sign === "+" ? namesIn(text) : [])
      if (!bound.has(name))
        throw badPatch(change.file, line, `\`$${name}\` is bound by no line of the pattern`);
}

function badBody(change: Change, problem: string): Error {
  return badPatch(change.file, change.body[0]?.line ?? change.line, `change ${change.id}: ${problem}`);
}
