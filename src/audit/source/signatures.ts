import { type FuncDecl, functionsOf } from "../../syntax/functions.ts";
import { linkerSymbol } from "../../syntax/linker-symbol.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Signature } from "./comparison.ts";
import { type GoFile, lineOf } from "./declared.ts";
import { parameterTypes, typeText } from "./type-text.ts";

/** The functions of a file by linker symbol, with what a caller must know: types in order, no names. */
export function signaturesOf(file: GoFile): Signature[] {
  const { path, tree } = file;
  return functionsOf(tree).map((fn) => ({
    name: linkerSymbol(tree, path, fn),
    text: signatureText(tree, fn),
    hasBody: fn.body !== undefined,
    file: path,
    line: lineOf(file, fn.node),
  }));
}

/** `func(int, string) error`; with receiver `func(*T; int)`, with type parameters `func[T any](T)`. */
export function signatureText(tree: SyntaxTree, { node }: FuncDecl): string {
  const field = (name: string) => node.children.find((child) => child.field === name);
  const types = (name: string): string[] => {
    const list = field(name);
    return list ? parameterTypes(tree, list) : [];
  };
  const typeParameters = field("type_parameters");
  const receiver = types("receiver").map((type) => `${type}; `);
  const result = field("result");
  return [
    "func",
    typeParameters ? typeText(tree, typeParameters) : "",
    `(${receiver.join("")}${types("parameters").join(", ")})`,
    result ? ` ${typeText(tree, result)}` : "",
  ].join("");
}
