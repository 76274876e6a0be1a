import type { TextRange } from "../base/range.ts";
import type { Node, SyntaxTree } from "./tree.ts";

/**
 * The constructs of Go that tree-sitter-go cannot read, each with the release that brought it. Each is an entry of
 * grammar-tests/corpus/gaps.txt, whose test fails when the grammar learns it: then it goes from here, too.
 */
export const constructs = {
  "local function named make": "go1",
  "method with type parameters": "go1.27",
  "new(expr)": "go1.26",
} as const;

export type Construct = keyof typeof constructs;

/** Why a tree is torn: an ERROR or MISSING node, and the construct that it comes from if that is a known one. */
export interface GrammarGap {
  readonly error: Node;
  readonly construct: Construct | undefined;
}

/** The first error that a known construct explains, else the first that no other error is part of; undefined for a whole tree. */
export function grammarGap({ text, errors }: SyntaxTree): GrammarGap | undefined {
  if (errors.length === 0) return undefined;
  let i = 0;
  // Both stand in the order of the text, so that each is looked at once.
  for (const { from, to, construct } of suspects(text)) {
    while (i < errors.length && errors[i]!.from < from) i++;
    const error = errors[i];
    if (error && error.from <= to) return { error, construct };
  }
  // The parser may take the whole file for one error: the place is where that begins inside.
  const inner = errors.find((error, at) => !(errors[at + 1] && errors[at + 1]!.from < error.to));
  return { error: inner ?? errors[0]!, construct: undefined };
}

/** A gap in words: the construct, since when it is Go, and the line in which it stands. */
export function describeGap({ text }: SyntaxTree, { error, construct }: GrammarGap): string {
  const start = text.lastIndexOf("\n", error.from - 1) + 1;
  const line = text.slice(start).split("\n", 1)[0]!.trim().slice(0, 80);
  const what = construct
    ? `${construct}, Go since ${constructs[construct]}, which tree-sitter-go cannot read`
    : "none of the constructs that tree-sitter-go is known to lack";
  return `${what}: \`${line}\``;
}

/** A place where a known construct may stand: an error that begins in it comes from it. */
interface Suspect extends TextRange {
  readonly construct: Construct;
}

interface Token {
  readonly text: string;
  readonly from: number;
  /** Of a bracket, the index of the token that closes it. */
  close?: number;
}

/** Told by tokens, not by nodes: around an error there is no saying which nodes the parser made of them. */
function* suspects(text: string): Generator<Suspect> {
  const tokens = tokensOf(text);
  for (const [i, token] of tokens.entries()) {
    const found =
      (token.text === "new" && unlessType(tokens, i, "new(expr)")) ||
      (token.text === "make" && unlessType(tokens, i, "local function named make")) ||
      (token.text === "func" && genericMethod(tokens, i));
    if (found) yield found;
  }
}

/** A call of `new` or `make` whose first argument does not look like a type: up to the end of that. */
function unlessType(tokens: readonly Token[], at: number, construct: Construct): Suspect | undefined {
  const close = closing(tokens, at + 1, "(");
  if (close === undefined || tokens[at - 1]?.text === ".") return undefined;
  const words = tokens.slice(at + 2, Math.min(close, at + 2 + longestType)).map(({ text }) => text);
  const comma = words.indexOf(",");
  if (plainType.test(words.slice(0, comma < 0 ? undefined : comma).join(""))) return undefined;
  return { construct, from: tokens[at]!.from, to: tokens[comma < 0 ? close : at + 2 + comma]!.from };
}

/** In tokens; beyond it nothing is a plain type. A bound, so that what is nested deeply is not read again for each level. */
const longestType = 32;
const plainType = /^(?:\*|\[[\p{L}\p{N}_]*\]|map\[[\p{L}\p{N}_.]+\])*[\p{L}_][\p{L}\p{N}_.]*$/u;

/** `func (r *Rand) N[Int any](`: up to the last type parameter. A function type with such a result has no `(` there. */
function genericMethod(tokens: readonly Token[], at: number): Suspect | undefined {
  const receiver = closing(tokens, at + 1, "(");
  if (receiver === undefined || !/^[\p{L}_]/u.test(tokens[receiver + 1]?.text ?? "")) return undefined;
  const parameters = closing(tokens, receiver + 2, "[");
  if (parameters === undefined || tokens[parameters + 1]?.text !== "(") return undefined;
  return { construct: "method with type parameters", from: tokens[at]!.from, to: tokens[parameters]!.from };
}

/** The index of the token that closes the bracket at `at`; undefined if none of that kind stands there, or it stays open. */
function closing(tokens: readonly Token[], at: number, bracket: string): number | undefined {
  return tokens[at]?.text === bracket ? tokens[at].close : undefined;
}

/** Comments, white space, literals, names and single characters. What is not closed goes on to the end of the text or line. */
const tokenShape =
  /\/\/[^\n]*|\/\*.*?(?:\*\/|$)|\s+|"(?:\\.|[^"\\\n])*"?|`[^`]*`?|'(?:\\.|[^'\\\n])*'?|[\p{L}_][\p{L}\p{N}_]*|./gsu;

/** The tokens of a text, whatever is in it; white space and comments left out. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const open: Token[] = [];
  for (const { 0: word, index } of text.matchAll(tokenShape)) {
    if (/^(?:\s|\/[/*])/.test(word)) continue;
    if (/^[)\]}]$/.test(word)) Object.assign(open.pop() ?? {}, { close: tokens.length });
    tokens.push({ text: word, from: index });
    if (/^[([{]$/.test(word)) open.push(tokens.at(-1)!);
  }
  return tokens;
}
