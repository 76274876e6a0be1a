import type { Change } from "../patch.ts";
import type { Counterpart, Declared } from "./counterpart.ts";
import type { DriftClass } from "./diagnosis.ts";
import type { Rename } from "./renames.ts";
import {
  amongOthers,
  apart,
  deeper,
  into,
  looserCalls,
  namedResults,
  type Rewrite,
  renaming,
  signatureOf,
} from "./rewrite.ts";

/** A way to rewrite a body, with the class of drift that it answers and what speaks for it. */
export interface Attempt {
  readonly rewrites: readonly Rewrite[];
  readonly class: DriftClass;
  readonly evidence: readonly string[];
}

const nothing: Attempt = { rewrites: [], class: "not-upstream", evidence: [] };

/** What may have happened within a function, the least first. */
export function attempts(pair: Counterpart, renames: readonly Rename[], change: Change): Attempt[] {
  const named = afterRenames(pair, renames, change);
  const [signature, ...others] = structural(pair.after);
  const alone = [nothing, signature, ...others];
  const together = others.map((one) => both(signature, one));
  return [...alone, ...together].map((one) => both(named, one));
}

/** What changes with the function and its names, before its statements are looked at. */
function afterRenames({ before, after }: Counterpart, renames: readonly Rename[], change: Change): Attempt {
  const used = renames.filter((one) => renaming([one])(change.body) !== undefined);
  const isMoved = before.package !== after.package;
  const moved: Attempt = {
    rewrites: [],
    class: "function-moved",
    evidence: [`${before.name} is in ${after.package} now`],
  };
  const renamed: Attempt = {
    rewrites: used.length > 0 ? [renaming(used)] : [],
    class: used[0]?.class ?? "not-upstream",
    evidence: used.map(({ evidence }) => evidence),
  };
  return both(isMoved ? moved : nothing, renamed);
}

/** How a pattern may have to read differently to fit a function, one thing at a time; the signature comes first. */
export function structural(after: Declared): readonly [Attempt, ...Attempt[]] {
  return [
    {
      rewrites: [signatureOf(after)],
      class: "signature-changed",
      evidence: [`the signature of ${after.name} changed`],
    },
    {
      rewrites: [looserCalls(after)],
      class: "signature-changed",
      evidence: ["a call has more arguments"],
    },
    {
      rewrites: [namedResults(after)],
      class: "signature-changed",
      evidence: ["a call has a result that is kept"],
    },
    {
      rewrites: [amongOthers],
      class: "statements-reordered",
      evidence: ["other statements stand before or behind it"],
    },
    {
      rewrites: [deeper],
      class: "statement-wrapped",
      evidence: ["the statement stands deeper than it did"],
    },
    {
      rewrites: [apart],
      class: "statements-reordered",
      evidence: ["other statements stand between those of the pattern"],
    },
  ];
}

/** The anchor is in a function of its own that stands for it. */
export const inHelper = (caller: Declared, helper: Declared): Attempt => ({
  rewrites: [into(helper)],
  class: "function-split",
  evidence: [`${caller.name} calls ${helper.name} where the statement was, and nothing else does`],
});

const both = (a: Attempt, b: Attempt): Attempt => ({
  rewrites: [...a.rewrites, ...b.rewrites],
  class: a.evidence.length > 0 ? a.class : b.class,
  evidence: [...a.evidence, ...b.evidence],
});
