import { beforeAll, expect, it } from "vitest";
import { findGaps, findReleases, type Gaps, goFiles, toolFolders, writeList } from "./releases.ts";

const { releases, absent } = await findReleases();
const rewrite =
  "UPDATE=1 npm run grammar rewrites the lists; a reason `unknown` needs an entry of corpus/gaps.txt and src/syntax/constructs.ts";
const found = new Map<string, Gaps>();

beforeAll(async () => {
  const gaps = await findGaps(releases.map(({ goroot }) => goroot));
  for (const [i, { release }] of releases.entries()) found.set(release, gaps[i]!);
});

it.each(releases)(
  "parses every Go file of $release, except exactly those listed, each for its construct",
  ({ release, files }) => {
    if (process.env.UPDATE === "1") writeList({ release, files: found.get(release)! });
    else expect(found.get(release), rewrite).toEqual(files);
  },
);

it.each(releases)(
  "reads thousands of files of $release, those of its tools and of its runtime",
  (release) => {
    const files = goFiles(release);
    expect(files.length).toBeGreaterThan(4_000);
    for (const folder of toolFolders)
      expect(files.filter((file) => file.startsWith(folder)).length, folder).toBeGreaterThan(10);
  },
);

const without = absent.length > 0 ? `, without ${absent.join(", ")}: not on this machine` : "";

it.skipIf(without && !process.env.CI)(`covers at least three releases in CI${without}`, () => {
  expect(releases.length).toBeGreaterThanOrEqual(process.env.CI ? 3 : 1);
});
