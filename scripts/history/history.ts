import { join } from "node:path";
import { loadPatchSet } from "../../src/app/patch-set.ts";
import { completePlan } from "../../src/app/plan.ts";
import { sourcesOf } from "../../src/app/release-sources.ts";
import type { Release } from "../../src/e2e/shared.testing.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type Plan, planPatches } from "../../src/patch/plan.ts";
import { loadGoParser } from "../../src/syntax/tree.ts";
import { ParsedOnce } from "../synthetic/parsed-once.ts";
import { asKnownAt } from "./as-known-at.ts";
import { scoreDiff } from "./diff-row.ts";
import { Checkout, type LineDiff, plainResult } from "./line-diff.ts";
import { scoreChanges } from "./row.ts";
import type { HistoryRow } from "./table.ts";

const host = nodeHost();

/**
 * How far the shipped patch set gets from `known` to each of `releases` if it knows only that one, and how far a line diff
 * of the same changes gets. Writes below `scratch` only.
 */
export async function history(
  known: Release,
  releases: readonly Release[],
  scratch: string,
): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = [];
  const parser = new ParsedOnce(await loadGoParser());
  const set = await loadPatchSet(host);
  const asKnown = asKnownAt(set, known.version);
  const from = await sourcesOf(host, set, treeOf(known));
  const base = planPatches(parser, asKnown, known.version, from.sources);
  if (base.kind === "drift") throw new Error(`the patches for ${known.name} do not fit it`);
  for (const release of releases) {
    const to = await sourcesOf(host, set, treeOf(release));
    const shipped = await completePlan(host, treeOf(release), set);
    const changes = scoreChanges(parser, asKnown, from, to, shipped);
    const { checkout, diff } = checkOut(base.plan, to.sources, join(scratch, release.name));
    rows.push({ release: release.name, changes, diffs: scoreDiff(checkout, diff, shipped) });
  }
  return rows;
}

const treeOf = ({ goroot, version }: Release) => ({ dir: goroot, version });

/** A repository with the files of the known release and those of another on top, and the diff made on the former. */
function checkOut(
  plan: Plan,
  sources: ReadonlyMap<string, string>,
  dir: string,
): { checkout: Checkout; diff: LineDiff } {
  const patched = plainResult(plan);
  const before = plan.files.flatMap(({ path, before }): [string, string][] =>
    before === undefined ? [] : [[path, before]],
  );
  const checkout = new Checkout(dir, new Map(before));
  const diff = checkout.diff(patched);
  checkout.git("rm", "--quiet", "-r", ".");
  checkout.commit(new Map([...sources].filter(([path]) => patched.has(path))));
  return { checkout, diff };
}
