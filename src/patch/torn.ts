import { type Edit, EditSet } from "../edit/edit.ts";
import type { GoParser, Node, SyntaxTree } from "../syntax/tree.ts";

/**
 * The first thing that does not parse in a file after these edits; undefined if all does. Only the declarations that are edited
 * are parsed anew: a file whose declarations each parse by themselves parses as a whole.
 */
export function firstTorn(parser: GoParser, tree: SyntaxTree, edits: EditSet): Node | undefined {
  const isWhole = (text: string): boolean => parser.parse(`package p\n${text}\n`).errors.length === 0;
  const texts = editedTexts(tree, edits);
  return texts?.every(isWhole) ? undefined : parser.parse(edits.apply(tree.text)).errors[0];
}

/** What each edited declaration is afterwards, and what comes between declarations; undefined for an edit across them. */
function editedTexts({ root, text }: SyntaxTree, { edits }: EditSet): string[] | undefined {
  const byDeclaration = new Map<Node, Edit[]>();
  const between: string[] = [];
  for (const edit of edits) {
    const around = root.children.find(({ from, to }) => from < edit.from && edit.to < to);
    if (around) byDeclaration.set(around, [...(byDeclaration.get(around) ?? []), edit]);
    else if (edit.from === edit.to) between.push(edit.insert);
    else return undefined;
  }
  return [...between, ...[...byDeclaration].map(([node, own]) => edited(text, node, own))];
}

function edited(text: string, { from, to }: Node, edits: readonly Edit[]): string {
  const own = edits.map((edit) => ({ ...edit, from: edit.from - from, to: edit.to - from }));
  return EditSet.of(to - from, own).apply(text.slice(from, to));
}
