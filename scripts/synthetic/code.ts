import { importsOf } from "../../src/patch/imports.ts";
import { isLeaf } from "../../src/patch/leaves.ts";
import { filesIn, type TreeCache } from "../../src/patch/trees.ts";
import { type FuncDecl, functionsOf } from "../../src/syntax/functions.ts";
import { type Kind, type Node, type SyntaxTree, textOf, walk } from "../../src/syntax/tree.ts";
import type { Stretch } from "./refactoring.ts";

/** A function or a method of a package. */
export interface Callee {
  readonly package: string;
  readonly name: string;
  readonly receiver: string | undefined;
}

const nameKinds: readonly Kind[] = [
  "identifier",
  "type_identifier",
  "field_identifier",
  "package_identifier",
];

/** The folder of a file: the import path of its package. */
export const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/"));

/** The names below a node, in the order of the text; only `name` where it is given. */
export function namesIn(tree: SyntaxTree, node: Node, name?: string): Node[] {
  return [...walk(node)].filter(
    (one) => nameKinds.includes(one.kind) && (name === undefined || textOf(tree, one) === name),
  );
}

const holds = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

/**
 * Every place where the sources name a function of a package, its declaration included; undefined where that cannot be
 * told without types: something else may have the name, or a comment that the linker reads has it.
 */
export function usesOf(trees: TreeCache, { package: folder, name, receiver }: Callee): Stretch[] | undefined {
  if (receiver !== undefined) return usesOfMethod(trees, folder, name);
  const own = filesIn(trees, folder).flatMap((file) => ownUses(trees, file, name) ?? [undefined]);
  const others = [...trees.sources]
    .filter(([file, text]) => folderOf(file) !== folder && text.includes(`"${folder}"`) && holds(text, name))
    .flatMap(([file]) => usesFrom(trees, file, folder, name) ?? [undefined]);
  return known([...own, ...others]);
}

const known = <T>(items: readonly (T | undefined)[]): T[] | undefined =>
  items.some((item) => item === undefined) ? undefined : (items as T[]);

function ownUses(trees: TreeCache, file: string, name: string): Stretch[] | undefined {
  const text = trees.sources.get(file) ?? "";
  if (!holds(text, name)) return [];
  const tree = trees.tree(file);
  if (tree.errors.length > 0 || isLinked(text, name)) return undefined;
  const uses = namesIn(tree, tree.root, name).filter(({ kind }) => kind === "identifier");
  return uses.some(isLocal) ? undefined : uses.map(({ from, to }) => ({ file, from, to }));
}

function usesFrom(trees: TreeCache, file: string, folder: string, name: string): Stretch[] | undefined {
  const tree = trees.tree(file);
  if (tree.errors.length > 0) return undefined;
  const qualifier = importsOf(tree).find(({ path }) => path === folder)?.name ?? "";
  return qualified(tree, qualifier)
    .map(({ parent }) => parent?.children.find(({ field }) => field === "field" || field === "name"))
    .filter((field): field is Node => field !== undefined && textOf(tree, field) === name)
    .map(({ from, to }) => ({ file, from, to }));
}

/** The names of a package before a dot. */
export function qualified(tree: SyntaxTree, qualifier: string): Node[] {
  return namesIn(tree, tree.root, qualifier).filter(
    ({ parent, field }) =>
      (parent?.kind === "selector_expression" && field === "operand") ||
      (parent?.kind === "qualified_type" && field === "package"),
  );
}

/** A method whose name nothing else in its package has, and nobody outside can use. */
function usesOfMethod(trees: TreeCache, folder: string, name: string): Stretch[] | undefined {
  if (!/^[a-z]/.test(name)) return undefined;
  const files = filesIn(trees, folder).filter((file) => holds(trees.sources.get(file) ?? "", name));
  if (files.some((file) => trees.tree(file).errors.length > 0)) return undefined;
  const fields = files.flatMap((file) =>
    namesIn(trees.tree(file), trees.tree(file).root, name)
      .filter(({ kind }) => kind === "field_identifier")
      .map((node) => ({ file, node })),
  );
  const declarations = fields.filter(({ node }) => node.field === "name");
  if (declarations.length !== 1) return undefined;
  return fields.map(({ file, node: { from, to } }) => ({ file, from, to }));
}

/** Whether a comment names it for the linker or for C. */
const isLinked = (text: string, name: string): boolean =>
  new RegExp(`^//(?:go:linkname|export)\\b.*\\b${name}\\b`, "m").test(text);

/** Whether a name is declared within a function, or is a key that may be a field. */
function isLocal(node: Node): boolean {
  const { parent, field } = node;
  if (parent?.kind === "literal_element")
    return parent.field === "key" || parent.parent?.children[0] === parent;
  if (field === "name") return parent?.kind !== "function_declaration";
  return parent?.kind === "expression_list" && parent.field === "left" && declares(parent.parent);
}

const declares = (node: Node | undefined): boolean =>
  node?.kind === "short_var_declaration" || node?.kind === "range_clause";

/** Everything that a function declares in itself: parameters, results, variables. */
export function localsOf(tree: SyntaxTree, declaration: Node): Set<string> {
  const locals = namesIn(tree, declaration).filter(
    (node) =>
      node.kind === "identifier" && node.parent !== declaration && (isLocal(node) || isSpecName(node)),
  );
  return new Set(locals.map((node) => textOf(tree, node)));
}

const isSpecName = ({ field, parent }: Node): boolean =>
  field === "name" && /_spec$/.test(parent?.kind ?? "");

/** A parameter of a function, its receiver included, with its type as text; `node` is its name. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly node: Node;
}

/** The named parameters of a function, its receiver first. */
export function parametersOf(tree: SyntaxTree, declaration: Node): Parameter[] {
  const lists = declaration.children.filter(({ field }) => field === "receiver" || field === "parameters");
  return lists
    .flatMap(({ children }) => children)
    .flatMap((parameter) => {
      const type = parameter.children.find(({ field }) => field === "type");
      const dots = parameter.kind === "variadic_parameter_declaration" ? "[]" : "";
      return parameter.children
        .filter(({ field }) => field === "name")
        .map((node) => ({ name: textOf(tree, node), type: dots + (type ? textOf(tree, type) : ""), node }));
    });
}

/** What a statement calls first, if that is a function of a known package; a method's package is not known. */
export function calleeIn(trees: TreeCache, file: string, statement: Node): Callee | undefined {
  const tree = trees.tree(file);
  const call = [...walk(statement)].find(({ kind }) => kind === "call_expression");
  const called = call?.children.find(({ field }) => field === "function");
  if (called?.kind === "identifier") return declared(trees, folderOf(file), textOf(tree, called));
  const [operand, , name] = called?.kind === "selector_expression" ? called.children : [];
  const path = operand && importsOf(tree).find((one) => one.name === textOf(tree, operand))?.path;
  return path && name ? declared(trees, path, textOf(tree, name)) : undefined;
}

function declared(trees: TreeCache, folder: string, name: string): Callee | undefined {
  const callee = { package: folder, name, receiver: undefined };
  return declarationOf(trees, callee) ? callee : undefined;
}

/** Where a callee is declared: at one place only, as the sources of another operating system may declare it too. */
export function declarationOf(
  trees: TreeCache,
  { package: folder, name, receiver }: Callee,
): { file: string; declaration: FuncDecl } | undefined {
  const found = filesIn(trees, folder)
    .filter((file) => new RegExp(`^func\\b.*\\b${name}\\b`, "m").test(trees.sources.get(file) ?? ""))
    .flatMap((file) => functionsOf(trees.tree(file)).map((declaration) => ({ file, declaration })))
    .filter(({ declaration }) => declaration.name === name && declaration.receiver === receiver);
  return found.length === 1 ? found[0] : undefined;
}

/** The first of some names, made from an old one, that no file of the sources holds in its package. */
export function freshName(trees: TreeCache, folder: string, names: readonly string[]): string | undefined {
  const texts = filesIn(trees, folder).map((file) => trees.sources.get(file) ?? "");
  return names.find((name) => !texts.some((text) => holds(text, name)));
}

/** A declaration together with the comment right above it. */
export function withComment({ root, text }: SyntaxTree, declaration: Node): { from: number; to: number } {
  let from = declaration.from;
  const above = root.children.filter((node) => node.kind === "comment" && node.to <= from).toReversed();
  for (const comment of above) {
    if (!/^\n[ \t]*$/.test(text.slice(comment.to, from))) break;
    from = comment.from;
  }
  return { from, to: declaration.to };
}

/** The first token that ends after `at`. Go's line ends are none, nor are comments. */
export function tokenAfter(tree: SyntaxTree, at: number, node = tree.root): Node | undefined {
  if (isLeaf(node)) return isToken(tree, node) ? node : undefined;
  for (const child of node.children) {
    const token = child.to > at ? tokenAfter(tree, at, child) : undefined;
    if (token) return token;
  }
  return undefined;
}

/** The last token that starts before `at`. */
export function tokenBefore(tree: SyntaxTree, at: number, node = tree.root): Node | undefined {
  if (isLeaf(node)) return isToken(tree, node) ? node : undefined;
  for (const child of node.children.toReversed()) {
    const token = child.from < at ? tokenBefore(tree, at, child) : undefined;
    if (token) return token;
  }
  return undefined;
}

const isToken = ({ text }: SyntaxTree, { kind, from, to }: Node): boolean =>
  kind !== "comment" && text.slice(from, to).trim() !== "";
