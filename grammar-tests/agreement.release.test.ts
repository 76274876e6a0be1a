import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { parseGoVersion } from "../src/base/version.ts";
import { functionsOf } from "../src/syntax/functions.ts";
import { loadGoParser } from "../src/syntax/tree.ts";
import { parseCorpus } from "./corpus.ts";
import { carelessly, disagreements, type FuncFacts, factsOf } from "./facts.ts";
import { goParser, withTempDir } from "./oracle.ts";
import { findReleases, goFiles, type Release } from "./releases.ts";
import { survey } from "./survey.ts";

const { releases } = await findReleases();
const newest = releases.at(-1)!;
const compiler = (release: Release): string[] =>
  goFiles(release, "cmd/compile").map((file) => join(release.goroot, "src", file));
let ours: Map<string, readonly FuncFacts[] | null>;

beforeAll(async () => {
  ours = await survey("facts", releases.flatMap(compiler));
});

/** What the newest go/parser here says: it knows the language of all releases. */
const askNewest = (paths: readonly string[]) => goParser(newest.goroot, paths);

it.each(releases)("agrees with go/parser on every function of cmd/compile of $release", (release) => {
  const paths = compiler(release).filter((path) => ours.get(path) !== null);
  const theirs = askNewest(paths);
  const differences = paths.flatMap((path) => disagreements(path, theirs.get(path)!, ours.get(path)!));
  expect(differences).toEqual([]);
  const functions = [...theirs.values()].flat();
  const broken = Object.keys(release.files).filter((file) => file.startsWith("cmd/compile/"));
  expect(paths).toHaveLength(compiler(release).length - broken.length);
  expect(functions.length).toBeGreaterThan(7_000);
  expect(functions.flatMap(({ returns }) => returns).length).toBeGreaterThan(20_000);
  expect(functions.flatMap(({ defers }) => defers).length).toBeGreaterThan(150);
});

it("notices a counter that goes into function literals", async () => {
  const parser = await loadGoParser();
  const paths = compiler(newest).filter((path) => path.includes("/noder/"));
  const theirs = askNewest(paths);
  const wrong = paths.flatMap((path) => {
    const tree = parser.parse(readFileSync(path, "utf8"));
    const facts = factsOf(tree, carelessly(functionsOf(tree)));
    return disagreements(path, theirs.get(path)!, facts);
  });
  expect(wrong.length).toBeGreaterThan(10);
  expect(wrong[0]).toMatch(/only go\/parser: \{"name":/);
});

const knowsGaps = parseGoVersion(newest.release)!.minor >= 27;

it.skipIf(!knowsGaps)(
  "holds only Go in the corpus, its gaps too: go/parser of go1.27 reads every entry",
  () => {
    const folder = new URL("corpus/", import.meta.url);
    const sources = readdirSync(folder).flatMap((file) =>
      parseCorpus(readFileSync(new URL(file, folder), "utf8")),
    );
    const read = withTempDir((dir) => {
      const paths = sources.map((_, i) => join(dir, `${i}.go`));
      for (const [i, { source }] of sources.entries()) writeFileSync(paths[i]!, source);
      return askNewest(paths).size;
    });
    expect(read).toBe(sources.length);
  },
);
