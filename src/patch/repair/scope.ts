import { type Node, textOf, walk } from "../../syntax/tree.ts";
import type { Located } from "../similar.ts";
import { tokenNodes } from "./counterpart.ts";

/** The identifiers of a declaration that stand behind no dot: locals, what the package declares, imports. */
export function namesUsed(place: Located): Set<string> {
  const tokens = tokenNodes(place);
  const names = tokens.filter(
    ({ kind }, index) => kind.endsWith("identifier") && tokens[index - 1]?.kind !== ".",
  );
  return new Set(names.map((node) => textOf(place.tree, node)));
}

/** Whether a declaration itself declares a name: its receiver, a parameter or result, a variable, a constant. */
export function isDeclaredIn({ tree, node }: Located, name: string): boolean {
  return [...walk(node)].some(
    (one) => one.kind === "identifier" && textOf(tree, one) === name && declares(one),
  );
}

const declaring = new Set([
  "parameter_declaration",
  "variadic_parameter_declaration",
  "var_spec",
  "const_spec",
]);
const assigning = new Set([
  "short_var_declaration",
  "range_clause",
  "receive_statement",
  "type_switch_statement",
]);

function declares({ parent, field }: Node): boolean {
  if (!parent) return false;
  if (declaring.has(parent.kind)) return field === "name";
  const list = parent.kind === "expression_list" ? parent : undefined;
  const isLeft = list?.field === "left" || list?.field === "alias";
  return isLeft && list.parent !== undefined && assigning.has(list.parent.kind);
}
