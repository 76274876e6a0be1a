import { dirname } from "node:path/posix";
import type { PlannedFunction } from "../../audit/subject.ts";
import type { Plan, PlannedChange } from "../../patch/plan.ts";
import { type FuncDecl, functionsOf } from "../../syntax/functions.ts";
import type { GoParser, SyntaxTree } from "../../syntax/tree.ts";
import { textOf, walk } from "../../syntax/tree.ts";

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

/** `cmd/compile/internal/base.(*Timings).append`; type arguments of a generic receiver or function are `[...]`. */
function linkerSymbol(tree: SyntaxTree, file: string, { name, receiver, node }: FuncDecl): string {
  const path = dirname(file);
  const prefix = /^package main$/m.test(tree.text) ? "main" : escaped(path);
  if (receiver === undefined) return `${prefix}.${name}${isGeneric(node, "type_parameters") ? "[...]" : ""}`;
  const list = node.children.find((child) => child.field === "receiver");
  const text = list ? textOf(tree, list) : "";
  const generic = list && [...walk(list)].some(({ kind }) => kind === "generic_type") ? "[...]" : "";
  return text.includes("*")
    ? `${prefix}.(*${receiver}${generic}).${name}`
    : `${prefix}.${receiver}${generic}.${name}`;
}

const isGeneric = (node: FuncDecl["node"], field: string): boolean =>
  node.children.some((child) => child.field === field);

/** As the linker writes an import path (cmd/internal/objabi, PathToPrefix): dots in the last element are escaped. */
function escaped(path: string): string {
  const last = path.lastIndexOf("/") + 1;
  return path.slice(0, last) + path.slice(last).replaceAll(".", "%2e");
}
