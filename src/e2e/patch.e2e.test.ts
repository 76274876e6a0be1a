import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planDiff, surveyExits } from "../app/patch.ts";
import { loadPatchSet } from "../app/patch-set.ts";
import { planGoroot, readPackages } from "../app/plan.ts";
import { silentProgress } from "../base/progress.ts";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import type { PatchSet } from "../patch/patch.ts";
import { type Plan, type PlanResult, packagesOf, planPatches } from "../patch/plan.ts";
import { type GoParser, loadGoParser } from "../syntax/tree.ts";
import { findSourceTree, type SourceTree } from "../toolchain/source-tree.ts";
import { builtReleases, type Release, releases } from "./shared.testing.ts";

const host = nodeHost();
const scratch = mkdtempSync(join(tmpdir(), "traceinject-patch-"));
let set: PatchSet;
let parser: GoParser;

beforeAll(async () => {
  set = await loadPatchSet(host);
  parser = await loadGoParser();
});
afterAll(() => rmSync(scratch, { recursive: true }));

const row = ({ name, goroot }: Release): [string, string] => [name, goroot];
const each = test.each((await releases()).map(row));
/** For what takes long and depends little on the release. */
const eachBuilt = test.each((await builtReleases()).map(row));

const open = (goroot: string): Promise<SourceTree> => findSourceTree(host, { goroot }, silentProgress);

async function planOf(tree: SourceTree): Promise<Plan> {
  const result = await planGoroot(host, tree, set);
  if (result.kind === "drift") throw new Error(JSON.stringify(result.drift, null, 2));
  return result.plan;
}

/** Copies the files that a plan changes, and no others, as they are in the GOROOT. */
function copyTouched(tree: SourceTree, plan: Plan): string {
  const dir = mkdtempSync(join(scratch, "tree-"));
  for (const { path, before } of plan.files) {
    mkdirSync(dirname(join(dir, "src", path)), { recursive: true });
    if (before !== undefined)
      cpSync(join(tree.dir, "src", path), join(dir, "src", path), { dereference: true });
  }
  execFileSync("chmod", ["-R", "u+w", dir]);
  return dir;
}

const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, GIT_CEILING_DIRECTORIES: "/", LC_ALL: "C" },
  });

test("the commands show, check and list on the Go at hand, for people and for scripts", async () => {
  const newest = (await releases()).at(-1)!;
  const cli = (...args: string[]): string =>
    execFileSync(
      process.execPath,
      [join(packageRoot(), "bin/traceinject.mjs"), "patch", "--goroot", newest.goroot, ...args],
      {
        encoding: "utf8",
      },
    );
  const tree = await open(newest.goroot);
  const plan = await planOf(tree);
  expect(cli("--diff")).toBe(planDiff(plan));
  expect(JSON.parse(cli("--diff", "--json")).diff).toBe(planDiff(plan));
  const added = plan.files.filter(({ before }) => before === undefined).length;
  const summary = `compile fits ${newest.name}: ${plan.changes.length} changes, ${added} new files\n`;
  expect(cli().endsWith(summary)).toBe(true);
  expect(cli("--check").endsWith(summary)).toBe(true);
  expect(JSON.parse(cli("--json")).changes.map(({ id }: { id: string }) => id)).toEqual(
    plan.changes.map(({ id }) => id),
  );
  expect(cli("--exits")).toMatch(/^WAY OUT .*\n(.*\n)+\d+ ways out, 0 not covered\n$/);
});

each(
  "%s: the diff applies to the pristine tree, gives the plan's files, and applies back",
  async (_name, goroot) => {
    const tree = await open(goroot);
    const plan = await planOf(tree);
    const diff = join(scratch, "plan.diff");
    writeFileSync(diff, planDiff(plan));
    // In src, because git refuses to go through a link, and Debian's src is one.
    git(realpathSync(join(tree.dir, "src")), "apply", "-p2", "--check", diff);
    const copy = copyTouched(tree, plan);
    git(copy, "apply", diff);
    for (const { path, after } of plan.files)
      expect(readFileSync(join(copy, "src", path), "utf8")).toBe(after);
    git(copy, "apply", "-R", diff);
    for (const { path, before } of plan.files)
      if (before !== undefined) expect(readFileSync(join(copy, "src", path), "utf8")).toBe(before);
  },
);

/** It holds `//line` in its own text: insertions stay on their line there, which is documented and not gofmt's way. */
const numbersItsLines = "cmd/cgo/gcc.go";

each("%s: the patched files are gofmt-clean", async (_name, goroot) => {
  const plan = await planOf(await open(goroot));
  const dir = mkdtempSync(join(scratch, "fmt-"));
  for (const { path, after } of plan.files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), after);
  }
  expect(execFileSync("gofmt", ["-l", dir], { encoding: "utf8" })).toBe(`${join(dir, numbersItsLines)}\n`);
});

each(
  "%s: a patched tree is recognised, change by change, and the inverse restores the bytes",
  async (_name, goroot) => {
    const tree = await open(goroot);
    const plan = await planOf(tree);
    for (const { before, after, edits } of plan.files)
      if (edits) expect(edits.invert(before ?? "").apply(after)).toBe(before);
    const sources = new Map(await readPackages(host, tree.dir, packagesOf(set, tree.version)));
    for (const { path, after } of plan.files) sources.set(path, after);
    const again = planPatches(parser, set, tree.version, sources);
    const applied =
      again.kind === "drift" ? again.drift.filter(({ kind }) => kind === "already-applied") : [];
    expect(applied.map(({ change }) => change)).toEqual([...new Set(plan.changes.map(({ id }) => id))]);
  },
);

each("%s: every way out of every patched tool is covered", async (_name, goroot) => {
  const tree = await open(goroot);
  const exits = await surveyExits(host, tree, set.tools, await planOf(tree));
  expect(exits.filter((exit) => !exit.coveredBy)).toEqual([]);
  const kindsIn = (tool: string): string[] =>
    [...new Set(exits.filter(({ file }) => file.startsWith(`${tool}/`)).map(({ kind }) => kind))].sort();
  expect(kindsIn("cmd/compile")).toEqual(
    ["base.ErrorExit", "base.Exit", "end of body", "goroutine", "log.Fatal", "os.Exit", "panic"].sort(),
  );
  expect(kindsIn("cmd/link")).toEqual(
    ["end of body", "goroutine", "log.Fatal", "os.Exit", "panic", "syscall.Exec"].sort(),
  );
  expect(kindsIn("cmd/asm")).toEqual(["end of body", "log.Fatal", "os.Exit", "panic"].sort());
  expect(kindsIn("cmd/cgo")).toEqual(expect.arrayContaining(["end of body", "os.Exit", "panic", "return"]));
});

test("without the patches no way out is covered, except before the start", async () => {
  const [release] = await releases();
  const exits = await surveyExits(host, await open(release!.goroot), set.tools, { files: [], changes: [] });
  const covered = new Set(exits.flatMap((exit) => exit.coveredBy ?? []));
  expect([...covered]).toEqual(["before gc.Main: no trace has started"]);
});

/** One mutation of one anchor: what was done, and whether the change then goes where it does not belong. */
interface Mutant {
  readonly what: string;
  readonly isWrong: boolean;
}

eachBuilt("%s: an anchor that is renamed or doubled is drift, never another place", async (_name, goroot) => {
  const tree = await open(goroot);
  const sources = await readPackages(host, tree.dir, packagesOf(set, tree.version));
  const mutants = set.patches.flatMap((patch) =>
    patch.changes.flatMap((change) => {
      const alone: PatchSet = { ...set, payload: [], patches: [{ ...patch, changes: [change] }] };
      return mutate(alone, tree, sources);
    }),
  );
  expect(mutants.length).toBeGreaterThan(40);
  expect(mutants.filter(({ isWrong }) => isWrong).map(({ what }) => what)).toEqual([]);
});

function mutate(alone: PatchSet, tree: SourceTree, sources: ReadonlyMap<string, string>): Mutant[] {
  const plan = planPatches(parser, alone, tree.version, sources);
  const change = alone.patches[0]?.changes[0];
  if (plan.kind !== "plan" || !change) throw new Error("the change does not fit the pristine tree");
  const [planned] = plan.plan.changes;
  if (!planned) return []; // the release is outside the change's range
  const { file } = planned;
  const text = sources.get(file) ?? "";
  const again = (what: string, mutated: string, doubled?: string): Mutant => {
    expect(mutated, `${change.id}: ${what} changes the source`).not.toBe(text);
    const result = planPatches(parser, alone, tree.version, new Map([...sources, [file, mutated]]));
    const isSame = doubled !== undefined && without(doubled, result, file) === without(doubled, plan, file);
    return { what: `${change.id}: ${what}`, isWrong: result.kind !== "drift" && !isSame };
  };
  return anchorsOf(change.body.filter(({ sign }) => sign === " ").map((line) => line.text)).flatMap(
    (anchor) => {
      const places = [...text.matchAll(new RegExp(anchor.source, "gm"))];
      const renamed = text.replace(new RegExp(anchor.source, "gm"), (found) =>
        found.replace(anchor.name, `${anchor.name}Renamed`),
      );
      const mutants = [again(`rename ${anchor.name}`, renamed)];
      const [place] = places;
      if (anchor.whole && places.length === 1 && place)
        mutants.push(
          again(`double ${place[0].trim()}`, text.replace(place[0], `${place[0]}\n${place[0]}`), place[0]),
        );
      return mutants;
    },
  );
}

/**
 * The patched file without the lines of an anchor. Of two that follow each other, a neighbour in the pattern may say which
 * one is meant: the change then goes where it went before.
 */
function without(anchor: string, result: PlanResult, file: string): string {
  if (result.kind === "drift") return "";
  const lines = anchor.split("\n").map((line) => line.trim());
  const after = result.plan.files.find(({ path }) => path === file)?.after ?? "";
  const left = after.split("\n").filter((line) => !lines.includes(line.trim()));
  return left.join("\n").replace(/\/\/line :\d+:/g, "//line ");
}

interface Anchor {
  /** Finds the anchor's line in the source. */
  readonly source: string;
  readonly name: string;
  /** It is one whole statement, so it may be doubled. */
  readonly whole: boolean;
}

/** The identifiers of the pattern's context lines, each with the source line that it stands on. */
function anchorsOf(lines: readonly string[]): Anchor[] {
  return lines
    .filter((line) => !/^\s*(\.\.\.|<\.\.\.|\.\.\.>|\}|)$/.test(line))
    .flatMap((line) => {
      const source = `^[ \\t]*${literal(line)}[^\\n]*$`;
      const names =
        line
          .replace(/\$(?:\.\.\.)?\w+|"[^"]*"/g, "")
          .match(/\b(?!func\b|if\b|defer\b|int\b|bool\b|string\b)[A-Za-z]\w*/g) ?? [];
      return [...new Set(names)].map((name, index) => ({
        source,
        name,
        whole: index === 0 && /\)$/.test(line),
      }));
    });
}

/** The line as a regular expression; of a function's head only what stands before its parameters, which may differ. */
function literal(line: string): string {
  const head = /^func (?:\([^)]*\) )?\w+\(/.exec(line)?.[0] ?? line.trim();
  return head
    .split(/\.\.\.|\$(?:\.\.\.)?\w+/)
    .map(quoted)
    .join(".*?");
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
