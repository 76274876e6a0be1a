import type { Edit } from "../edit/edit.ts";
import { type Kind, type Node, type SyntaxTree, textOf, walk } from "../syntax/tree.ts";
import { Layout } from "./layout.ts";
import { filesIn, type TreeCache } from "./trees.ts";

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

/** What a package is called where it is imported without a name: a last element such as `v2` is a version of it. */
export function baseName(path: string): string {
  const elements = path.split("/");
  return (
    (elements.length > 1 && /^v\d+$/.test(elements.at(-1) ?? "") ? elements.at(-2) : elements.at(-1)) ?? path
  );
}

function fieldText(tree: SyntaxTree, node: Node, field: string): string {
  const child = node.children.find((one) => one.field === field);
  return child ? textOf(tree, child) : "";
}

/** Every import of a file that gives its package a name. */
const named = (tree: SyntaxTree): Import[] => importsOf(tree).filter(({ name }) => name !== "_");

/** What is in the way of importing `path` into a file under its own name, in words; undefined if nothing is. */
export function importClash(tree: SyntaxTree, path: string): string | undefined {
  const name = baseName(path);
  const imports = named(tree);
  const same = imports.filter((one) => one.path === path);
  if (same.some((one) => one.name === name)) return undefined;
  if (same[0]) return `it imports ${path} under the name ${same[0].name}`;
  const other = imports.find((one) => one.name === name);
  return other && `it already calls ${other.path} \`${name}\``;
}

/** Two of these paths under whose own names a file cannot import both; undefined if there are none. */
export function namesakes(paths: readonly string[]): readonly [first: string, second: string] | undefined {
  const byName = new Map<string, string>();
  for (const path of paths) {
    const first = byName.get(baseName(path)) ?? path;
    if (first !== path) return [first, path];
    byName.set(baseName(path), path);
  }
  return undefined;
}

/** What in a declaration is called as the package of `path` is, in words: there the name would mean something else. */
export function localClash(tree: SyntaxTree, declaration: Node, path: string): string | undefined {
  const name = baseName(path);
  if (!textOf(tree, declaration).includes(name)) return undefined;
  const other = [...walk(declaration)].find(
    (node) =>
      node.kind === "identifier" &&
      textOf(tree, node) === name &&
      node.parent?.kind !== "selector_expression",
  );
  return other && `the declaration has something of its own that it calls \`${name}\``;
}

/** The file of a package that declares the name of the package of `path`, in words. Only files that may are parsed. */
export function packageClash(trees: TreeCache, folder: string, path: string): string | undefined {
  const name = baseName(path);
  const file = declaringFile(trees, folder, name);
  return file && `${file} declares \`${name}\``;
}

/** The file of a package that declares this name for it; no method has one. */
export function declaringFile(trees: TreeCache, folder: string, name: string): string | undefined {
  const mayDeclare = new RegExp(
    `^(?:func|var|const|type)\\s+${name}\\b|^[\\w \\t,]*\\b${name}\\b(?!\\s*[.(])`,
    "m",
  );
  // Most files do not hold the name at all, and looking for a plain text costs next to nothing.
  const isCandidate = (text: string): boolean => text.includes(name) && mayDeclare.test(text);
  return filesIn(trees, folder).find(
    (one) => isCandidate(trees.sources.get(one) ?? "") && declares(trees.tree(one), name),
  );
}

/** Whether a file declares a name for its whole package. */
function declares(tree: SyntaxTree, name: string): boolean {
  const specs = tree.root.children.flatMap((node) =>
    node.kind === "function_declaration"
      ? [node]
      : topLevel.includes(node.kind)
        ? [...walk(node, isOutside)]
        : [],
  );
  return specs.some((spec) =>
    spec.children.some((child) => child.field === "name" && textOf(tree, child) === name),
  );
}

const topLevel: readonly Kind[] = ["const_declaration", "type_declaration", "var_declaration"];

/** Names of fields, methods and locals are none of the package. */
const isOutside = ({ kind }: Node): boolean => !/_type$|_literal$|^composite|^block$/.test(kind);

/**
 * One edit that imports the missing ones of `paths`, or none. They become declarations of their own before the
 * file's first one: gofmt sorts within a block, so a line put into a block would have to be moved, and with it the lines
 * after it. A `//line` directive keeps those.
 */
export function importEdits(tree: SyntaxTree, paths: readonly string[], origin: string): Edit[] {
  const present = new Set(named(tree).map((one) => one.path));
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
