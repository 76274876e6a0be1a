import type { Kind, Node, SyntaxTree } from "./tree.ts";
import { childIn, textOf, walk } from "./tree.ts";

/**
 * A declared function or method, go/ast's `FuncDecl`. Function literals inside it are functions of their own:
 * their returns, defers and calls do not count here.
 */
export interface FuncDecl {
  readonly name: string;
  /** The receiver's base type: `Timings` for `(t *Timings)`, `List` for `(*List[T])`; undefined for a function. */
  readonly receiver: string | undefined;
  readonly node: Node;
  /** The `block`; undefined where the body is in assembly or linked in. */
  readonly body: Node | undefined;
  /** `return_statement`s, in the order of the text, as are the two below. */
  readonly returns: readonly Node[];
  readonly defers: readonly Node[];
  /** `call_expression`s, an outer one before those in its function and arguments. */
  readonly calls: readonly Node[];
}

/** The functions and methods that a file declares, in the order of the text. */
export function functionsOf(tree: SyntaxTree): FuncDecl[] {
  return tree.root.children.flatMap((node) => {
    if (node.kind === "function_declaration") return [declared(tree, node, undefined)];
    if (node.kind === "method_declaration") return [declared(tree, node, receiverOf(tree, node))];
    return [];
  });
}

function declared(tree: SyntaxTree, node: Node, receiver: string | undefined): FuncDecl {
  const field = (name: string): Node | undefined => node.children.find((child) => child.field === name);
  const name = field("name");
  const body = field("body");
  const own = body ? [...ownNodes(body)] : [];
  const ofKind = (kind: Kind): Node[] => own.filter((child) => child.kind === kind);
  return {
    name: name ? textOf(tree, name) : "",
    receiver,
    node,
    body,
    returns: ofKind("return_statement"),
    defers: ofKind("defer_statement"),
    calls: ofKind("call_expression"),
  };
}

/** The nodes that run as part of this body: a function literal is yielded, what it contains is not. */
export function ownNodes(body: Node): Generator<Node> {
  return walk(body, (node) => node.kind !== "func_literal");
}

/** In `T`, `*T`, `T[P]`, `*T[P]` and any of them in parentheses, the first type name is the base type. */
function receiverOf(tree: SyntaxTree, method: Node): string | undefined {
  const list = childIn(method, "method_declaration", "receiver");
  const parameter = list?.children.find((child) => child.kind === "parameter_declaration");
  const type = parameter && childIn(parameter, "parameter_declaration", "type");
  const base = type && [...walk(type)].find((node) => node.kind === "type_identifier");
  return base && textOf(tree, base);
}
