import { positionAt } from "../../base/range.ts";
import type { FuncDecl } from "../../syntax/functions.ts";
import { type Node, type SyntaxTree, textOf } from "../../syntax/tree.ts";

/** The files of a tool that an exit can stand in, parsed: path below GOROOT/src → tree. */
export type Trees = ReadonlyMap<string, SyntaxTree>;

/** In the order in which they are listed. */
export const kinds = [
  "return",
  "end of body",
  "base.Exit",
  "base.ErrorExit",
  "log.Fatal",
  "os.Exit",
  "syscall.Exec",
  "panic",
  "goroutine",
] as const;

export type ExitKind = (typeof kinds)[number];

/** A way out of the process, where it stands in the pristine source, and the change that stops the trace on it. */
export interface Exit {
  readonly kind: ExitKind;
  /** Path below GOROOT/src, and the 1-based line. */
  readonly file: string;
  readonly line: number;
  /** The function that it stands in. */
  readonly function: string;
  /** In words; undefined where nothing covers it. */
  readonly coveredBy: string | undefined;
}

/** A function of a file of a tool. */
export interface Place {
  readonly file: string;
  readonly tree: SyntaxTree;
  readonly fn: FuncDecl;
}

export function exitAt({ file, tree, fn }: Place, kind: ExitKind, at: number, coveredBy?: string): Exit {
  const { line } = positionAt(tree.text, at);
  return { kind, file, line, function: fn.receiver ? `(${fn.receiver}).${fn.name}` : fn.name, coveredBy };
}

/** What kind of way out a node is in any tool of Go. */
export function exitKind(tree: SyntaxTree, node: Node): ExitKind | undefined {
  if (node.kind === "go_statement") return "goroutine";
  if (node.kind !== "call_expression") return undefined;
  const callee = textOf(tree, node.children[0] ?? node);
  if (callee === "panic" || callee === "os.Exit" || callee === "syscall.Exec") return callee;
  return /^log\.Fatal(f|ln)?$/.test(callee) ? "log.Fatal" : undefined;
}

export function enclosingStatement(node: Node): Node {
  let at = node;
  while (at.parent && at.parent.kind !== "statement_list") at = at.parent;
  return at;
}
