import { basename, join } from "node:path";
import { unifiedDiff } from "../edit/unified.ts";
import type { Host } from "../host/host.ts";
import { type Case, patchOf, runCase } from "../patch/case.ts";
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
  const cases: TestedCase[] = [];
  const untested = new Set(patches);
  for (const name of await caseNames(host, dir)) {
    const one = await readCase(host, dir, name, patches);
    if (one.patch) untested.delete(one.patch.name);
    cases.push(await testCase(host, parser, name, one, update));
  }
  return { patchSet: basename(dir), cases, untested: [...untested] };
}

async function caseNames(host: Host, dir: string): Promise<string[]> {
  const names = (await host.readDir(join(dir, "cases"))).map(({ name }) => `cases/${name}`);
  return names.filter((name) => name.endsWith(".txtar"));
}

async function readCase(host: Host, dir: string, name: string, patches: readonly string[]): Promise<Case> {
  const file = join(dir, name);
  const text = await host.readFile(file);
  const patch = patches.find((one) => one === patchOf(file, text));
  if (patch === undefined) return { file, text, patch };
  return { file, text, patch: { name: patch, text: await host.readFile(join(dir, patch)) } };
}

async function testCase(
  host: Host,
  parser: GoParser,
  name: string,
  one: Case,
  update: boolean,
): Promise<TestedCase> {
  const { actual, faults } = runCase(parser, one);
  const same = actual === one.text;
  if (update && !same) await host.writeFile(one.file, actual);
  const diff = unifiedDiff([{ path: name, before: one.text, after: actual }]);
  return { name, passed: (update || same) && faults.length === 0, diff, faults };
}
