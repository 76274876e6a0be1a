import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseGoVersion } from "../../base/version.ts";
import { loadGoParser } from "../../syntax/tree.ts";
import { parsePatch } from "../parse.ts";
import type { PatchSet } from "../patch.ts";
import { type PlanResult, planPatches } from "../plan.ts";
import { type Archive, formatTxtar, parseTxtar } from "../txtar.ts";
import type { Diagnosis, ReleaseSources } from "./diagnosis.ts";
import { repair } from "./repair.ts";

/**
 * A case is one archive: `NAME.patch` sections, `from/FILE` as go1.26.0 has it (without any, nothing is known of it), `to/FILE`
 * as go1.27.0 has it. What comes out: `want/NAME.patch` of each repaired file, and `report` with what was found.
 */
const folder = join(import.meta.dirname, "cases");
const parser = await loadGoParser();

test.each(readdirSync(folder).map((name) => [name]))("%s", (name) => {
  const file = join(folder, name);
  const archive = parseTxtar(readFileSync(file, "utf8"));
  const set = setOf([...archive.files].filter(([path]) => /^\w+\.patch$/.test(path)));
  const [from, to] = [release("go1.26.0", "from/", archive), release("go1.27.0", "to/", archive)];
  const hasFrom = from.sources.size > 0;
  const result = repair(parser, set, to, hasFrom ? from : undefined);
  const found = [...result.repaired, ...result.left];
  const files = new Map(
    [...archive.files].filter(([path]) => path !== "report" && !path.startsWith("want/")),
  );
  files.set("report", found.map(line).join(""));
  for (const { file: path, after } of result.patches) files.set(`want/${path}`, after);
  accept(file, formatTxtar({ comment: archive.comment, files }));
  const repaired = setOf(
    set.patches.map((patch) => {
      const path = `${patch.name}.patch`;
      return [path, result.patches.find((one) => one.file === path)?.after ?? patch.text];
    }),
  );
  if (hasFrom)
    expect(plan(repaired, from), "the old release has the plan that it had").toEqual(plan(set, from));
  if (result.left.length === 0) expect(plan(repaired, to).kind).toBe("plan");
});

test("gives no variant that would hold on the very release that tells what the change holds on to", () => {
  const archive = parseTxtar(readFileSync(join(folder, "callee-renamed.txtar"), "utf8"));
  const set = setOf([["p.patch", archive.files.get("p.patch")!]]);
  const to = release("go1.27.0", "to/", archive);
  const patchesBy = (version: string) =>
    repair(parser, set, to, release(version, "from/", archive)).patches.map(({ file }) => file);
  expect([patchesBy("go1.26.0"), patchesBy("go1.27.0")]).toEqual([["p.patch"], []]);
});

function setOf(files: readonly (readonly [string, string])[]): PatchSet {
  const patches = files.map(([name, text]) => parsePatch(name, text));
  return { name: "case", tools: ["cmd/compile"], patches, payload: [], fingerprint: "", files: {} };
}

function release(version: string, folder: string, { files }: Archive): ReleaseSources {
  const own = [...files].filter(([path]) => path.startsWith(folder));
  const sources = new Map(own.map(([path, text]) => [path.slice(folder.length), text]));
  return { version: parseGoVersion(version)!, sources };
}

function plan(set: PatchSet, { version, sources }: ReleaseSources): { kind: string; files: unknown } {
  const result: PlanResult = planPatches(parser, set, version, sources);
  const files = result.kind === "plan" ? result.plan.files.map(({ path, after }) => [path, after]) : [];
  return { kind: result.kind, files };
}

function line({ drift, class: driftClass, evidence, proposal }: Diagnosis): string {
  const score = proposal ? `, proposal ${proposal.score.toFixed(2)}` : "";
  return `${drift.change}: ${drift.kind}, ${driftClass}${score}\n${evidence.map((one) => `  ${one}\n`).join("")}`;
}

function accept(file: string, actual: string): void {
  if (process.env.UPDATE) writeFileSync(file, actual);
  expect(
    actual,
    "UPDATE=1 npx vitest run --project golden rewrites this; read the diff before committing",
  ).toBe(readFileSync(file, "utf8"));
}
