import type { DriftClass } from "../../src/patch/repair/diagnosis.ts";
import type { TreeCache } from "../../src/patch/trees.ts";
import type { Anchor } from "./anchor.ts";
import type { Random } from "./random.ts";
import type { Refactoring } from "./refactoring.ts";

/**
 * What becomes of a patch set on a tree: it fits as it is, or with repaired patches; or it does not, of a class; or it fits
 * where it must not, or not everywhere where it should.
 */
export type Outcome = "applied" | "repaired" | DriftClass | "wrong place" | "place missed";

/** A kind of refactoring, as one meets them between two releases. */
export interface Kind {
  readonly name: string;
  /** Whether the hooks still have one place where they mean what they meant. */
  readonly keepsMeaning: boolean;
  /** Whether the trees compile: what it takes is all in the texts. */
  readonly compiles: boolean;
  /** What may come out; anything else is a defect of the planner, of the repair, or of this table. */
  readonly expected: readonly Outcome[];
  /** Refactors something at or near an anchor; undefined where there is nothing of the kind. */
  refactor(anchor: Anchor, trees: TreeCache, random: Random): Refactoring | undefined;
}
