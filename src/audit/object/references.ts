import { i32 } from "./bytes.ts";
import type { ReferenceDelta } from "./comparison.ts";
import type { FunctionTables } from "./function.ts";
import { type InlineStack, InlineStacks } from "./inline-stack.ts";
import { relocationSize } from "./object.ts";
import type { Side } from "./side.ts";
import { classOfRelocation } from "./tables.ts";

/** How the relocations of two functions differ as multisets; sorted by target. */
export function referenceDeltas(
  a: Side,
  before: FunctionTables,
  b: Side,
  after: FunctionTables,
): ReferenceDelta[] {
  const tallies = new Map<string, Tally>();
  count(a, before, -1, tallies);
  count(b, after, 1, tallies);
  return deltasOf(tallies);
}

/** All that a function refers to, as gained; sorted by target. */
export function allReferences(side: Side, tables: FunctionTables): ReferenceDelta[] {
  const tallies = new Map<string, Tally>();
  count(side, tables, 1, tallies);
  return deltasOf(tallies);
}

function deltasOf(tallies: ReadonlyMap<string, Tally>): ReferenceDelta[] {
  return [...tallies.values()]
    .filter(({ total }) => total !== 0)
    .map(deltaOf)
    .sort((x, y) => compare(x.target, y.target) || compare(x.kind, y.kind));
}

/** How much more often something is referred to than before, in all and by inline stack. */
interface Tally {
  readonly kind: ReferenceDelta["kind"];
  readonly target: string;
  total: number;
  readonly stacks: Map<string, { readonly stack: InlineStack; times: number }>;
}

function count(side: Side, tables: FunctionTables, step: number, tallies: Map<string, Tally>): void {
  const { object } = side.named;
  const { from, to } = object.relocations(tables.symbol);
  const inline = new InlineStacks(side.named, tables, side.quantum);
  for (let at = from; at < to; at += relocationSize) {
    const type = object.relocationType(at);
    const [kind, target] = [classOfRelocation(type), side.named.targetName(at + 15) || type];
    const key = `${kind} ${target}`;
    const tally = tallies.get(key) ?? { kind, target, total: 0, stacks: new Map() };
    tallies.set(key, tally);
    tally.total += step;
    const stack = inline.at(i32(object.bytes, at));
    const here = tally.stacks.get(stack.join()) ?? { stack, times: 0 };
    tally.stacks.set(stack.join(), here);
    here.times += step;
  }
}

function deltaOf({ kind, target, total, stacks }: Tally): ReferenceDelta {
  const differing = [...stacks]
    .filter(([, { times }]) => times * total > 0)
    .sort(([x], [y]) => compare(x, y));
  const within = differing.map(([, { stack }]) => stack);
  const delta = { kind, target, count: total };
  return within.every((stack) => stack.length === 0) ? delta : { ...delta, within };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
