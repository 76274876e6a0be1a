import { type FuncDecl, functionsOf } from "../../syntax/functions.ts";
import { qualifiedName } from "../../syntax/linker-symbol.ts";
import { type Node, type SyntaxTree, textOf } from "../../syntax/tree.ts";
import type { Declared } from "./comparison.ts";
import { type GoFile, lineOf } from "./declared.ts";
import { type Spec, specsOf } from "./layouts.ts";
import { signatureText } from "./signatures.ts";
import { typeText } from "./type-text.ts";

/** What a file adds to the exported API of its package: `sync.Mutex struct{}`, `sync.(*Mutex).Lock func(*Mutex; )`. */
export function exportsOf(file: GoFile, packagePath: string): Declared[] {
  const { path, tree } = file;
  const functions = functionsOf(tree)
    .filter(isExported)
    .map((fn) => ({ name: qualifiedName(fn), text: signatureText(tree, fn), line: lineOf(file, fn.node) }));
  const others = specsOf(file)
    .filter(({ name }) => exported(name))
    .map((spec) => ({ name: spec.name, text: specText(tree, spec), line: spec.line }));
  return [...functions, ...others].map((one) => ({ ...one, name: `${packagePath}.${one.name}`, file: path }));
}

const exported = (name: string): boolean => /^\p{Lu}/u.test(name);

const isExported = ({ name, receiver }: FuncDecl): boolean =>
  exported(name) && (receiver === undefined || exported(receiver));

function specText(tree: SyntaxTree, { kind, type, node }: Spec): string {
  const text = node?.kind === "struct_type" ? `struct{${exportedFields(tree, node).join("; ")}}` : type;
  return [kind, text].filter(Boolean).join(" ");
}

/** Fields that others can name, one by one: `A int`; an embedded one is called by its type. */
function exportedFields(tree: SyntaxTree, struct: Node): string[] {
  const list = struct.children.find(({ kind }) => kind === "field_declaration_list");
  const fields = list?.children.filter(({ kind }) => kind === "field_declaration") ?? [];
  return fields.flatMap((field) => {
    const type = field.children.find((child) => child.field === "type");
    const pointer = field.children.some(({ kind }) => kind === "*") ? "*" : "";
    const text = pointer + (type ? typeText(tree, type) : "");
    const names = field.children.filter((child) => child.field === "name" && child.named);
    if (names.length > 0)
      return names
        .map((name) => textOf(tree, name))
        .filter(exported)
        .map((name) => `${name} ${text}`);
    return exported(text.replace(/\[.*/, "").replace(/^.*[.*]/, "")) ? [text] : [];
  });
}
