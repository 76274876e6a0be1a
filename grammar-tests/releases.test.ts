import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { parseGoVersion } from "../src/base/version.ts";
import { constructs, grammarGap } from "../src/syntax/constructs.ts";
import { loadGoParser } from "../src/syntax/tree.ts";
import { parseCorpus } from "./corpus.ts";
import { withTempDir } from "./oracle.ts";
import { isInTools, readLists, writeList } from "./releases.ts";

const lists = readLists();
const gaps = parseCorpus(readFileSync(new URL("corpus/gaps.txt", import.meta.url), "utf8"));
const parser = await loadGoParser();

it("has one list a minor release, in the file of its name", () => {
  const names = lists.map(({ release }) => `${parseGoVersion(release)?.lang}.json`);
  expect(names.sort()).toEqual(readdirSync(new URL("releases/", import.meta.url)).sort());
});

it("has a list of every minor release from the first to the last", () => {
  const minors = lists.map(({ release }) => parseGoVersion(release)!.minor);
  expect(minors).toEqual(minors.map((_, i) => minors[0]! + i));
});

it.each(lists)("writes the list of $release as it stands", (list) => {
  withTempDir((dir) => {
    const to = pathToFileURL(`${dir}/`);
    writeList(list, to);
    const [name = ""] = readdirSync(dir);
    const written = readFileSync(new URL(name, to), "utf8");
    expect(written).toBe(readFileSync(new URL(`releases/${name}`, import.meta.url), "utf8"));
  });
});

it.each(lists)("gives each file of $release that does not parse its construct", ({ files }) => {
  for (const [file, reason] of Object.entries(files)) expect(Object.keys(constructs), file).toContain(reason);
  expect(Object.keys(files)).toEqual(Object.keys(files).sort());
});

it.each(lists)("lists no file of the tools and the runtime of $release but tests", ({ files }) => {
  expect(Object.keys(files).filter(isInTools)).toEqual([]);
});

it("has an entry in gaps.txt for each construct, and none for another", () => {
  const named = gaps.map(({ name }) => name.split(": ", 1)[0]);
  expect([...new Set(named)].sort()).toEqual(Object.keys(constructs).sort());
});

it.each(gaps)("names the construct of the gap: $name", ({ name, source }) => {
  expect(grammarGap(parser.parse(source))?.construct).toBe(name.split(": ", 1)[0]);
});
