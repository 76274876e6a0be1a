import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { applyPatch, parsePatch as parseDiff } from "diff";
import { expect, test } from "vitest";
import { unifiedDiff } from "../edit/unified.ts";
import { loadGoParser } from "../syntax/tree.ts";
import { patchOf, runCase } from "./case.ts";

/** The cases of the language, of the shipped sets and of the examples. */
const root = join(import.meta.dirname, "../..");
const setsIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, folder, name, "cases"));
const folders = [join(import.meta.dirname, "cases"), ...setsIn("patches"), ...setsIn("examples")];
const cases = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".txtar"))
    .sort()
    .map((name) => join(folder, name)),
);
const parser = await loadGoParser();

test.each(cases.map((file) => [file.slice(root.length + 1), file]))("%s", (_name, file) => {
  const text = readFileSync(file, "utf8");
  const name = patchOf(file, text);
  const patch =
    name === undefined ? undefined : { name, text: readFileSync(join(dirname(dirname(file)), name), "utf8") };
  const { actual, faults, plan } = runCase(parser, { file, text, patch });
  if (process.env.UPDATE) writeFileSync(file, actual);
  expect(
    actual,
    "UPDATE=1 npx vitest run --project golden rewrites this; read the diff before committing",
  ).toBe(readFileSync(file, "utf8"));
  expect(faults).toEqual([]);
  for (const { path, before, after } of plan?.files ?? []) {
    const [diff] = parseDiff(unifiedDiff([{ path, before, after }]));
    expect(applyPatch(before!, diff!), `the diff of ${path}`).toBe(after);
  }
});
