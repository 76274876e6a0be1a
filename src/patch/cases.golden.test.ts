import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { applyPatch, parsePatch as parseDiff } from "diff";
import { expect, test } from "vitest";
import { parseGoVersion } from "../base/version.ts";
import type { EditSet } from "../edit/edit.ts";
import { unifiedDiff } from "../edit/unified.ts";
import { loadGoParser } from "../syntax/tree.ts";
import { renderDrift } from "./drift.ts";
import { parsePatch } from "./parse.ts";
import type { PatchSet } from "./patch.ts";
import { type Plan, planPatches } from "./plan.ts";
import { formatTxtar, parseTxtar } from "./txtar.testing.ts";

/**
 * A case is one archive. `NAME.patch` sections are the patches (without any, those of the set in whose `cases` folder the
 * archive lies, the one of the archive's own name), `*.go` sections the sources, `want/FILE` what comes out, or `drift`.
 * A comment line `go go1.N` chooses the release.
 */
const root = join(import.meta.dirname, "../..");
const sets = readdirSync(join(root, "patches"), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);
const folders = [
  join(import.meta.dirname, "cases"),
  ...sets.map(({ name }) => join(root, "patches", name, "cases")),
];
const cases = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".txtar"))
    .sort()
    .map((name) => join(folder, name)),
);
const parser = await loadGoParser();

test.each(cases.map((file) => [file.slice(root.length + 1), file]))("%s", (_name, file) => {
  const archive = parseTxtar(readFileSync(file, "utf8"));
  const version = parseGoVersion(/^go (go1\S+)/m.exec(archive.comment)?.[1] ?? "go1.26.0")!;
  const sources = new Map(
    [...archive.files].filter(([name]) => name.endsWith(".go") && !name.startsWith("want/")),
  );
  const set = setOf(file, archive.files);
  const result = planPatches(parser, set, version, sources);
  const wanted = new Map(
    [...archive.files].filter(([name]) => !name.startsWith("want/") && name !== "drift"),
  );
  if (result.kind === "drift") wanted.set("drift", renderDrift(result.drift));
  else for (const { path, after } of result.plan.files) wanted.set(`want/${path}`, after);
  accept(file, formatTxtar({ comment: archive.comment, files: wanted }));
  if (result.kind === "plan") prove(set, version, sources, result.plan);
});

function setOf(file: string, files: ReadonlyMap<string, string>): PatchSet {
  const own = [...files].filter(([name]) => name.endsWith(".patch"));
  const patches = own.length > 0 ? own : [[basename(file, ".txtar") + ".patch", shipped(file)] as const];
  return {
    name: "case",
    tools: ["cmd/compile"],
    patches: patches.map(([name, text]) => parsePatch(name, text)),
    payload: [],
    fingerprint: "",
    files: {},
  };
}

const shipped = (file: string): string =>
  readFileSync(join(dirname(dirname(file)), `${basename(file, ".txtar")}.patch`), "utf8");

function accept(file: string, actual: string): void {
  if (process.env.UPDATE) writeFileSync(file, actual);
  expect(
    actual,
    "UPDATE=1 npx vitest run --project golden rewrites this; read the diff before committing",
  ).toBe(readFileSync(file, "utf8"));
}

/** A golden must be true, not only equal. */
function prove(
  set: PatchSet,
  version: NonNullable<ReturnType<typeof parseGoVersion>>,
  sources: Map<string, string>,
  plan: Plan,
): void {
  for (const { path, before, after, edits } of plan.files) {
    expect(parser.parse(after).errors).toEqual([]);
    expect(edits!.invert(before!).apply(after)).toBe(before);
    const [diff] = parseDiff(unifiedDiff([{ path, before, after }]));
    expect(applyPatch(before!, diff!)).toBe(after);
    expect(linesAreKept(before!, after, edits!), `${path} keeps the numbers of its lines`).toBe(true);
  }
  const patched = new Map(sources);
  for (const { path, after } of plan.files) patched.set(path, after);
  const again = planPatches(parser, set, version, patched);
  expect(again.kind === "drift" && again.drift.map(({ kind }) => kind)).toContain("already-applied");
}

/** For the compiler, every line start outside the edits has the number that it had. */
function linesAreKept(before: string, after: string, edits: EditSet): boolean {
  if (before.includes("\n//line ")) return before.split("\n").length === after.split("\n").length;
  let shift = 0;
  let from = 0;
  for (const edit of [...edits.edits, { from: before.length, to: before.length, insert: "" }]) {
    for (let at = from; at < edit.from; at++)
      if (before[at - 1] === "\n" && numberOf(after, at + shift) !== before.slice(0, at).split("\n").length)
        return false;
    shift += edit.insert.length - (edit.to - edit.from);
    from = edit.to;
  }
  return true;
}

/** The number that the compiler gives to the line which starts at `offset`. */
function numberOf(text: string, offset: number): number {
  return text
    .slice(0, offset)
    .split("\n")
    .slice(0, -1)
    .reduce((number, line) => Number(/^\/\/line :(\d+):1$/.exec(line)?.[1] ?? number + 1), 1);
}
