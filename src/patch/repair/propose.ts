import type { GoParser } from "../../syntax/tree.ts";
import type { BodyLine, Change } from "../patch.ts";
import { type Attempt, attempts, inHelper } from "./attempts.ts";
import { Counterpart, counterpartOf, declaredAt } from "./counterpart.ts";
import type { DriftClass } from "./diagnosis.ts";
import { helpersOf } from "./helpers.ts";
import { areNamesKept } from "./kept-names.ts";
import { type Placed, placed } from "./placed.ts";
import { arePlacesKept, controlOf, standsBetween } from "./places.ts";
import { type Releases, type Rename, renamesIn } from "./renames.ts";
import { rewritten } from "./rewrite.ts";

/** A change rewritten for the new release, and what says that it goes where the old one went. */
export interface Rewritten {
  readonly change: Change;
  readonly class: DriftClass;
  readonly evidence: readonly string[];
  readonly score: number;
}

/**
 * The change as it must read for the new release; undefined where that is open. What comes out fits as often as the change
 * says, the tokens that it holds on to are those which the old ones have become, they run under the same conditions, and
 * the inserted lines find what they used.
 */
export function propose(parser: GoParser, change: Change, releases: Releases): Rewritten | undefined {
  const old = placed(parser, change, releases.from);
  const declared = old && declaredAt(releases.from, old.file, old.declaration);
  const pair = declared && counterpartOf(declared, releases.from, releases.to);
  if (!pair) return undefined;
  const trial = new Trial(parser, old, pair, releases);
  return trial.inFunction() ?? trial.inHelper();
}

/** Lines that end or leave their function mean another thing in another one. */
const leavesFunction = ({ body }: Change): boolean =>
  body.some(
    ({ sign, text }) => sign !== " " && /\b(?:defer|return|recover|goto|break|continue)\b/.test(text),
  );

class Trial {
  constructor(
    readonly parser: GoParser,
    readonly old: Placed,
    readonly pair: Counterpart,
    readonly releases: Releases,
  ) {}

  /** In the function itself, whatever it is called now and wherever it is. */
  inFunction(): Rewritten | undefined {
    const renames = renamesIn(this.pair, this.releases);
    for (const attempt of attempts(this.pair, renames, this.old.pattern.change)) {
      const tried = this.#try(attempt, this.pair, renames, []);
      if (tried) return tried;
    }
    return undefined;
  }

  /** In a function that is new and that the old one calls in the place of the anchor. */
  inHelper(): Rewritten | undefined {
    if (leavesFunction(this.old.pattern.change)) return undefined;
    const { before, after } = this.pair;
    const tried = helpersOf(this.pair, this.releases).flatMap(({ helper, call }) => {
      const around = controlOf(after, call.from);
      const stands = standsBetween(this.pair, this.old, call);
      const own = new Counterpart(before, helper);
      return (stands && this.#try(inHelper(after, helper), own, [], around)) || [];
    });
    return tried.length === 1 ? tried[0] : undefined;
  }

  /** `around` is what decides whether the function that the places are in now runs at all. */
  #try(
    { rewrites, evidence, class: driftClass }: Attempt,
    pair: Counterpart,
    renames: readonly Rename[],
    around: readonly string[],
  ): Rewritten | undefined {
    const { pattern } = this.old;
    const body = rewrites.reduce<readonly BodyLine[] | undefined>(
      (lines, rewrite) => lines && rewrite(lines),
      pattern.change.body,
    );
    if (!body) return undefined;
    const change = rewritten(pattern.change, body, pair.after.package);
    const now = placed(this.parser, change, this.releases.to);
    if (!now || now.declaration !== pair.after.node) return undefined;
    if (!arePlacesKept(pair, this.old, now, around) || !areNamesKept(pattern, pair, renames, this.releases))
      return undefined;
    return { change, class: driftClass, evidence, score: scoreOf(pair, pattern.change.body, body) };
  }
}

/** How much is as it was: the mean of the declaration's tokens and of the pattern's lines. */
function scoreOf({ likeness }: Counterpart, old: readonly BodyLine[], now: readonly BodyLine[]): number {
  const kept = now.filter(({ text }) => old.some((line) => line.text === text)).length;
  return (likeness + kept / now.length) / 2;
}
