import { type Node, type SyntaxTree, textOf } from "../../syntax/tree.ts";
import type { Hold } from "../hunk.ts";
import type { Site } from "../locate.ts";
import type { Pattern } from "../pattern.ts";
import { spanOf } from "../render.ts";
import { type Located, statementsOf } from "../similar.ts";
import { type Counterpart, tokenNodes } from "./counterpart.ts";
import type { Placed } from "./placed.ts";

/**
 * Whether a change goes to the very tokens in the new release that those have become to which it went in the old one, and
 * runs there under the same conditions. `around` is the control around the new function, where that is a part of the old.
 */
export function arePlacesKept(
  pair: Counterpart,
  old: Placed,
  now: Placed,
  around: readonly string[],
): boolean {
  const isKept = (site: Site, other: Site | undefined): boolean => {
    const [before, after] = [holdsOf(old.pattern, site), other ? holdsOf(now.pattern, other) : []];
    return before.every((offset, index) => {
      const hold = after[index];
      if (offset === undefined || hold === undefined || !isSameHold(pair, offset, hold)) return false;
      const control = [...around, ...controlOf(pair.after, hold)];
      return controlOf(pair.before, offset).join() === control.join();
    });
  };
  return (
    old.sites.length === now.sites.length && old.sites.every((site, index) => isKept(site, now.sites[index]))
  );
}

/** The token has become the other one; or each is at the same end of its statement, and the statement has become the other. */
function isSameHold(pair: Counterpart, old: number, now: number): boolean {
  if (pair.at(old)?.from === now) return true;
  const [[before], [after]] = [statementAt(pair.before.node, old), statementAt(pair.after.node, now)];
  if (!before || !after) return false;
  const [own, others] = [tokenNodes({ node: before }), tokenNodes({ node: after })];
  const ends = [0, -1].some((end) => own.at(end)?.from === old && others.at(end)?.from === now);
  const kept = own.filter(({ from }) => {
    const token = pair.at(from);
    return token && after.from <= token.from && token.to <= after.to;
  });
  return ends && kept.length >= own.length * mostly;
}

/** How much of a statement must still be there for it to be the same. */
const mostly = 0.75;

/** Whether a call in the new function stands where the statements were that a change holds on to: between the same others. */
export function standsBetween(pair: Counterpart, old: Placed, call: Node): boolean {
  const statements = old.sites.flatMap((site) =>
    holdsOf(old.pattern, site).flatMap((offset) =>
      offset === undefined ? [] : statementAt(old.declaration, offset),
    ),
  );
  const tokens = tokenNodes({ node: old.declaration });
  const [from, to] = [
    Math.min(...statements.map((one) => one.from)),
    Math.max(...statements.map((one) => one.to)),
  ];
  const before = tokens.findLast((token) => token.to <= from);
  const after = tokens.find((token) => token.from >= to);
  const [low, high] = [before && pair.at(before.from), after && pair.at(after.from)];
  return low !== undefined && high !== undefined && low.to <= call.from && call.to <= high.from;
}

/** The smallest statement around a token. */
function statementAt(declaration: Node, offset: number): Node[] {
  const around = statementsOf(declaration).filter(({ from, to }) => from <= offset && offset < to);
  return around.slice(-1);
}

/** Where the first or last token begins that a hunk holds on to, as offset in its file. */
type Offset = number | undefined;

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

/** The kinds of what a token stands in and what decides when it runs, from its function on. */
export function controlOf({ tree, node: declaration }: Located, offset: number): string[] {
  const kinds: string[] = [];
  for (let node: Node | undefined = declaration; node; ) {
    if (deciding.test(node.kind) && !isAlways(tree, node, offset)) kinds.push(node.kind);
    node = node.children.find(({ from, to }) => from <= offset && offset < to);
  }
  return kinds;
}

const deciding = /^(?:if|for|go|defer|labeled|\w*switch|select)_statement$|_case$|^func_literal$/;

/** `if true {` decides nothing of what is in its block. */
function isAlways(tree: SyntaxTree, { children }: Node, offset: number): boolean {
  const condition = children.find(({ field }) => field === "condition");
  const block = children.find(({ field }) => field === "consequence");
  const isIn = block !== undefined && block.from <= offset && offset < block.to;
  return isIn && condition !== undefined && textOf(tree, condition) === "true";
}
