import { badPatch } from "../base/errors.ts";
import { functionsOf } from "../syntax/functions.ts";
import { type GoParser, type Node, type SyntaxTree, textOf } from "../syntax/tree.ts";
import { type Hold, type Hunk, lineAt, placeholderIn, readHunks, type Side, type View } from "./hunk.ts";
import { leavesOf } from "./leaves.ts";
import type { Question } from "./match.ts";
import type { BodyLine, Change } from "./patch.ts";
import { encode } from "./placeholders.ts";

/** A tree to look for, and what must be known of where it fits. */
export interface Searched {
  readonly tree: SyntaxTree;
  readonly declaration: Node;
  readonly question: Question;
}

/** A change made ready to match: its declaration as a tree, once as it is now and once as it will be. */
export interface Pattern extends Searched {
  readonly change: Change;
  readonly hunks: readonly Hunk[];
  /** The pattern of the result: what an applied change looks like. */
  readonly applied: Searched;
}

const head = "package p\n";

/** Compiles a change. Throws `bad-patch` for a body that is no Go declaration or a hunk that nothing holds. */
export function compile(parser: GoParser, change: Change): Pattern {
  const before = view(parser, change, "-");
  const after = view(parser, change, "+");
  const hunks = readHunks(change, before, after);
  refuseUnboundNames(change, before, after);
  refuseOpenNests(change);
  const inserted = hunks.flatMap(({ plus }) => plus.leaves.flatMap((leaf) => nameOf(plus.tree, leaf) ?? []));
  return {
    change,
    ...searched(
      before,
      hunks.map(({ minus }) => minus),
      inserted,
    ),
    hunks,
    applied: searched(
      after,
      hunks.map(({ plus }) => plus),
      [],
    ),
  };
}

function searched({ tree, declaration }: View, sides: readonly Side[], names: readonly string[]): Searched {
  const holds = (hold: Hold | undefined): Node[] => (hold ? [hold.leaf] : []);
  const leaves = sides.flatMap((side) => [...side.leaves, ...holds(side.after), ...holds(side.before)]);
  const all = namesIn({ tree, declaration });
  const twice = all.filter((name, index) => all.indexOf(name) !== index);
  return { tree, declaration, question: { leaves: new Set(leaves), names: new Set([...names, ...twice]) } };
}

/** The name of a `$x` or `$...xs`. */
function nameOf(tree: SyntaxTree, leaf: Node): string | undefined {
  const placeholder = placeholderIn(tree, leaf);
  return placeholder && "name" in placeholder ? placeholder.name : undefined;
}

const namesIn = ({ tree, declaration }: Pick<View, "tree" | "declaration">): string[] =>
  leavesOf(declaration).flatMap((leaf) => nameOf(tree, leaf) ?? []);

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

/** The function or method that a pattern is about; undefined for a var, const or type declaration. */
export function targetOf(
  pattern: Searched,
): { readonly name: string; readonly receiver: string | undefined } | undefined {
  return functionsOf(pattern.tree)[0];
}

function refuseOpenNests(change: Change): void {
  const count = (mark: string): number => change.body.filter(({ text }) => text.trim() === mark).length;
  if (count("<...") !== count("...>")) throw badBody(change, "a `<...` has no `...>`, or the reverse");
}

function refuseUnboundNames(change: Change, before: View, after: View): void {
  const bound = new Set(namesIn(before));
  for (const leaf of leavesOf(after.declaration)) {
    const name = nameOf(after.tree, leaf);
    if (name !== undefined && !bound.has(name))
      throw badPatch(
        change.file,
        lineAt(change, after.offsets, leaf.from),
        `\`$${name}\` is bound by no line of the pattern`,
      );
  }
}

function badBody(change: Change, problem: string): Error {
  return badPatch(change.file, change.body[0]?.line ?? change.line, `change ${change.id}: ${problem}`);
}
