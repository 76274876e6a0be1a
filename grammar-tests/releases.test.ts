import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseGoVersion } from "../src/base/version.ts";
import { parseCorpus } from "./corpus.ts";
import { readLists } from "./releases.ts";

const lists = readLists();
const gaps = parseCorpus(readFileSync(new URL("corpus/gaps.txt", import.meta.url), "utf8")).map(
  ({ name }) => name,
);

it("has one list a minor release, in the file of its name", () => {
  const names = lists.map(({ release }) => `${parseGoVersion(release)?.lang}.json`);
  expect(names.sort()).toEqual(readdirSync(new URL("releases/", import.meta.url)).sort());
});

it.each(lists)(
  "gives each file of $release that does not parse a gap of the grammar as reason",
  ({ files }) => {
    for (const [file, reason] of Object.entries(files)) expect(gaps, file).toContain(reason);
    expect(Object.keys(files)).toEqual(Object.keys(files).sort());
  },
);
