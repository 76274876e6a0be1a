import { type Node, type SyntaxTree, textOf, walk } from "../../syntax/tree.ts";
import type { Declared } from "./comparison.ts";
import { type GoFile, lineOf } from "./declared.ts";
import { typeText } from "./type-text.ts";

/** A type, variable or constant declared at package level. */
export interface Spec {
  readonly kind: "type" | "var" | "const";
  readonly name: string;
  /** As typeText gives it, with type parameters, and `= ` for an alias; empty where it is inferred. */
  readonly type: string;
  /** The type's node. */
  readonly node: Node | undefined;
  readonly line: number;
}

/** What a file declares at package level besides functions, in the order of the text. */
export function specsOf(file: GoFile): Spec[] {
  const declarations = file.tree.root.children.filter(({ kind }) =>
    /^(type|var|const)_declaration$/.test(kind),
  );
  return declarations.flatMap((declaration) =>
    [...walk(declaration, isOutside)].filter((node) => !isOutside(node)).flatMap((node) => specs(file, node)),
  );
}

const isOutside = ({ kind }: Node): boolean => !/^(type_spec|type_alias|var_spec|const_spec)$/.test(kind);

function specs(file: GoFile, node: Node): Spec[] {
  const { tree } = file;
  const kind = node.kind.startsWith("type") ? "type" : node.kind === "var_spec" ? "var" : "const";
  const names = node.children.filter((child) => child.field === "name" && child.named);
  const type = node.children.find((child) => child.field === "type");
  return names.map((name) => ({
    kind,
    name: textOf(tree, name),
    type: fullType(tree, node, type),
    node: type,
    line: lineOf(file, name),
  }));
}

function fullType(tree: SyntaxTree, spec: Node, type: Node | undefined): string {
  const parameters = spec.children.find((child) => child.field === "type_parameters");
  const parts = [
    parameters ? typeText(tree, parameters) : "",
    spec.kind === "type_alias" ? "=" : "",
    type ? typeText(tree, type) : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** How types and typed variables lie in memory, as far as their own text tells. */
export function layoutsOf(file: GoFile, packagePath: string): Declared[] {
  return specsOf(file)
    .filter(({ kind, type, name }) => kind !== "const" && type !== "" && name !== "_")
    .map(({ name, type, line }) => ({ name: `${packagePath}.${name}`, text: type, file: file.path, line }));
}
