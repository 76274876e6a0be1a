import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { findReleases, goFiles, type Release, writeList } from "./releases.ts";
import { survey } from "./survey.ts";

const { releases, absent } = await findReleases();
const pathsOf = (release: Release): string[] =>
  goFiles(release).map((file) => join(release.goroot, "src", file));
const rewrite =
  "UPDATE=1 npx vitest run --project e2e releases rewrites the lists; give each new file its reason";
const nameIt = "name its construct here, an entry of corpus/gaps.txt";
let broken: Map<string, boolean>;

beforeAll(async () => {
  broken = await survey("broken", releases.flatMap(pathsOf));
});

it.each(releases)("parses every Go file of $release, except exactly those listed", (release) => {
  const files = goFiles(release).filter((file) => broken.get(join(release.goroot, "src", file)));
  if (process.env.UPDATE === "1") {
    const reasons = files.map((file) => [file, release.files[file] ?? nameIt]);
    writeList({ release: release.release, files: Object.fromEntries(reasons) });
  } else {
    expect(files, rewrite).toEqual(Object.keys(release.files));
  }
});

it.each(releases)(
  "reads thousands of files of $release, those of its tools and of its runtime",
  (release) => {
    const files = goFiles(release);
    expect(files.length).toBeGreaterThan(4_000);
    for (const folder of ["cmd/compile", "cmd/internal", "cmd/link", "cmd/asm", "cmd/go", "runtime"]) {
      expect(files.filter((file) => file.startsWith(`${folder}/`)).length, folder).toBeGreaterThan(10);
    }
  },
);

const without = absent.length > 0 ? `, without ${absent.join(", ")}: not on this machine` : "";

it.skipIf(without && !process.env.CI)(`covers at least three releases in CI${without}`, () => {
  expect(releases.length).toBeGreaterThanOrEqual(process.env.CI ? 3 : 1);
});
