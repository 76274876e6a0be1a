import { type Node, type SyntaxTree, textOf } from "../syntax/tree.ts";
import { isAtom, leavesOf } from "./pattern.ts";
import { type Placeholder, placeholderOf } from "./placeholders.ts";

/** One way in which a pattern fits: what its leaves stand for in the target, and what its `$` names are bound to. */
export interface Match {
  /** The node of the target that a leaf of the pattern stands for. */
  at(leaf: Node): Node | undefined;
  /** The bound source text; undefined for a name that the pattern does not bind. */
  text(name: string): string | undefined;
}

/**
 * All ways in which `pattern` (a node of a tree made from an encoded pattern) fits `node`. White space and comments
 * do not count, nor do the commas and semicolons that Go lets one leave out.
 */
export function* matches(pattern: SyntaxTree, top: Node, target: SyntaxTree, node: Node): Generator<Match> {
  for (const found of new Matcher(pattern, target).node(top, node, undefined)) yield toMatch(target, found);
}

/** What has been found so far, newest first. Never changed, so that a way that fails leaves no trace. */
type Found =
  | { readonly leaf: Node; readonly node: Node; readonly name?: string; readonly rest: Found }
  | undefined;

function toMatch(target: SyntaxTree, found: Found): Match {
  const places = new Map<Node, Node>();
  const texts = new Map<string, string>();
  for (let entry = found; entry; entry = entry.rest) {
    places.set(entry.leaf, entry.node);
    if (entry.name !== undefined) texts.set(entry.name, textOf(target, entry.node));
  }
  return { at: (leaf) => places.get(leaf), text: (name) => texts.get(name) };
}

class Matcher {
  constructor(
    readonly pattern: SyntaxTree,
    readonly target: SyntaxTree,
  ) {}

  *node(p: Node, t: Node, found: Found): Generator<Found> {
    const placeholder = this.#placeholder(p);
    if (placeholder?.kind === "one") yield* this.#bind(p, placeholder.name, t, found);
    else if (p.kind !== t.kind) return;
    else if (isLeaf(p) || isLeaf(t)) {
      if (textOf(this.pattern, p) === textOf(this.target, t)) yield { leaf: p, node: t, rest: found };
    } else yield* this.#children(p, t, found);
  }

  #children(p: Node, t: Node, found: Found): Generator<Found> {
    const [wanted, present] = [parts(p), parts(t)];
    return this.#sequence(wanted, isOpenSignature(this, p) ? withoutResult(present, wanted) : present, found);
  }

  /** `wanted` fits the whole of `present`; elisions take any number of nodes, the fewest first. */
  *#sequence(wanted: readonly Node[], present: readonly Node[], found: Found): Generator<Found> {
    const [first, ...rest] = wanted;
    if (!first) {
      if (present.length === 0) yield found;
      return;
    }
    const placeholder = this.#placeholder(first);
    if (placeholder?.kind === "deep-open") yield* this.#deep(wanted, present, found);
    else if (placeholder?.kind === "dots" || placeholder?.kind === "list")
      yield* this.#elision(first, placeholder, rest, present, found);
    else if (present[0])
      for (const one of this.node(first, present[0], found))
        yield* this.#sequence(rest, present.slice(1), one);
  }

  *#elision(
    first: Node,
    placeholder: Placeholder,
    rest: readonly Node[],
    present: readonly Node[],
    found: Found,
  ): Generator<Found> {
    for (let count = 0; count <= present.length; count++) {
      const taken = present.slice(0, count);
      const bound =
        placeholder.kind === "list" ? this.#bindList(first, placeholder.name, taken, found) : [found];
      for (const one of bound) yield* this.#sequence(rest, present.slice(count), one);
    }
  }

  /** `<... P ...>`: P fits somewhere at or below these nodes, as neighbours in one list of statements. */
  *#deep(wanted: readonly Node[], present: readonly Node[], found: Found): Generator<Found> {
    const close = wanted.findIndex((node) => this.#placeholder(node)?.kind === "deep-close");
    const inner = wanted.slice(1, close);
    const rest = wanted.slice(close + 1);
    const end = present.length - rest.length;
    for (const list of listsBelow(present.slice(0, end)))
      for (let start = 0; start < list.length; start++)
        for (const one of this.#prefix(inner, list.slice(start), found))
          yield* this.#sequence(rest, present.slice(end), one);
  }

  /** As a sequence, but what follows the last wanted node does not matter. */
  *#prefix(wanted: readonly Node[], present: readonly Node[], found: Found): Generator<Found> {
    const fixed = wanted.every((node) => !this.#isElision(node));
    for (let count = wanted.length * Number(fixed); count <= present.length; count++) {
      yield* this.#sequence(wanted, present.slice(0, count), found);
      if (fixed) return;
    }
  }

  *#bind(leaf: Node, name: string, t: Node, found: Found): Generator<Found> {
    const bound = lookUp(name, found);
    if (!t.named || (t.kind === "expression_list" && parts(t).length > 1)) return;
    if (bound === undefined || this.#same(bound, t))
      yield { leaf: innermost(leaf), node: t, name, rest: found };
  }

  *#bindList(leaf: Node, name: string, taken: readonly Node[], found: Found): Generator<Found> {
    const bound = lookUp(name, found);
    const [first, last] = [taken[0], taken.at(-1)];
    const at = first?.from ?? 0;
    const span: Node = { ...(first ?? leaf), from: at, to: last?.to ?? at, children: taken };
    if (bound === undefined || this.#same(bound, span))
      yield { leaf: innermost(leaf), node: span, name, rest: found };
  }

  /** The same tokens, whatever is between them. */
  #same(a: Node, b: Node): boolean {
    const tokens = (node: Node): string =>
      leavesOf(node)
        .map((leaf) => textOf(this.target, leaf))
        .join("\u0000");
    return tokens(a) === tokens(b);
  }

  #isElision(p: Node): boolean {
    const placeholder = this.#placeholder(p);
    return placeholder !== undefined && placeholder.kind !== "one";
  }

  #placeholder(p: Node): Placeholder | undefined {
    const leaf = innermost(p);
    return isLeaf(leaf) ? placeholderOf(textOf(this.pattern, leaf)) : undefined;
  }

  /** `(...)` as the whole parameter list. */
  isElidedList(list: Node): boolean {
    const inside = parts(list).slice(1, -1);
    return inside.length === 1 && inside[0] !== undefined && this.#placeholder(inside[0])?.kind === "dots";
  }
}

/** A chain of wrappers with one child each, such as a statement that is an expression that is a name, ends here. */
function innermost(node: Node): Node {
  const only = parts(node);
  return only.length === 1 && only[0] ? innermost(only[0]) : node;
}

const isLeaf = (node: Node): boolean => node.children.length === 0 || isAtom(node);

const skipped = new Set<string>([",", ";", "\n", "comment"]);

/** The children that count. A list of statements stands in its block's stead: an empty block has none. */
function parts(node: Node): Node[] {
  if (isLeaf(node)) return [];
  return node.children
    .filter((child) => !skipped.has(child.kind) || (child.kind === ";" && node.kind === "for_clause"))
    .flatMap((child) => (child.kind === "statement_list" ? parts(child) : [child]));
}

const lists = new Set<string>([
  "block",
  "expression_case",
  "default_case",
  "type_case",
  "communication_case",
]);

/** Every list of statements at or below `nodes`, the list itself first. */
function* listsBelow(nodes: readonly Node[]): Generator<readonly Node[]> {
  yield nodes;
  for (const node of nodes) yield* listsIn(node);
}

function* listsIn(node: Node): Generator<readonly Node[]> {
  if (lists.has(node.kind)) yield parts(node);
  // What stands behind a label or an else is a list of one.
  if (node.kind === "labeled_statement") yield parts(node).slice(-1);
  if (node.kind === "if_statement")
    yield node.children.filter((child) => child.field === "alternative" && child.kind === node.kind);
  for (const child of node.children) yield* listsIn(child);
}

function lookUp(name: string, found: Found): Node | undefined {
  for (let entry = found; entry; entry = entry.rest) if (entry.name === name) return entry.node;
  return undefined;
}

/** A declaration written `func F(...) {` says nothing of type parameters and results either. */
function isOpenSignature(matcher: Matcher, p: Node): boolean {
  if (p.kind !== "function_declaration" && p.kind !== "method_declaration") return false;
  const parameters = p.children.find((child) => child.field === "parameters");
  return parameters !== undefined && matcher.isElidedList(parameters);
}

function withoutResult(present: readonly Node[], wanted: readonly Node[]): Node[] {
  const open = ["result", "type_parameters"].filter((field) => !wanted.some((node) => node.field === field));
  return present.filter((node) => !open.includes(node.field ?? ""));
}
