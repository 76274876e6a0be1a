import type { FuncDecl } from "../src/syntax/functions.ts";
import { type SyntaxTree, walk } from "../src/syntax/tree.ts";

/** A half-open range of bytes. */
export type Bytes = readonly [from: number, to: number];

/** What go/parser and our SyntaxTree must agree on, for one function. `oracle/main.go` writes the same. */
export interface FuncFacts {
  readonly name: string;
  /** The receiver's base type, or empty. */
  readonly receiver: string;
  readonly range: Bytes;
  readonly body: Bytes | null;
  /** Return and defer statements, those in function literals excluded. */
  readonly returns: readonly Bytes[];
  readonly defers: readonly Bytes[];
}

/** The facts about functions of a tree, in bytes of UTF-8 as Go counts. */
export function factsOf(tree: SyntaxTree, functions: readonly FuncDecl[]): FuncFacts[] {
  const byteAt = byteOffsets(tree.text);
  const bytes = ({ from, to }: { from: number; to: number }): Bytes => [byteAt(from), byteAt(to)];
  return functions.map(({ name, receiver = "", node, body, returns, defers }) => ({
    name,
    receiver,
    range: bytes(node),
    body: body ? bytes(body) : null,
    returns: returns.map(bytes),
    defers: defers.map(bytes),
  }));
}

/** From UTF-16 offsets in `text` to byte offsets in its UTF-8. */
export function byteOffsets(text: string): (offset: number) => number {
  if (Buffer.byteLength(text) === text.length) return (offset) => offset;
  const at = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) at[i + 1] = at[i]! + bytesOf(text.charCodeAt(i));
  return (offset) => at[offset] ?? Number.NaN;
}

/** The halves of a surrogate pair have 4 bytes together. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}

/** Functions with the returns and defers of their literals counted in: what a careless counter would give. */
export function carelessly(functions: readonly FuncDecl[]): FuncDecl[] {
  return functions.map((declared) => {
    const all = declared.body ? [...walk(declared.body)] : [];
    return {
      ...declared,
      returns: all.filter((node) => node.kind === "return_statement"),
      defers: all.filter((node) => node.kind === "defer_statement"),
    };
  });
}

/** The functions of one file on which two parsers differ, as text for people. */
export function disagreements(file: string, go: readonly FuncFacts[], ours: readonly FuncFacts[]): string[] {
  const [a, b] = [go, ours].map((facts) => facts.map((fact) => JSON.stringify(fact)));
  return [
    ...a!.filter((fact) => !b!.includes(fact)).map((fact) => `${file}: only go/parser: ${fact}`),
    ...b!.filter((fact) => !a!.includes(fact)).map((fact) => `${file}: only tree-sitter: ${fact}`),
  ];
}
