import type { TextRange } from "../base/range.ts";
import { type Cursor, type EngineName, loadEngine } from "./engine.ts";
import type { Fields, NamedKind, TokenKind } from "./kinds.generated.ts";

/** The kind of a node; `ERROR` is what the parser could not read. */
export type Kind = NamedKind | TokenKind | "ERROR";

/**
 * A node of a Go syntax tree: plain data, the same from either engine.
 * Children include punctuation and comments, in the order of the text.
 */
export interface Node extends TextRange {
  readonly kind: Kind;
  /** A construct of Go, as against a keyword or punctuation. */
  readonly named: boolean;
  /** The parser put it there to make sense of the rest: nothing stands in the text. */
  readonly missing: boolean;
  /** The role in its parent: `name`, `body`, `arguments`, … */
  readonly field: string | undefined;
  readonly parent: Node | undefined;
  readonly children: readonly Node[];
}

/** A parsed Go text. `errors` are its ERROR and MISSING nodes, in the order of the text: a tree that has any proves nothing. */
export interface SyntaxTree {
  readonly text: string;
  readonly root: Node;
  readonly errors: readonly Node[];
}

/** The one door to the parser. */
export interface GoParser {
  readonly engine: EngineName;
  /**
   * `reads` says of which functions and methods, by name, the bodies are read: that of another is a `block` without
   * children. Most of the time goes into reading. A text with errors is read as a whole, whatever is asked for.
   */
  parse(text: string, reads?: (name: string) => boolean): SyntaxTree;
}

/** Loads the parser; `TRACEINJECT_PARSER=native` in the caller's environment is the caller's to pass on. */
export async function loadGoParser(name: EngineName = "wasm"): Promise<GoParser> {
  const engine = await loadEngine(name);
  return {
    engine: name,
    parse: (text, reads) =>
      engine.parse(text, (cursor) =>
        new Reader(text, cursor.currentNode.hasError ? undefined : reads).read(cursor),
      ),
  };
}

/** Reads the tree that a cursor goes through into plain data. */
class Reader {
  readonly #errors: Node[] = [];
  #depth = 0;

  constructor(
    readonly text: string,
    readonly reads: ((name: string) => boolean) | undefined,
  ) {}

  read(cursor: Cursor): SyntaxTree {
    return { text: this.text, root: this.#node(cursor, undefined), errors: this.#errors };
  }

  #node(cursor: Cursor, parent: Node | undefined): Node {
    const children: Node[] = [];
    const isTooDeep = this.#depth > deepest;
    const node: Node = {
      kind: isTooDeep ? "ERROR" : (cursor.nodeType as Kind),
      named: cursor.nodeIsNamed,
      missing: cursor.nodeIsMissing,
      from: cursor.startIndex,
      to: cursor.endIndex,
      field: cursor.currentFieldName ?? undefined,
      parent,
      children,
    };
    if (node.kind === "ERROR" || node.missing) this.#errors.push(node);
    if (!isTooDeep && !this.#isSkipped(node) && cursor.gotoFirstChild()) {
      this.#depth++;
      do children.push(this.#node(cursor, node));
      while (cursor.gotoNextSibling());
      cursor.gotoParent();
      this.#depth--;
    }
    return node;
  }

  /** Whether it is the body of a declared function that nobody asks about. Its name has been read before it. */
  #isSkipped({ field, parent }: Node): boolean {
    if (!this.reads || field !== "body" || !parent || !declarations.has(parent.kind)) return false;
    const name = parent.children.find((child) => child.field === "name");
    return name !== undefined && !this.reads(textOf(this, name));
  }
}

/**
 * How deep a tree may be, in levels; what is deeper is an ERROR, since whoever walks through a tree goes down by recursion.
 * The deepest file of go1.27 has 967 (golang.org/x/text/unicode/norm), the deepest of the tools 41.
 */
const deepest = 1_200;

const declarations = new Set<Kind>(["function_declaration", "method_declaration"]);

/** The text that a node covers. */
export function textOf(tree: Pick<SyntaxTree, "text">, node: TextRange): string {
  return tree.text.slice(node.from, node.to);
}

/** The first child in `field`, if the node is of a kind that has it. */
export function childIn<K extends keyof Fields>(node: Node, kind: K, field: Fields[K]): Node | undefined {
  return node.kind === kind ? node.children.find((child) => child.field === field) : undefined;
}

/** The node and everything below it, in the order of the text. `into` says where not to go deeper. */
export function* walk(node: Node, into: (node: Node) => boolean = () => true): Generator<Node> {
  // Not recursive: a generator in a generator for each level would take as much time again for each.
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    if (!into(next)) continue;
    for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i]!);
  }
}

/** The smallest named node that covers `offset`, for messages. */
export function nodeAt(root: Node, offset: number): Node {
  const child = root.children.find((node) => node.named && node.from <= offset && offset < node.to);
  return child ? nodeAt(child, offset) : root;
}
