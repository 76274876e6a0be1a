import { compare } from "../analysis/sums.ts";
import type { Advice, Rule, RuleInput } from "./advice.ts";
import { Build, leastBuild } from "./build.ts";
import { cacheMiss } from "./cache-miss.ts";
import { cgoCost } from "./cgo-cost.ts";
import { coldCache } from "./cold-cache.ts";
import { criticalPathPackage } from "./critical-path-package.ts";
import { gcBound } from "./gc-bound.ts";
import { genericInstances } from "./generic-instances.ts";
import { hugeFile } from "./huge-file.ts";
import { idleSlots } from "./idle-slots.ts";
import { importReading } from "./import-reading.ts";
import { inlinedBody } from "./inlined-body.ts";
import { linkerBound } from "./linker-bound.ts";
import { superLinearPass } from "./super-linear-pass.ts";
import { unblocksMany } from "./unblocks-many.ts";
import { waitingForSlots } from "./waiting-for-slots.ts";

/** All rules, in the order of docs/rules.md and of advice that would save the same. */
export const rules: readonly Rule[] = [
  criticalPathPackage,
  unblocksMany,
  linkerBound,
  cacheMiss,
  coldCache,
  superLinearPass,
  genericInstances,
  inlinedBody,
  hugeFile,
  importReading,
  cgoCost,
  gcBound,
  waitingForSlots,
  idleSlots,
];

/** From here on advice is a warning: a tenth of the build. */
const muchOfBuild = 0.1;

/** What all rules say of a build: what could save most comes first, then by rule and subject. */
export function advise(input: RuleInput): Advice[] {
  const build = new Build(input);
  if (build.elapsed < leastBuild) return [];
  const much = muchOfBuild * build.elapsed;
  return rules
    .flatMap((rule) =>
      rule.observe(build).map(({ remedy = rule.remedy, saves, ...rest }): Advice => {
        const severity = saves > 0 && saves >= much ? "warning" : "note";
        return { rule: rule.id, severity, ...rest, remedy, saves };
      }),
    )
    .sort((a, b) => b.saves - a.saves || rank(a) - rank(b) || compare(a.subject, b.subject));
}

function rank({ rule }: Advice): number {
  return rules.findIndex(({ id }) => id === rule);
}
