import type { Node } from "../../syntax/tree.ts";
import type { Hold } from "../hunk.ts";
import type { Site } from "../locate.ts";
import type { Pattern } from "../pattern.ts";
import { spanOf } from "../render.ts";
import type { Counterpart } from "./counterpart.ts";
import { tokenNodes } from "./counterpart.ts";

/** Whether a change goes to the very tokens in the new release that those have become to which it went in the old one. */
export function isSamePlace(
  pair: Counterpart,
  old: { readonly pattern: Pattern; readonly site: Site },
  now: { readonly pattern: Pattern; readonly site: Site },
): boolean {
  const [before, after] = [holdsOf(old.pattern, old.site), holdsOf(now.pattern, now.site)];
  return (
    before.length === after.length && before.every((offset, index) => isSameHold(pair, offset, after[index]))
  );
}

/** Where the first or last token begins that a hunk holds on to, as offset in its file. */
type Offset = number | undefined;

const isSameHold = (pair: Counterpart, before: Offset, after: Offset): boolean =>
  before !== undefined && after !== undefined && pair.at(before)?.from === after;

function holdsOf({ hunks }: Pattern, site: Site): Offset[] {
  const tokens = tokenNodes({ node: site.declaration });
  return hunks.map(({ minus }) => {
    if (minus.leaves.length > 0) return spanOf(minus, site.match)?.from;
    return lastTokenOf(minus.after, site, tokens) ?? nodeOf(minus.before, site)?.from;
  });
}

const nodeOf = (hold: Hold | undefined, { match }: Site): Node | undefined => hold && match.at(hold.leaf);

/** A `$` name may stand for many tokens: an insertion after it holds on to the last. */
function lastTokenOf(hold: Hold | undefined, site: Site, tokens: readonly Node[]): Offset {
  const node = nodeOf(hold, site);
  return node && tokens.findLast(({ from, to }) => node.from <= from && to <= node.to)?.from;
}

/** The kinds of the statements and literals that a token stands in, from its function on: what decides when it runs. */
export function controlOf(site: Site, offset: number): string[] {
  const kinds: string[] = [];
  for (let node: Node | undefined = site.declaration; node; ) {
    if (/^(?:if|for|go|defer|labeled)_statement$|_case$|^func_literal$|switch|select/.test(node.kind))
      kinds.push(node.kind);
    node = node.children.find(({ from, to }) => from <= offset && offset < to);
  }
  return kinds;
}

/** The control around each hold of a match: where it is another one, a change runs at other times. */
export const controlsOf = (pattern: Pattern, site: Site): string =>
  holdsOf(pattern, site)
    .map((offset) => (offset === undefined ? "" : controlOf(site, offset).join(" ")))
    .join("\n");
