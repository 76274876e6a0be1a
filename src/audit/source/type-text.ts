import { type Node, type SyntaxTree, textOf } from "../../syntax/tree.ts";

/**
 * Go code in one line, so that two ways to lay it out or to comment it are the same text:
 * `struct{A, B int; *E "tag"}`, `func(int) error`. Grouped fields stay grouped.
 */
export function typeText(tree: SyntaxTree, node: Node): string {
  if (node.kind === "parameter_list") return `(${parameterTypes(tree, node).join(", ")})`;
  const children = node.children.filter(({ kind }) => kind !== "comment" && kind !== ";");
  if (node.children.length === 0 || /_literal$/.test(node.kind)) return textOf(tree, node);
  if (node.kind === "field_declaration_list" || node.kind === "interface_type")
    return listText(tree, children);
  if (node.kind === "field_declaration") return fieldText(tree, children);
  return children.map((child) => typeText(tree, child)).reduce(join, "");
}

/** Name, type and tag, which may touch in the text: `a[]int`. */
function fieldText(tree: SyntaxTree, children: readonly Node[]): string {
  const text = (wanted: (field: string | undefined) => boolean): string =>
    children
      .filter(({ field }) => wanted(field))
      .map((child) => typeText(tree, child))
      .reduce(join, "");
  const parts = ["name", "type", "tag"].map((one) =>
    text((field) => (field ?? (children[0]?.field === "name" ? "name" : "type")) === one),
  );
  return parts.filter(Boolean).join(" ");
}

/** The types of a parameter list in order, a name or none to each: `(a, b int, ...string)` are three. */
export function parameterTypes(tree: SyntaxTree, list: Node): string[] {
  return list.children
    .filter((node) => node.named && node.kind !== "comment")
    .flatMap((node) => {
      const names = node.children.filter((child) => child.field === "name").length;
      const type = node.children.find((child) => child.field === "type");
      const dots = node.kind === "variadic_parameter_declaration" ? "..." : "";
      return Array.from({ length: Math.max(1, names) }, () => dots + (type ? typeText(tree, type) : ""));
    });
}

/** Fields and methods may end with a line or a semicolon. */
function listText(tree: SyntaxTree, children: readonly Node[]): string {
  const parts = children.filter(({ named }) => named).map((child) => typeText(tree, child));
  const keyword = children[0]?.kind === "interface" ? "interface" : "";
  return `${keyword}{${parts.join("; ")}}`;
}

/** A blank after a comma, and where two words or a list and what follows would run together. */
function join(left: string, right: string): string {
  const apart = left.endsWith(",") || left.endsWith(")") || (/\w$/.test(left) && /^\w/.test(right));
  return left + (apart ? " " : "") + right;
}
