import type { ReferenceDelta } from "./comparison.ts";
import type { NamedObject } from "./named.ts";
import { relocationSize } from "./object.ts";
import { classOfRelocation } from "./tables.ts";

type Kind = ReferenceDelta["kind"];

/** How the relocations of two symbols differ as multisets; sorted by target. */
export function referenceDeltas(a: NamedObject, i: number, b: NamedObject, j: number): ReferenceDelta[] {
  const counts = new Map<string, number>();
  count(a, i, -1, counts);
  count(b, j, 1, counts);
  return [...counts]
    .filter(([, times]) => times !== 0)
    .map(([key, times]) => ({ ...fromKey(key), count: times }))
    .sort((x, y) => compare(x.target, y.target) || compare(x.kind, y.kind));
}

function count(side: NamedObject, symbol: number, step: number, counts: Map<string, number>): void {
  const { from, to } = side.object.relocations(symbol);
  for (let at = from; at < to; at += relocationSize) {
    const type = side.object.relocationType(at);
    const key = `${classOfRelocation(type)} ${side.targetName(at + 15) || type}`;
    counts.set(key, (counts.get(key) ?? 0) + step);
  }
}

function fromKey(key: string): Pick<ReferenceDelta, "kind" | "target"> {
  const space = key.indexOf(" ");
  return { kind: key.slice(0, space) as Kind, target: key.slice(space + 1) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
