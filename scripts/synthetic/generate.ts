import type { Anchor } from "./anchor.ts";
import type { Kind } from "./kind.ts";
import { controls, kinds } from "./kinds.ts";
import { Random } from "./random.ts";
import type { Rewritten } from "./refactoring.ts";
import { placeElsewhere, type Release } from "./release.ts";

/** A next release: one refactoring of a known kind, at one anchor. */
export interface Tree {
  readonly kind: Kind;
  /** Names it in its kind: the same seed and the same release give the same texts. */
  readonly seed: string;
  readonly anchor: Anchor;
  readonly rewritten: Rewritten;
}

/** `each` trees of every kind, as far as the release has anchors for them, each made when it is asked for. */
export function* generate(release: Release, each: number): Generator<Tree> {
  for (const kind of kinds)
    yield* some(
      each,
      treesOf(kind, release, (anchor) => anchor),
    );
  const random = new Random("elsewhere");
  const mixed = controls.map((kind) =>
    treesOf(kind, release, (anchor) => placeElsewhere(anchor, release, random)),
  );
  for (const trees of mixed) yield* some(Math.ceil(each / controls.length), trees);
}

function* some<T>(count: number, items: Generator<T>): Generator<T> {
  for (let left = count; left > 0; left--) {
    const { value, done } = items.next();
    if (done) return;
    yield value as T;
  }
}

/** Trees of one kind: at another anchor each time, until all had their turn twice. */
function* treesOf(
  kind: Kind,
  release: Release,
  aim: (anchor: Anchor) => Anchor | undefined,
): Generator<Tree> {
  for (const round of [1, 2]) {
    const anchors = new Random(`${kind.name} ${round}`).shuffled(release.anchors);
    for (const [index, one] of anchors.entries()) {
      const seed = `${kind.name} ${round}.${index}`;
      const anchor = aim(one);
      const refactoring = anchor && kind.refactor(anchor, release.trees, new Random(seed));
      if (refactoring) yield { kind, seed, anchor, rewritten: refactoring.rewritten() };
    }
  }
}
