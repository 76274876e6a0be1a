import { dirname } from "node:path/posix";
import type { FuncDecl } from "./functions.ts";
import { childIn, type Node, type SyntaxTree, textOf, walk } from "./tree.ts";

/**
 * The linker symbol of a function declared in `file`, a path below GOROOT/src:
 * `cmd/compile/internal/base.(*Timings).append`. Type arguments of a generic function or receiver are `[...]`.
 */
export function linkerSymbol(tree: SyntaxTree, file: string, fn: FuncDecl): string {
  return `${linkerPackage(tree, file)}.${qualifiedName(fn)}`;
}

/** The function as its package names it: `append`, `Timings.append`, `(*Timings).append`, `(*List[...]).append`. */
export function qualifiedName({ name, receiver, node }: FuncDecl): string {
  if (receiver === undefined)
    return name + (childIn(node, "function_declaration", "type_parameters") ? "[...]" : "");
  const nodes = [...walk(childIn(node, "method_declaration", "receiver") as Node)];
  const type = receiver + (nodes.some(({ kind }) => kind === "generic_type") ? "[...]" : "");
  return nodes.some(({ kind }) => kind === "pointer_type") ? `(*${type}).${name}` : `${type}.${name}`;
}

/** The import path as the linker writes it (cmd/internal/objabi, PathToPrefix): dots in the last element are escaped. */
export function linkerPackage(tree: SyntaxTree, file: string): string {
  const clause = tree.root.children.find(({ kind }) => kind === "package_clause");
  if (clause?.children.some((child) => child.named && textOf(tree, child) === "main")) return "main";
  const path = dirname(file);
  const last = path.lastIndexOf("/") + 1;
  return path.slice(0, last) + path.slice(last).replaceAll(".", "%2e");
}
