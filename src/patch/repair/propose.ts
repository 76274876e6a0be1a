import { TraceinjectError } from "../../base/errors.ts";
import type { GoParser } from "../../syntax/tree.ts";
import { locate, type Site } from "../locate.ts";
import type { BodyLine, Change } from "../patch.ts";
import { compile, type Pattern } from "../pattern.ts";
import type { TreeCache } from "../trees.ts";
import { Counterpart, counterpartOf, declaredAt } from "./counterpart.ts";
import type { DriftClass } from "./diagnosis.ts";
import { helpersOf } from "./helpers.ts";
import { areNamesKept } from "./kept-names.ts";
import { controlsOf, isSamePlace } from "./places.ts";
import { type Releases, type Rename, renamesIn } from "./renames.ts";
import {
  apart,
  deeper,
  into,
  looserCalls,
  type Rewrite,
  renaming,
  rewritten,
  signatureOf,
} from "./rewrite.ts";

/** A change rewritten for the new release, and what says that it goes where the old one went. */
export interface Rewritten {
  readonly change: Change;
  readonly class: DriftClass;
  readonly evidence: readonly string[];
  readonly score: number;
}

/** A pattern with its one place. */
interface Placed {
  readonly pattern: Pattern;
  readonly site: Site;
}

/** One way to rewrite a body, and the class of drift that it answers. */
interface Attempt {
  readonly rewrites: readonly Rewrite[];
  readonly class: DriftClass;
  readonly evidence: readonly string[];
}

/**
 * The change as it must read for the new release; undefined where that is open. What comes out fits exactly one place, the
 * tokens that it holds on to are those which the old ones have become, and its inserted lines mean there what they meant.
 */
export function propose(parser: GoParser, change: Change, releases: Releases): Rewritten | undefined {
  const old = placed(parser, change, releases.from);
  const declared = old && declaredAt(releases.from, old.site.file, old.site.declaration);
  if (!declared) return undefined;
  const pair = counterpartOf(declared, releases.from, releases.to);
  if (!pair) return undefined;
  return within(parser, old, pair, releases) ?? inHelper(parser, old, pair, releases);
}

/** In the function itself, whatever it is called now and wherever it is. */
function within(parser: GoParser, old: Placed, pair: Counterpart, releases: Releases): Rewritten | undefined {
  const renames = renamesIn(pair, releases);
  const base = baseAttempt(pair, renames, old.pattern.change);
  for (const more of structural(pair)) {
    const attempt = {
      rewrites: [...base.rewrites, ...more.rewrites],
      class: base.evidence.length > 0 ? base.class : more.class,
      evidence: [...base.evidence, ...more.evidence],
    };
    const tried = attempted(parser, old, pair, attempt, renames, releases);
    if (tried) return tried;
  }
  return undefined;
}

/** What changes with the function and its names, before its statements are looked at. */
function baseAttempt({ before, after }: Counterpart, renames: readonly Rename[], change: Change): Attempt {
  const used = renames.filter((one) => renaming([one])(change.body) !== undefined);
  const isMoved = before.package !== after.package;
  const evidence = isMoved ? [`${before.name} is in ${after.package} now`] : [];
  const [first] = used;
  return {
    rewrites: used.length > 0 ? [renaming(used)] : [],
    class: isMoved ? "function-moved" : (first?.class ?? "not-upstream"),
    evidence: [...evidence, ...used.map((one) => one.evidence)],
  };
}

/** What may have happened besides, the least first. */
function structural({ after }: Counterpart): Attempt[] {
  const signature: Attempt = {
    rewrites: [signatureOf(after)],
    class: "signature-changed",
    evidence: [`the signature of ${after.name} changed`],
  };
  const calls: Attempt = {
    rewrites: [looserCalls(after)],
    class: "signature-changed",
    evidence: ["the arguments of a call changed"],
  };
  const nested: Attempt = {
    rewrites: [deeper],
    class: "statement-wrapped",
    evidence: ["the statement stands in a block of its own"],
  };
  const spread: Attempt = {
    rewrites: [apart],
    class: "statements-reordered",
    evidence: ["other statements stand between those of the pattern"],
  };
  const none: Attempt = { rewrites: [], class: "not-upstream", evidence: [] };
  const single = [signature, calls, nested, spread];
  return [
    none,
    ...single,
    ...[calls, nested, spread].map((one) => both(signature, one)),
    both(calls, nested),
  ];
}

const both = (a: Attempt, b: Attempt): Attempt => ({
  rewrites: [...a.rewrites, ...b.rewrites],
  class: a.class,
  evidence: [...a.evidence, ...b.evidence],
});

/** The anchor moved into a function that is new, and that the old place calls once. */
function inHelper(
  parser: GoParser,
  old: Placed,
  pair: Counterpart,
  releases: Releases,
): Rewritten | undefined {
  if (leavesFunction(old.pattern.change)) return undefined;
  const tried = helpersOf(pair, releases).flatMap((helper) => {
    const moved = new Counterpart(pair.before, helper);
    const attempt: Attempt = {
      rewrites: [into(helper)],
      class: "function-split",
      evidence: [`${pair.after.name} calls ${helper.name} where the statement was, and nothing else does`],
    };
    return attempted(parser, old, moved, attempt, [], releases) ?? [];
  });
  return tried.length === 1 ? tried[0] : undefined;
}

/** Lines that end or leave their function mean another thing in another one. */
const leavesFunction = ({ body }: Change): boolean =>
  body.some(
    ({ sign, text }) => sign !== " " && /\b(?:defer|return|recover|goto|break|continue)\b/.test(text),
  );

function attempted(
  parser: GoParser,
  old: Placed,
  pair: Counterpart,
  attempt: Attempt,
  renames: readonly Rename[],
  releases: Releases,
): Rewritten | undefined {
  let body: readonly BodyLine[] | undefined = old.pattern.change.body;
  for (const rewrite of attempt.rewrites) body = body && rewrite(body);
  const { change } = old.pattern;
  const isMoved = pair.before.package !== pair.after.package;
  if (!body || (body === change.body && !isMoved)) return undefined;
  const now = placed(parser, rewritten(change, body, pair.after.package), releases.to);
  if (!now || now.site.declaration !== pair.after.node) return undefined;
  if (!isSamePlace(pair, old, now) || controlsOf(old.pattern, old.site) !== controlsOf(now.pattern, now.site))
    return undefined;
  if (!areNamesKept(old.pattern, pair, renames)) return undefined;
  const { class: driftClass, evidence } = attempt;
  return { change: now.pattern.change, class: driftClass, evidence, score: scoreOf(pair, change.body, body) };
}

/** The pattern's one place; undefined where there is none, or more than one, or the change cannot be compiled. */
export function placed(parser: GoParser, change: Change, trees: TreeCache): Placed | undefined {
  try {
    const pattern = compile(parser, change);
    const located = locate(pattern, trees);
    const [site, ...more] = located.kind === "sites" ? located.sites : [];
    return site && more.length === 0 ? { pattern, site } : undefined;
  } catch (error) {
    if (error instanceof TraceinjectError) return undefined;
    throw error;
  }
}

/** How much is as it was: the mean of the declaration's tokens and of the pattern's lines. */
function scoreOf({ likeness }: Counterpart, old: readonly BodyLine[], now: readonly BodyLine[]): number {
  const kept = now.filter(({ text }) => old.some((line) => line.text === text)).length;
  return (likeness + kept / now.length) / 2;
}
