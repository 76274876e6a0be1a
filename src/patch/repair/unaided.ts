import type { GoParser } from "../../syntax/tree.ts";
import type { Change } from "../patch.ts";
import { compile, targetOf } from "../pattern.ts";
import type { TreeCache } from "../trees.ts";
import { Counterpart, type Declared, declaredIn } from "./counterpart.ts";
import { areNamesKept } from "./kept-names.ts";
import { placed } from "./placed.ts";
import type { Rewritten } from "./propose.ts";
import { rewritten, signatureOf } from "./rewrite.ts";

/**
 * What can be said without a release on which the change fits: the function is there and all of the pattern but its first
 * line. Everything else would be a guess.
 */
export function proposeUnaided(parser: GoParser, change: Change, to: TreeCache): Rewritten | undefined {
  const pattern = compile(parser, change);
  const target = targetOf(pattern);
  if (!target) return undefined;
  const [after, ...more] = declaredIn(to, change.package, target.name).filter(
    ({ receiver }) => receiver === target.receiver,
  );
  const body = after && more.length === 0 ? signatureOf(after)(change.body) : undefined;
  if (!after || !body) return undefined;
  const before: Declared = {
    ...target,
    file: change.file,
    tree: pattern.tree,
    node: pattern.declaration,
    package: change.package,
  };
  const now = placed(parser, rewritten(change, body, change.package), to);
  const pair = new Counterpart(before, after);
  if (!now || !areNamesKept(pattern, pair, [])) return undefined;
  const kept = (body.length - 1) / body.length;
  return {
    change: now.pattern.change,
    class: "signature-changed",
    evidence: [`the signature of ${after.name} changed`],
    score: kept,
  };
}
