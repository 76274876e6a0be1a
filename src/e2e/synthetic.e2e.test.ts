import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countTrials, renderCounts, shareKept, sum } from "../../scripts/synthetic/count.ts";
import { generate, type Tree } from "../../scripts/synthetic/generate.ts";
import { openRelease } from "../../scripts/synthetic/open.ts";
import type { Release as Base } from "../../scripts/synthetic/release.ts";
import { tryAll } from "../../scripts/synthetic/try.ts";
import { packagesBelow } from "../app/patch.ts";
import { packageRoot } from "../host/package.ts";
import { e2eHost, type Release, releases } from "./shared.testing.ts";

const host = e2eHost();
const scratch = mkdtempSync(join(tmpdir(), "traceinject-synthetic-"));
/** The one on PATH in every clone, so that the figures are always of the same trees. */
let chosen: Release;
let base: Base;

beforeAll(async () => {
  const all = await releases();
  chosen = all.findLast(({ version }) => version.minor <= 26) ?? all[0]!;
  base = await openRelease(host, { dir: chosen.goroot, version: chosen.version });
});
afterAll(() => rmSync(scratch, { recursive: true }));

test("on more than two hundred next releases no text goes to a wrong place, and nine in ten that keep the meaning fit", () => {
  const counts = countTrials(tryAll(base, 10));
  const table = renderCounts(counts);
  expect(
    counts.reduce((all, { trees }) => all + trees, 0),
    table,
  ).toBeGreaterThanOrEqual(200);
  expect(sum(counts, "wrong place"), table).toBe(0);
  expect(shareKept(counts), table).toBeGreaterThanOrEqual(0.9);
  // Drift is nearly always of the class that says what was done.
  expect(counts.flatMap(({ unexpected }) => unexpected).length, table).toBeLessThanOrEqual(5);
});

test("the same release gives the same trees, byte for byte", () => {
  const texts = (): string[][] =>
    [...generate(base, 1)].map(({ rewritten: { changed, sources } }) =>
      [...changed].map((file) => `${file}\n${sources.get(file)}`),
    );
  expect(texts()).toEqual(texts());
});

test("what is said to compile does: the release's own type checker finds nothing in a tree of each kind", async () => {
  const tools = ["cmd/asm", "cmd/cgo", "cmd/compile", "cmd/link", "cmd/internal"];
  const packages = (await Promise.all(tools.map((tool) => packagesBelow(host, chosen.goroot, tool)))).flat();
  const whole = await openRelease(host, { dir: chosen.goroot, version: chosen.version }, packages);
  const trees = [...generate(whole, 1)].filter(({ kind }) => kind.compiles);
  const wrong = {
    Files: { "cmd/asm/next.go": "package main\n\nvar next int = Gone\n" },
    Packages: ["cmd/asm"],
  };
  const errors = typeCheck([...trees.map(filesOf), wrong]);
  expect(errors.at(-1)).toEqual([expect.stringMatching(/next\.go:3:16: undefined: Gone/)]);
  expect(trees.map(({ seed }, index) => [seed, errors[index]])).toEqual(trees.map(({ seed }) => [seed, []]));
});

/** What scripts/synthetic/typecheck reads of a tree. */
function filesOf({ rewritten: { changed, sources } }: Tree) {
  const files = [...changed].filter((file) => sources.has(file));
  return {
    Files: Object.fromEntries(files.map((file) => [file, sources.get(file)])),
    Gone: [...changed].filter((file) => !sources.has(file)),
    Packages: [...new Set(files.map((file) => dirname(file)))].sort(),
  };
}

function typeCheck(trees: readonly object[]): string[][] {
  const program = join(packageRoot(), "scripts/synthetic/typecheck/main.go");
  const output = execFileSync(join(chosen.goroot, "bin/go"), ["run", program], {
    cwd: scratch,
    env: { ...host.env, GOTOOLCHAIN: "local", GOFLAGS: "" },
    input: JSON.stringify({ GOROOT: chosen.goroot, Trees: trees }),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output);
}
