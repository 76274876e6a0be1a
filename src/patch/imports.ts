import type { Edit } from "../edit/edit.ts";
import { type Node, type SyntaxTree, textOf, walk } from "../syntax/tree.ts";
import { Layout } from "./layout.ts";

/** An import of a file: `name` is what the file calls the package (its alias, or the path's last element). */
export interface Import {
  readonly path: string;
  readonly name: string;
}

/** The imports of a Go file, in the order of the text. */
export function importsOf(tree: SyntaxTree): Import[] {
  const declarations = tree.root.children.filter((node) => node.kind === "import_declaration");
  return declarations
    .flatMap((node) => [...walk(node)].filter(({ kind }) => kind === "import_spec"))
    .map((spec) => {
      const path = fieldText(tree, spec, "path").slice(1, -1);
      return { path, name: fieldText(tree, spec, "name") || baseName(path) };
    });
}

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function fieldText(tree: SyntaxTree, node: Node, field: string): string {
  const child = node.children.find((one) => one.field === field);
  return child ? textOf(tree, child) : "";
}

/** What is in the way of importing `path` into a file under its own name, in words; undefined if nothing is. */
export function importClash(tree: SyntaxTree, path: string): string | undefined {
  const imports = importsOf(tree);
  const same = imports.find((one) => one.path === path);
  if (same)
    return same.name === baseName(path) ? undefined : `it imports ${path} under the name ${same.name}`;
  const other = imports.find((one) => one.name === baseName(path));
  return other && `it already calls ${other.path} \`${other.name}\``;
}

/**
 * One edit that imports the missing ones of `paths`, or none. They become declarations of their own before the
 * file's first one: gofmt sorts within a block, so a line put into a block would have to be moved, and with it the lines
 * after it. A `//line` directive keeps those.
 */
export function importEdits(tree: SyntaxTree, paths: readonly string[], origin: string): Edit[] {
  const present = new Set(importsOf(tree).map((one) => one.path));
  const missing = [...new Set(paths)].filter((path) => !present.has(path)).sort();
  const first = firstImport(tree) ?? afterPackageClause(tree);
  if (missing.length === 0 || !first) return [];
  const at = tree.text.lastIndexOf("\n", first.from - 1) + 1;
  if (Layout.of(tree).hasDirectives || isOnClauseLine(tree, first)) {
    const insert = missing.map((path) => `import ${JSON.stringify(path)}; `).join("");
    return [{ from: first.from, to: first.from, insert, origin }];
  }
  const lines = missing.map((path) => `import ${JSON.stringify(path)}\n`).join("");
  return [{ from: at, to: at, insert: `${lines}\n${Layout.of(tree).lineDirective(at)}`, origin }];
}

/** The first import with the comment above it: to cgo that comment is C, and must stay where it is. */
function firstImport(tree: SyntaxTree): Node | undefined {
  const nodes = tree.root.children.filter((node) => node.named);
  let index = nodes.findIndex((node) => node.kind === "import_declaration");
  const touches = (above: Node | undefined, below: Node | undefined): boolean =>
    above?.kind === "comment" && below !== undefined && /^\n?$/.test(tree.text.slice(above.to, below.from));
  const isAbove = (above: Node | undefined, below: Node | undefined): boolean =>
    touches(above, below) && above !== undefined && !isOnClauseLine(tree, above);
  while (isAbove(nodes[index - 1], nodes[index])) index--;
  return nodes[index];
}

/** The first thing below the package clause, its comments included. */
function afterPackageClause(tree: SyntaxTree): Node | undefined {
  const index = tree.root.children.findIndex((node) => node.kind === "package_clause");
  return tree.root.children.slice(index + 1).find((node) => node.named && !isOnClauseLine(tree, node));
}

/** A comment behind the package clause, or code that goes on in its line. */
function isOnClauseLine(tree: SyntaxTree, node: Node): boolean {
  const clause = tree.root.children.find((one) => one.kind === "package_clause");
  return (
    clause !== undefined && node.from >= clause.to && !tree.text.slice(clause.to, node.from).includes("\n")
  );
}
