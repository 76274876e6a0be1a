import { importsOf } from "../../../src/patch/imports.ts";
import { filesIn, type TreeCache } from "../../../src/patch/trees.ts";
import { type SyntaxTree, textOf, walk } from "../../../src/syntax/tree.ts";
import type { Anchor } from "../anchor.ts";
import {
  type Callee,
  calleeIn,
  folderOf,
  freshName,
  namesIn,
  parametersOf,
  qualified,
  usesOf,
} from "../code.ts";
import type { Kind } from "../kind.ts";
import type { Random } from "../random.ts";
import { Refactoring, type Stretch, whole } from "../refactoring.ts";

const kept = { keepsMeaning: true, compiles: true } as const;

export const renameFunction: Kind = {
  ...kept,
  name: "rename function",
  expected: ["repaired", "function-renamed"],
  refactor: (anchor, trees, random) =>
    anchor.declaration.receiver === undefined ? renamed(targetOf(anchor), trees, random) : undefined,
};

export const renameMethod: Kind = {
  ...kept,
  name: "rename method",
  expected: ["repaired", "function-renamed"],
  refactor: (anchor, trees, random) =>
    anchor.declaration.receiver !== undefined ? renamed(targetOf(anchor), trees, random) : undefined,
};

export const renameCallee: Kind = {
  ...kept,
  name: "rename callee",
  expected: ["applied", "repaired", "callee-renamed"],
  refactor(anchor, trees, random) {
    const callee = anchor.statement && calleeIn(trees, anchor.file, anchor.statement);
    return callee && renamed(callee, trees, random);
  },
};

export const targetOf = ({ file, declaration: { name, receiver } }: Anchor): Callee => ({
  package: folderOf(file),
  name,
  receiver,
});

function renamed(callee: Callee, trees: TreeCache, random: Random): Refactoring | undefined {
  if (callee.name === "main" || callee.name === "init") return undefined;
  const uses = usesOf(trees, callee);
  const name = freshName(trees, callee.package, random.shuffled(newNames(callee.name)));
  return uses && name ? new Refactoring(trees.sources).rename(uses, name) : undefined;
}

/** Names as maintainers choose them: with a word more, in front or behind, or with a number. Exported stays exported. */
function newNames(name: string): string[] {
  const isExported = /^\p{Lu}/u.test(name);
  const capital = name.replace(/^./, (first) => first.toUpperCase());
  return [`${name}Next`, `${name}All`, `${name}2`, isExported ? `Do${capital}` : `do${capital}`];
}

export const renameReceiver: Kind = {
  ...kept,
  name: "rename receiver",
  expected: ["applied", "repaired", "name-renamed"],
  refactor({ file, declaration: { node } }, trees, random) {
    const receiver = node.children.find(({ field }) => field === "receiver");
    const tree = trees.tree(file);
    const names = parametersOf(tree, node).filter(
      (one) => receiver && one.node.from >= receiver.from && one.node.to <= receiver.to,
    );
    return renameOne({ file, node, tree }, names, trees, random);
  },
};

export const renameLocal: Kind = {
  ...kept,
  name: "rename local",
  expected: ["applied", "repaired", "name-renamed"],
  refactor({ file, declaration: { node } }, trees, random) {
    const tree = trees.tree(file);
    return renameOne({ file, node, tree }, parametersOf(tree, node), trees, random);
  },
};

interface Function {
  readonly file: string;
  readonly tree: SyntaxTree;
  readonly node: ReturnType<typeof namesIn>[number];
}

/** Renames one of the parameters everywhere in its function. */
function renameOne(
  { file, tree, node }: Function,
  parameters: ReturnType<typeof parametersOf>,
  trees: TreeCache,
  random: Random,
): Refactoring | undefined {
  const old = random.one(parameters.filter(({ name }) => name !== "_"))?.name;
  if (old === undefined) return undefined;
  const name = freshName(trees, folderOf(file), [`${old}Next`, `${old}2`]);
  const uses = namesIn(tree, node, old).filter(({ kind }) => kind === "identifier");
  const isKey = uses.some(
    ({ parent }) => parent?.kind === "literal_element" && parent.parent?.children[0] === parent,
  );
  if (!name || isKey) return undefined;
  return new Refactoring(trees.sources).rename(
    uses.map(({ from, to }) => ({ file, from, to })),
    name,
  );
}

/** The folder, the package clause, and every import of it. */
export const renamePackage: Kind = {
  ...kept,
  name: "rename package",
  expected: ["applied", "repaired", "function-moved", "package-gone", "callee-renamed"],
  refactor({ file }, trees, random) {
    const folder = folderOf(file);
    const files = filesIn(trees, folder);
    const last = folder.slice(folder.lastIndexOf("/") + 1);
    if (clauseOf(trees, file) !== last) return undefined;
    const name = random.one([`${last}next`, `new${last}`]) as string;
    const to = `${folderOf(folder)}/${name}`;
    const refactoring = new Refactoring(trees.sources);
    for (const path of files) {
      refactoring.delete(path).create(path.replace(folder, to), whole(trees.sources, path));
      refactoring.rename([clause(trees, path)], name);
    }
    for (const [path, text] of trees.sources)
      if (text.includes(`"${folder}"`)) reimport(refactoring, trees, path, folder, to);
    return refactoring;
  },
};

/** The name in a file's package clause; the file is not parsed, as most of a package need not be. */
function clause({ sources }: TreeCache, file: string): Stretch {
  const match = /^package (\w+)/m.exec(sources.get(file) ?? "");
  const from = (match?.index ?? 0) + "package ".length;
  return { file, from, to: from + (match?.[1]?.length ?? 0) };
}

function clauseOf(trees: TreeCache, file: string): string | undefined {
  const { from, to } = clause(trees, file);
  return trees.sources.get(file)?.slice(from, to);
}

function reimport(refactoring: Refactoring, trees: TreeCache, file: string, from: string, to: string): void {
  const tree = trees.tree(file);
  const [old, name] = [from, to].map((path) => path.slice(path.lastIndexOf("/") + 1)) as [string, string];
  const specs = [...walk(tree.root)].filter(
    (node) => node.kind === "import_spec" && textOf(tree, node).endsWith(`"${from}"`),
  );
  for (const spec of specs) {
    const path = spec.children.find(({ field }) => field === "path") ?? spec;
    refactoring.rename([{ file, from: path.from, to: path.to }], `"${to}"`);
  }
  if (importsOf(tree).some((one) => one.path === from && one.name === old))
    refactoring.rename(
      qualified(tree, old).map((node) => ({ file, from: node.from, to: node.to })),
      name,
    );
}
