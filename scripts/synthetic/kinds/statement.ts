import type { TreeCache } from "../../../src/patch/trees.ts";
import { type Node, type SyntaxTree, textOf, walk } from "../../../src/syntax/tree.ts";
import type { Anchor } from "../anchor.ts";
import { folderOf, freshName, localsOf, namesIn, parametersOf } from "../code.ts";
import type { Kind } from "../kind.ts";
import { Refactoring, type Stretch } from "../refactoring.ts";

/** An anchor with a statement, and where that is. */
interface Aim {
  readonly statement: Node;
  readonly at: Stretch;
  readonly tree: SyntaxTree;
}

function aimOf({ file, statement }: Anchor, trees: TreeCache): Aim | undefined {
  if (!statement) return undefined;
  return { statement, at: { file, from: statement.from, to: statement.to }, tree: trees.tree(file) };
}

const isDeclaration = ({ kind }: Node): boolean => /_declaration$/.test(kind);

/** Whether control may leave a statement otherwise than at its end, or come into it by a label. */
const jumps = (statement: Node): boolean =>
  [...walk(statement, ({ kind }) => kind !== "func_literal")].some(({ kind }) =>
    /^(return|break|continue|goto|fallthrough|labeled)_statement$/.test(kind),
  );

/** A block of its own, or one behind a condition that always holds. */
export const wrap: Kind = {
  name: "wrap in a block",
  keepsMeaning: true,
  compiles: true,
  expected: ["applied", "repaired", "statement-wrapped"],
  refactor(anchor, trees, random) {
    const aim = aimOf(anchor, trees);
    if (!aim || isDeclaration(aim.statement)) return undefined;
    const head =
      jumps(aim.statement) || /^panic\b/.test(textOf(aim.tree, aim.statement))
        ? ""
        : random.one(["", "if true "]);
    return new Refactoring(trees.sources).replace(aim.at, `${head}{\n`, aim.at, "\n}");
  },
};

/** A function of its own that takes what the statement uses of the parameters. */
export const extract: Kind = {
  name: "extract into a helper",
  keepsMeaning: true,
  compiles: true,
  // What was meant for every place in a function does not know of one that has left it.
  expected: ["applied", "repaired", "function-split", "place missed"],
  refactor(anchor, trees) {
    const aim = aimOf(anchor, trees);
    const { node, name } = anchor.declaration;
    const helper = freshName(trees, folderOf(anchor.file), [
      `${name.replace(/^./, (c) => c.toLowerCase())}Step`,
    ]);
    if (!aim || !helper || isDeclaration(aim.statement) || jumps(aim.statement)) return undefined;
    const free = freeIn(aim, node);
    if (!free) return undefined;
    const parameters = free.map((one) => `${one.name} ${one.type}`).join(", ");
    const call = `${helper}(${free.map((one) => one.name).join(", ")})`;
    return new Refactoring(trees.sources)
      .replace(aim.at, { text: call, instead: aim.at })
      .insert(anchor.file, node.to, `\n\nfunc ${helper}(${parameters}) {\n\t`, aim.at, "\n}");
  },
};

/** The parameters that a statement uses; undefined if it uses other locals, whose types nothing says, or changes one. */
function freeIn({ statement, tree }: Aim, declaration: Node): ReturnType<typeof parametersOf> | undefined {
  const own = localsOf(tree, statement);
  const locals = localsOf(tree, declaration);
  const used = new Set(
    namesIn(tree, statement)
      .filter(({ kind }) => kind === "identifier")
      .map((node) => textOf(tree, node))
      .filter((name) => locals.has(name)),
  );
  const parameters = parametersOf(tree, declaration).filter(({ name }) => used.has(name));
  const isKnown = [...used].every((name) => !own.has(name) && parameters.some((one) => one.name === name));
  return isKnown && !/^(assignment|inc|dec)_statement$/.test(statement.kind) ? parameters : undefined;
}

/** Changes places with a neighbour that has no local name in common with it. */
export const reorder: Kind = {
  name: "reorder statements",
  keepsMeaning: true,
  compiles: true,
  expected: ["applied", "repaired", "statements-reordered"],
  refactor(anchor, trees, random) {
    const aim = aimOf(anchor, trees);
    const siblings =
      aim?.statement.parent?.children.filter(({ named, kind }) => named && kind !== "comment") ?? [];
    const index = aim ? siblings.indexOf(aim.statement) : -1;
    const other = random.one([siblings[index - 1], siblings[index + 1]].filter((one) => one !== undefined));
    if (!aim || !other || !areApart(aim, other, anchor)) return undefined;
    const there = { file: anchor.file, from: other.from, to: other.to };
    return new Refactoring(trees.sources).replace(aim.at, there).replace(there, aim.at);
  },
};

/** Whether two neighbours may change places: they share no local name, neither jumps, and the pattern names but one. */
function areApart({ statement, tree }: Aim, other: Node, { change, declaration }: Anchor): boolean {
  if (jumps(statement) || jumps(other)) return false;
  const locals = localsOf(tree, declaration.node);
  const names = (node: Node): string[] =>
    namesIn(tree, node)
      .map((one) => textOf(tree, one))
      .filter((name) => locals.has(name));
  const mine = new Set(names(statement));
  const isContext = change.body.some(
    ({ sign, text }) => sign === " " && isSameLine(text, textOf(tree, other)),
  );
  return !isContext && !names(other).some((name) => mine.has(name));
}

/** Whether a line of a pattern begins as a statement does: up to its first bracket. */
const isSameLine = (line: string, statement: string): boolean => {
  const head = (text: string): string => text.trim().split(/[({\n]/, 1)[0] ?? "";
  return head(line) !== "" && head(line) !== "..." && head(line) === head(statement);
};

/** Right behind itself, where nothing tells the two apart; or at the end of its block, where what is around it may. */
export const duplicate: Kind = {
  name: "duplicate the anchor",
  keepsMeaning: false,
  compiles: false,
  expected: ["applied", "statement-doubled"],
  refactor(anchor, trees, random) {
    const aim = aimOf(anchor, trees);
    if (!aim) return undefined;
    const last = aim.statement.parent?.to ?? aim.at.to;
    const at = { ...aim.at, from: last, to: last };
    return random.below(2) === 0
      ? new Refactoring(trees.sources).replace(aim.at, aim.at, "\n", aim.at)
      : new Refactoring(trees.sources).replace(at, `\n${textOf(aim.tree, aim.at)}`);
  },
};

export const deleteAnchor: Kind = {
  name: "delete the anchor",
  keepsMeaning: false,
  compiles: false,
  expected: ["applied", "statement-gone"],
  refactor(anchor, trees) {
    const aim = aimOf(anchor, trees);
    return aim && new Refactoring(trees.sources).replace(aim.at);
  },
};

/** A statement more, right before or behind the anchor. */
export const neighbour: Kind = {
  name: "insert a statement beside it",
  keepsMeaning: true,
  compiles: true,
  expected: ["applied", "repaired", "statements-reordered"],
  refactor(anchor, trees, random) {
    const aim = aimOf(anchor, trees);
    if (!aim || aim.statement.kind === "fallthrough_statement") return undefined;
    const more = random.one(["if false {\n\tprintln()\n}", "func() {}()"]) as string;
    const parts = random.below(2) === 0 ? [`${more}\n`, aim.at] : [aim.at, `\n${more}`];
    return new Refactoring(trees.sources).replace(
      aim.at,
      ...(jumps(aim.statement) ? [`${more}\n`, aim.at] : parts),
    );
  },
};
