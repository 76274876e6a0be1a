import { functionsOf } from "../../syntax/functions.ts";
import { qualifiedName } from "../../syntax/linker-symbol.ts";
import { type Node, type SyntaxTree, textOf, walk } from "../../syntax/tree.ts";
import type { Declared, Linkname } from "./comparison.ts";
import { type GoFile, lineOf } from "./declared.ts";

/** Comments that the compiler, cmd/go or cgo read. `//line` only numbers lines, which are compared themselves. */
const directive = /^\/\/(go:\S|export |\s*\+build )/;

/**
 * Directives and cgo preambles of a file; the name is the path and what they stand above: `runtime/a.go nanotime`,
 * `runtime/a.go` where a blank line follows.
 */
export function directivesOf(file: GoFile): Declared[] {
  const { path, tree } = file;
  const usesC = tree.text.includes(cgoImport);
  return commentsOf(tree).flatMap((node) => {
    const text = textOf(tree, node).trim();
    if (/^\/\/go:linkname\s/.test(text) || !(directive.test(text) || usesC)) return [];
    const owner = ownerOf(tree, node);
    if (!directive.test(text) && owner !== cgoImport) return [];
    return [{ name: [path, owner].filter(Boolean).join(" "), text, file: path, line: lineOf(file, node) }];
  });
}

/** `//go:linkname` of a file, by the package's folder and the local name; the text is the target. */
export function linknamesOf(file: GoFile, packagePath: string): Linkname[] {
  const { path, tree } = file;
  const bodiless = new Set(functionsOf(tree).flatMap(({ name, body }) => (body ? [] : [name])));
  return commentsOf(tree).flatMap((node) => {
    const [, local, target = ""] = /^\/\/go:linkname\s+(\S+)(?:\s+(\S+))?/.exec(textOf(tree, node)) ?? [];
    if (local === undefined) return [];
    const name = `${packagePath}.${local}`;
    return [{ name, text: target, pulls: bodiless.has(local), file: path, line: lineOf(file, node) }];
  });
}

const commentsOf = (tree: SyntaxTree): Node[] =>
  [...walk(tree.root)].filter(({ kind }) => kind === "comment");

const cgoImport = 'import "C"';

/** The declaration that a comment stands in, or right above of; empty for one that stands alone. */
function ownerOf(tree: SyntaxTree, comment: Node): string {
  let node: Node = comment;
  while (node.parent && node.parent !== tree.root) node = node.parent;
  const siblings = tree.root.children;
  let at = siblings.indexOf(node);
  while (siblings[at]?.kind === "comment" && touches(tree, siblings[at], siblings[at + 1])) at++;
  const owner = siblings[at];
  return owner && owner.kind !== "comment" ? nameOf(tree, owner) : "";
}

/** No blank line between them. */
function touches(tree: SyntaxTree, above: Node | undefined, below: Node | undefined): boolean {
  return (
    above !== undefined && below !== undefined && /^\r?\n?[ \t]*$/.test(tree.text.slice(above.to, below.from))
  );
}

/** A declaration by what it declares: `(*T).f`, `type T`, `var a, b`. */
function nameOf(tree: SyntaxTree, node: Node): string {
  const fn = functionsOf(tree).find((one) => one.node === node);
  if (fn) return qualifiedName(fn);
  if (node.kind === "import_declaration") return `import ${specTexts(tree, node, "path").join(" ")}`;
  return `${node.children[0]?.kind ?? node.kind} ${specTexts(tree, node, "name").join(", ")}`;
}

function specTexts(tree: SyntaxTree, declaration: Node, field: string): string[] {
  const specs = [...walk(declaration, ({ kind }) => !/_(spec|alias)$/.test(kind))];
  return specs
    .filter(({ kind }) => /_(spec|alias)$/.test(kind))
    .flatMap((spec) => spec.children.filter((child) => child.field === field && child.named))
    .map((child) => textOf(tree, child));
}
