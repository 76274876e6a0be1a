import type { PlannedFunction } from "../../audit/subject.ts";
import type { Plan, PlannedChange } from "../../patch/plan.ts";
import { functionsOf } from "../../syntax/functions.ts";
import { linkerSymbol } from "../../syntax/linker-symbol.ts";
import type { GoParser, SyntaxTree } from "../../syntax/tree.ts";

/** The functions that a plan changes, by linker symbol, sorted. A change outside every function (a type, a var) has none. */
export function plannedFunctions(parser: GoParser, plan: Plan): PlannedFunction[] {
  const trees = new Map<string, SyntaxTree>();
  for (const { path, before } of plan.files)
    if (before !== undefined && path.endsWith(".go")) trees.set(path, parser.parse(before));
  const found = new Map<string, PlannedFunction>();
  for (const change of plan.changes) {
    const symbol = symbolAt(trees.get(change.file), change);
    if (symbol === undefined) continue;
    const { file, line } = change;
    const changes = [...(found.get(symbol)?.changes ?? []), change.id].sort();
    found.set(symbol, { symbol, changes, file, line });
  }
  return [...found.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

function symbolAt(tree: SyntaxTree | undefined, { file, line }: PlannedChange): string | undefined {
  if (!tree) return undefined;
  const inside = functionsOf(tree).find(({ node }) => {
    const first = tree.text.slice(0, node.from).split("\n").length;
    return first <= line && line < first + tree.text.slice(node.from, node.to).split("\n").length;
  });
  return inside && linkerSymbol(tree, file, inside);
}
