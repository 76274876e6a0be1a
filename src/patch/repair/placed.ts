import { TraceinjectError } from "../../base/errors.ts";
import type { GoParser, Node } from "../../syntax/tree.ts";
import { locate, type Site } from "../locate.ts";
import type { Change } from "../patch.ts";
import { compile, type Pattern } from "../pattern.ts";
import type { TreeCache } from "../trees.ts";

/** A pattern with its places, as many as its change asks for, all in one declaration. */
export interface Placed {
  readonly pattern: Pattern;
  readonly sites: readonly Site[];
  readonly declaration: Node;
  readonly file: string;
}

/** A change's places; undefined where it does not fit, not in one declaration only, or cannot be compiled. */
export function placed(parser: GoParser, change: Change, trees: TreeCache): Placed | undefined {
  try {
    const pattern = compile(parser, change);
    const located = locate(pattern, trees);
    const sites = located.kind === "sites" ? located.sites : [];
    const [first] = sites;
    if (!first || sites.some(({ declaration }) => declaration !== first.declaration)) return undefined;
    return { pattern, sites, declaration: first.declaration, file: first.file };
  } catch (error) {
    if (error instanceof TraceinjectError) return undefined;
    throw error;
  }
}
