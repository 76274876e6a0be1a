import { piecesOf } from "../../../src/patch/leaves.ts";
import { filesIn } from "../../../src/patch/trees.ts";
import type { SyntaxTree } from "../../../src/syntax/tree.ts";
import { folderOf } from "../code.ts";
import type { Kind } from "../kind.ts";
import type { Random } from "../random.ts";
import { Refactoring } from "../refactoring.ts";

/** Other white space, other line breaks where Go allows them, other comments, in the file and in small ones beside it. */
export const reformat: Kind = {
  name: "reformat and re-comment",
  keepsMeaning: true,
  compiles: true,
  expected: ["applied"],
  refactor({ file }, trees, random) {
    const refactoring = new Refactoring(trees.sources);
    const beside = filesIn(trees, folderOf(file)).filter(
      (one) => (trees.sources.get(one)?.length ?? 0) < 20_000,
    );
    for (const one of new Set([file, ...beside.slice(0, 5)]))
      if (trees.tree(one).errors.length === 0) respace(refactoring, one, trees.tree(one), random);
    return refactoring;
  },
};

function respace(refactoring: Refactoring, file: string, tree: SyntaxTree, random: Random): void {
  if (/^import "C"$/m.test(tree.text)) return;
  const tokens = piecesOf(tree.root).filter(
    ({ kind, from, to }) => kind !== "comment" && tree.text.slice(from, to).trim() !== "",
  );
  const start = tokens.findIndex(({ kind }) => kind === "package");
  for (let index = start + 2; index < tokens.length; index++) {
    const [from, to] = [tokens[index - 1]?.to ?? 0, tokens[index]?.from ?? 0];
    const gap = other(tree.text.slice(from, to), tree.text[from - 1] ?? "", random);
    if (gap !== tree.text.slice(from, to)) refactoring.replace({ file, from, to }, gap);
  }
}

/** Comments that Go or a tool of Go reads. */
const directive = /\/\/(?:go:|line |export |\s*\+build)|\/\*line /;

/** Another text between two tokens that ends a line where the old one does. */
function other(gap: string, before: string, random: Random): string {
  if (directive.test(gap) || random.below(3) > 0) return gap;
  if (gap.includes("\n")) {
    const said = gap
      .replace(/\/\*[\s\S]*?\*\//g, "/* said otherwise */")
      .replace(/\/\/[^\n]*/g, "// Said otherwise.");
    return random.one([
      said,
      `${said}\n`,
      ` // Now with a note.\n${said.slice(said.indexOf("\n"))}`,
    ]) as string;
  }
  const breaks = "({,".includes(before) ? ["\n\t\t", " // because\n"] : [];
  return random.one(["  ", " /* note */ ", ...breaks]) as string;
}
