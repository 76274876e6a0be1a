import { basename, join } from "node:path";
import { unifiedDiff } from "../edit/unified.ts";
import type { Host } from "../host/host.ts";
import { patchOf, runCase } from "../patch/case.ts";
import type { GoParser } from "../syntax/tree.ts";
import { type PatchSetChoice, patchSetDirs, readSeries } from "./patch-set.ts";
import { loadParser } from "./plan.ts";

/** What the cases of one patch set gave. */
export interface PatchSetTest {
  readonly patchSet: string;
  readonly cases: readonly TestedCase[];
  /** Patches that no case is about, by file name. */
  readonly untested: readonly string[];
}

export interface TestedCase {
  /** Its file: `cases/count.txtar`. */
  readonly name: string;
  readonly passed: boolean;
  /** From what it wants to what came out, as a unified diff; empty if they are the same. */
  readonly diff: string;
  /** What is wrong with what came out, whatever is wanted. */
  readonly faults: readonly string[];
}

export interface PatchTestOptions extends Pick<PatchSetChoice, "patches"> {
  /** Writes what came out into the cases. */
  readonly update?: boolean | undefined;
}

/**
 * Runs the cases of the sets that are named, of the shipped one where none is. No Go is needed.
 * Throws what reading a set throws, and `bad-case` for one that cannot be run.
 */
export async function testPatchSets(host: Host, options: PatchTestOptions): Promise<PatchSetTest[]> {
  const { patches = [], update = false } = options;
  const parser = await loadParser(host);
  const tests: PatchSetTest[] = [];
  for (const dir of patchSetDirs(host, { patches, shipped: patches.length === 0 }))
    tests.push(await testPatchSet(host, parser, dir, update));
  return tests;
}

/** Whether all cases of all sets passed; a set without a case has not. */
export function allPassed(tests: readonly PatchSetTest[]): boolean {
  return tests.every(({ cases }) => cases.length > 0 && cases.every(({ passed }) => passed));
}

async function testPatchSet(
  host: Host,
  parser: GoParser,
  dir: string,
  update: boolean,
): Promise<PatchSetTest> {
  const { patches } = await readSeries(host, dir);
  const entries = await host.readDir(join(dir, "cases"));
  const cases: TestedCase[] = [];
  const untested = new Set(patches);
  for (const { name } of entries.filter((entry) => entry.name.endsWith(".txtar"))) {
    const file = join(dir, "cases", name);
    const text = await host.readFile(file);
    const patch = patchOf(name, text);
    const known = patch !== undefined && patches.includes(patch);
    const held = known ? { name: patch, text: await host.readFile(join(dir, patch)) } : undefined;
    if (known) untested.delete(patch);
    const { actual, faults } = runCase(parser, { file, text, patch: held });
    if (update && actual !== text) await host.writeFile(file, actual);
    const diff = unifiedDiff([{ path: `cases/${name}`, before: text, after: actual }]);
    cases.push({
      name: `cases/${name}`,
      passed: (update || diff === "") && faults.length === 0,
      diff,
      faults,
    });
  }
  return { patchSet: basename(dir), cases, untested: [...untested] };
}
