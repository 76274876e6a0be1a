import type { GoParser, SyntaxTree } from "../../src/syntax/tree.ts";

/** A parser that parses each text once. What `base` has parsed is taken from there, so that it can outlive this one. */
export class ParsedOnce implements GoParser {
  readonly #trees = new Map<string, SyntaxTree>();

  constructor(readonly base: GoParser) {}

  get engine(): GoParser["engine"] {
    return this.base.engine;
  }

  /** What was parsed before; never parses. */
  known(text: string): SyntaxTree | undefined {
    return this.#trees.get(text);
  }

  parse(text: string): SyntaxTree {
    const known =
      this.#trees.get(text) ?? (this.base instanceof ParsedOnce ? this.base.known(text) : undefined);
    if (known) return known;
    const base = this.base instanceof ParsedOnce ? this.base.base : this.base;
    const tree = base.parse(text);
    this.#trees.set(text, tree);
    return tree;
  }
}
