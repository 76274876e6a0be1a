import { functionsOf } from "../../syntax/functions.ts";
import { linkerPackage, linkerSymbol } from "../../syntax/linker-symbol.ts";
import type { Node } from "../../syntax/tree.ts";
import { walk } from "../../syntax/tree.ts";
import type { Declared } from "./comparison.ts";
import { type GoFile, lineOf } from "./declared.ts";
import { type Token, tokensOf } from "./tokens.ts";

/**
 * All code of a file: each function by linker symbol, and what the variables of the package are initialised with, which
 * is code of `pkg.init`. Its literals are closures of that, or of `pkg.glob.` (before go1.21). The text is the tokens,
 * without comments.
 */
export function codeOf(file: GoFile): Declared[] {
  const { path, tree } = file;
  const tokens = tokensOf(tree).filter(({ comment }) => !comment);
  const declared = (name: string, node: Node): Declared => ({
    name,
    text: textOf(tokens, node),
    file: path,
    line: lineOf(file, node),
  });
  const prefix = linkerPackage(tree, path);
  return [
    ...functionsOf(tree).map((fn) => declared(linkerSymbol(tree, path, fn), fn.node)),
    ...tree.root.children
      .filter(({ kind }) => kind === "var_declaration")
      .flatMap((node) => initialisers(node).map((name) => declared(`${prefix}.${name}`, node))),
  ];
}

function initialisers(variables: Node): string[] {
  const literals = [...walk(variables)].some(({ kind }) => kind === "func_literal");
  return literals ? ["init", "glob."] : ["init"];
}

function textOf(tokens: readonly Token[], { from, to }: Node): string {
  const inside = tokens.filter((token) => from <= token.from && token.from < to);
  return inside.map(({ text }) => text).join(" ");
}
