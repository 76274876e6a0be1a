import { readSymbol } from "../../trace/analysis/symbol.ts";
import type { Analysis } from "../../trace/analyze.ts";
import { longest } from "../../trace/outline/longest.ts";
import { byTime, mergeTrees, type TreeNode } from "../../trace/outline/tree.ts";
import type { Outline } from "../../trace/outline.ts";
import type { FlameData } from "./data.ts";
import type { NameTable } from "./names.ts";
import { micro } from "./timeline.ts";

/** The most nodes of a graph. What is left out is shorter than what is kept, over the whole build. */
const nodesKept = 30_000;

/** Several graphs, because wall time and time on parallel goroutines never stand in one percentage. */
export function flameGraphs(analysis: Analysis, outlines: readonly Outline[], names: NameTable): FlameData[] {
  const main = packages(analysis, outlines, (outline) => outline.main);
  const others = packages(analysis, outlines, (outline) => outline.others);
  const steps = packages(analysis, outlines, (outline) => outline.steps);
  return [
    {
      ...{ id: "main", title: "Main goroutines" },
      note: "Wall time by package, phase, part and what was done in it.",
      ...columns(main.map(withWall(analysis)).sort(byTime), names),
    },
    {
      ...{ id: "others", title: "Workers and parsers" },
      note: "Time that adds up over parallel goroutines, by package, declaration, function, step and pass.",
      ...columns(others.map(withDeclarations), names),
    },
    {
      ...{ id: "steps", title: "Passes over all functions" },
      note: "Time that adds up over parallel workers, by package, step and pass.",
      ...columns(steps, names),
    },
  ];
}

/** A node for each package. */
function packages(
  { processes }: Analysis,
  outlines: readonly Outline[],
  of: (outline: Outline) => readonly TreeNode[],
): TreeNode[] {
  return mergeTrees(
    processes.map((process, i) => {
      const children = of(outlines[i]!);
      const time = children.reduce((sum, child) => sum + child.time, 0);
      return { kind: "package", name: process.package, time, count: 1, children };
    }),
  );
}

/** The main goroutine is there from the begin to the end, and not only where a span says so. */
function withWall({ packages }: Analysis): (node: TreeNode) => TreeNode {
  const walls = new Map(packages.map((row) => [row.package, row.wall]));
  return (node) => ({ ...node, time: walls.get(node.name) ?? node.time });
}

/** Functions under the declarations that they were made from; one that is all of its declaration stands for it. */
function withDeclarations(home: TreeNode): TreeNode {
  const groups = new Map<string, TreeNode[]>();
  const rest: TreeNode[] = [];
  for (const node of home.children) {
    const name = readSymbol(node.name, home.name).declaration;
    if (node.kind !== "function") rest.push(node);
    else groups.set(name, [...(groups.get(name) ?? []), node]);
  }
  const declared = [...groups].map(([name, functions]) => declaration(name, functions));
  return { ...home, children: [...rest, ...declared].sort(byTime) };
}

function declaration(name: string, functions: readonly TreeNode[]): TreeNode {
  if (functions.length === 1) return functions[0]!;
  const time = functions.reduce((sum, node) => sum + node.time, 0);
  const count = functions.reduce((sum, node) => sum + node.count, 0);
  return { kind: "function", name: `${name} and what is made from it`, time, count, children: functions };
}

type Columns = Omit<FlameData, "id" | "title" | "note">;

function columns(trees: readonly TreeNode[], names: NameTable): Columns {
  const { nodes, parents } = inOrder(trees.filter(({ time }) => time > 0));
  const kept = longest(
    nodes.map(({ time }) => time),
    nodesKept,
  );
  const rows = new Map([...kept.entries()].map(([row, i]) => [i, row]));
  const chosen = kept.map((i) => nodes[i]!);
  const kinds = [...new Set(chosen.map(({ kind }) => kind))];
  return {
    kinds,
    parent: kept.map((i) => rows.get(parents[i]!) ?? -1),
    name: chosen.map(({ name }) => names.id(name)),
    kind: chosen.map(({ kind }) => kinds.indexOf(kind)),
    time: chosen.map(({ time }) => micro(time)),
    count: chosen.map(({ count }) => count),
  };
}

/** All nodes, each after its parent, and of each the number of its parent. */
function inOrder(trees: readonly TreeNode[]): { nodes: TreeNode[]; parents: number[] } {
  const nodes: TreeNode[] = [];
  const parents: number[] = [];
  const visit = (node: TreeNode, parent: number): void => {
    const own = nodes.push(node) - 1;
    parents.push(parent);
    for (const child of node.children) visit(child, own);
  };
  for (const tree of trees) visit(tree, -1);
  return { nodes, parents };
}
