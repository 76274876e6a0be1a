import { type Node, type SyntaxTree, textOf } from "../syntax/tree.ts";
import { isLeaf } from "./leaves.ts";
import { innermost, parts, standIn } from "./parts.ts";
import { type Placeholder, placeholderOf } from "./placeholders.ts";

/** What the nodes of an encoded pattern stand for. Each is read once, however many nodes it is compared with. */
export class PatternReader {
  readonly #placeholders = new Map<Node, Placeholder | undefined>();
  readonly #parts = new Map<Node, readonly Node[]>();

  constructor(readonly pattern: SyntaxTree) {}

  placeholder(p: Node): Placeholder | undefined {
    if (this.#placeholders.has(p)) return this.#placeholders.get(p);
    const placeholder = this.#at(innermost(p)) ?? this.#clauses(p);
    this.#placeholders.set(p, placeholder);
    return placeholder;
  }

  /** Whether it stands for any number of nodes, or marks where such a thing begins or ends. */
  isElision(p: Node): boolean {
    const placeholder = this.placeholder(p);
    return placeholder !== undefined && placeholder.kind !== "one";
  }

  parts(p: Node): readonly Node[] {
    const known = this.#parts.get(p) ?? parts(p);
    this.#parts.set(p, known);
    return known;
  }

  /** A declaration written `func F(...) {` says nothing of type parameters and results either. */
  isOpenSignature(p: Node): boolean {
    if (p.kind !== "function_declaration" && p.kind !== "method_declaration") return false;
    const parameters = p.children.find((child) => child.field === "parameters");
    const inside = parameters ? parts(parameters).slice(1, -1) : [];
    return inside.length === 1 && inside[0] !== undefined && this.placeholder(inside[0])?.kind === "dots";
  }

  #at(leaf: Node): Placeholder | undefined {
    return isLeaf(leaf) ? placeholderOf(textOf(this.pattern, leaf)) : undefined;
  }

  /** A clause that stands for any. */
  #clauses(p: Node): Placeholder | undefined {
    const placeholder = this.#at(standIn(p));
    return placeholder?.kind === "clauses" ? { kind: "dots" } : undefined;
  }
}
