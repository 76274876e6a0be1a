import type { Node, SyntaxTree } from "../../syntax/tree.ts";
import { textOf, walk } from "../../syntax/tree.ts";

/** A token of a Go text as a reader sees it, a literal or comment in one piece. */
export interface Token {
  readonly text: string;
  readonly comment: boolean;
  /** Offset in the text. */
  readonly from: number;
  /** 1-based, as an editor counts. */
  readonly line: number;
  /** What the compiler takes for its place: the file as a `//line` directive names it (else empty), and the line. */
  readonly position: string;
}

const whole = new Set(["interpreted_string_literal", "raw_string_literal", "rune_literal"]);

const known = new WeakMap<SyntaxTree, readonly Token[]>();

/** The tokens of a parsed text, comments included, in order. Kept with the tree: several comparisons ask for them. */
export function tokensOf(tree: SyntaxTree): readonly Token[] {
  const tokens = known.get(tree) ?? readTokens(tree);
  known.set(tree, tokens);
  return tokens;
}

function readTokens(tree: SyntaxTree): Token[] {
  const places = new Places(tree.text);
  return leavesOf(tree.root).map((node) => {
    const text = textOf(tree, node);
    const comment = node.kind === "comment";
    const token = {
      text,
      comment,
      from: node.from,
      line: places.lineAt(node.from),
      position: places.position,
    };
    if (comment) places.directive(text, node);
    return token;
  });
}

function leavesOf(root: Node): Node[] {
  const nodes = [...walk(root, (node) => !whole.has(node.kind))];
  return nodes.filter((node) => node.from < node.to && (node.children.length === 0 || whole.has(node.kind)));
}

/** Counts lines twice while it goes through a text: as an editor does, and as the compiler does. */
class Places {
  #at = 0;
  #line = 1;
  #file = "";
  /** What a line's number for the compiler is, less that for an editor. */
  #shift = 0;

  constructor(readonly text: string) {}

  get position(): string {
    return `${this.#file}:${this.#line + this.#shift}`;
  }

  /** Goes on to `offset`; gives its line. */
  lineAt(offset: number): number {
    for (; this.#at < offset; this.#at++) if (this.text[this.#at] === "\n") this.#line++;
    return this.#line;
  }

  /** `//line F:N[:C]` at the start of a line numbers the next one, a `/*line F:N:C*\/` what follows it. */
  directive(comment: string, { from, to }: Node): void {
    const atStart = from === 0 || this.text[from - 1] === "\n";
    const [, open, file = "", number, column] =
      /^(\/\/|\/\*)line (.*?):(\d+)(?::(\d+))?\s*(?:\*\/)?$/.exec(comment) ?? [];
    if (number === undefined || (open === "//" && !atStart)) return;
    // An empty file name with a column means: the same file as so far.
    if (file !== "" || column === undefined) this.#file = file;
    const next = this.lineAt(to) + (open === "//" ? 1 : 0);
    this.#shift = Number(number) - next;
  }
}
