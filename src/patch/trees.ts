import type { GoParser, SyntaxTree } from "../syntax/tree.ts";

/** The Go files of some packages, tests left out: path below GOROOT/src → text. */
export type Sources = ReadonlyMap<string, string>;

/**
 * Each file is parsed once, and only when a change may have its target in it. `reads` says of which functions the bodies are
 * read, all of them where it is absent.
 */
export class TreeCache {
  readonly #trees = new Map<string, SyntaxTree>();
  #whole: TreeCache | undefined;

  constructor(
    readonly parser: GoParser,
    readonly sources: Sources,
    readonly reads?: (name: string) => boolean,
  ) {}

  tree(file: string): SyntaxTree {
    const known = this.#trees.get(file);
    if (known) return known;
    const tree = this.parser.parse(this.sources.get(file) ?? "", this.reads);
    this.#trees.set(file, tree);
    return tree;
  }

  /** The same files with all bodies. */
  get whole(): TreeCache {
    if (!this.reads) return this;
    this.#whole ??= new TreeCache(this.parser, this.sources);
    return this.#whole;
  }
}

/** The files of a package, sorted. */
export function filesIn(trees: TreeCache, folder: string): string[] {
  const isIn = (file: string): boolean =>
    file.startsWith(`${folder}/`) && !file.slice(folder.length + 1).includes("/");
  return [...trees.sources.keys()].filter(isIn).sort();
}
