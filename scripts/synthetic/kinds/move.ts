import { type Import, importsOf } from "../../../src/patch/imports.ts";
import { filesIn, type TreeCache } from "../../../src/patch/trees.ts";
import { type Node, textOf, walk } from "../../../src/syntax/tree.ts";
import type { Anchor } from "../anchor.ts";
import { folderOf, namesIn, qualified, usesOf, withComment } from "../code.ts";
import type { Kind } from "../kind.ts";
import { Refactoring, type Stretch } from "../refactoring.ts";
import { targetOf } from "./rename.ts";

/** To a new file, or to the end of one that every build of the package reads. */
export const moveToFile: Kind = {
  name: "move to another file",
  keepsMeaning: true,
  compiles: true,
  expected: ["applied"],
  refactor(anchor, trees, random) {
    const { file } = anchor;
    if (!isPlain(trees, file)) return undefined;
    const folder = folderOf(file);
    const others = filesIn(trees, folder).filter(
      (one) => one !== file && isPlain(trees, one) && isSmall(trees, one),
    );
    const to = random.one([`${folder}/moved_next.go`, ...others]) as string;
    const refactoring = new Refactoring(trees.sources);
    const moved = take(refactoring, anchor, trees);
    return put(refactoring, moved, to, trees) ? refactoring : undefined;
  },
};

/** Its callers follow, what it needs of its old package does not: such a tree does not compile, so nothing in it means anything. */
export const moveToPackage: Kind = {
  name: "move to another package",
  keepsMeaning: false,
  compiles: false,
  expected: ["repaired", "function-moved"],
  refactor(anchor, trees, random) {
    const target = targetOf(anchor);
    const uses = usesOf(trees, target);
    if (target.receiver !== undefined || target.name === "main" || !uses) return undefined;
    const folders = [...new Set([...trees.sources.keys()].map(folderOf))].filter(
      (one) =>
        one !== target.package &&
        one.startsWith(target.package.split("/", 2).join("/")) &&
        one.includes("/internal/"),
    );
    const folder = random.one(folders.sort());
    if (folder === undefined) return undefined;
    const refactoring = new Refactoring(trees.sources);
    const moved = take(refactoring, anchor, trees);
    return put(refactoring, moved, `${folder}/moved_next.go`, trees) ? refactoring : undefined;
  },
};

const isSmall = ({ sources }: TreeCache, file: string): boolean => (sources.get(file)?.length ?? 0) < 50_000;

/** Whether a file is in every build, has no C in it, and is no place that a name keeps for one system. */
function isPlain({ sources }: TreeCache, file: string): boolean {
  const text = sources.get(file) ?? "";
  return !/^\/\/go:build|^\/\/ \+build|^import "C"/m.test(text) && !/_\w+\.go$/.test(file);
}

interface Moved {
  readonly stretch: Stretch;
  /** What the moved text imports. */
  readonly imports: readonly Import[];
}

/** Cuts a declaration out of its file, with its comment and the imports that only it needs. */
function take(refactoring: Refactoring, { file, declaration }: Anchor, trees: TreeCache): Moved {
  const tree = trees.tree(file);
  const stretch = { file, ...withComment(tree, declaration.node) };
  refactoring.replace(stretch);
  const imports = importsOf(tree).filter(({ name }) => isUsedIn(name, declaration.node));
  for (const { name, path } of imports)
    if (qualified(tree, name).every(({ from }) => stretch.from <= from && from < stretch.to))
      refactoring.replace(importOf(path));
  return { stretch, imports };

  function isUsedIn(name: string, node: Node): boolean {
    return qualified(tree, name).some(({ from }) => node.from <= from && from < node.to);
  }

  function importOf(path: string): Stretch {
    const spec = [...walk(tree.root)].find(
      (node) => node.kind === "import_spec" && textOf(tree, node).endsWith(`"${path}"`),
    ) as Node;
    const { from, to } = spec.parent?.kind === "import_declaration" ? spec.parent : spec;
    return { file, from, to };
  }
}

/** Puts what was moved at the end of a file, which may be new; false where the names of two imports clash there. */
function put(refactoring: Refactoring, { stretch, imports }: Moved, to: string, trees: TreeCache): boolean {
  const line = ({ path, name }: Import): string =>
    `import ${path.endsWith(`/${name}`) || path === name ? "" : `${name} `}"${path}"\n`;
  const text = trees.sources.get(to);
  if (text === undefined) {
    const name = /^package (\w+)/m.exec(trees.sources.get(filesIn(trees, folderOf(to))[0] ?? "") ?? "")?.[1];
    refactoring.create(to, `package ${name}\n\n`, imports.map(line).join(""), "\n", stretch, "\n");
    return name !== undefined;
  }
  const tree = trees.tree(to);
  const present = importsOf(tree);
  const missing = imports.filter(({ path }) => !present.some((one) => one.path === path));
  const taken = [
    ...present.map(({ name }) => name),
    ...namesIn(tree, tree.root).map((node) => textOf(tree, node)),
  ];
  const clause = tree.root.children.find(({ kind }) => kind === "package_clause");
  const isKnown = imports.every(({ path, name }) =>
    present.every((one) => one.path !== path || one.name === name),
  );
  if (!clause || !isKnown || tree.errors.length > 0 || missing.some(({ name }) => taken.includes(name)))
    return false;
  if (missing.length > 0) refactoring.insert(to, clause.to, `\n\n${missing.map(line).join("")}`);
  refactoring.insert(to, text.length, "\n", stretch, "\n");
  return true;
}
