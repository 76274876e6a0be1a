/**
 * Proves without a Go source tree that each patch set in patches/ and examples/ is well-formed: it loads, every change compiles, and for
 * every release at most one variant of a change applies. Prints which changes a release leaves out.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadPatchSet } from "../src/app/patch-set.ts";
import { parseGoVersion } from "../src/base/version.ts";
import { nodeHost } from "../src/host/node.ts";
import { chooseChanges } from "../src/patch/choose.ts";
import { compile } from "../src/patch/pattern.ts";
import { loadGoParser } from "../src/syntax/tree.ts";
import { triedReleases } from "../src/toolchain/releases.ts";

// Up to the one that comes next: it gets the newest variants.
const { since, until } = triedReleases;
const minors = Array.from({ length: until.minor - since.minor + 1 }, (_, i) => since.minor + i);
const releases = minors.map((minor) => `go1.${minor}.0`);
const sets = ["patches", "examples"].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, "..", folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => ({ name, dir: join(parentPath, name) })),
);
const parser = await loadGoParser();

for (const { name, dir } of sets) {
  const set = await loadPatchSet(nodeHost(), dir);
  const changes = set.patches.flatMap((patch) => patch.changes);
  for (const change of changes) compile(parser, change);
  for (const release of releases) {
    const chosen = new Set(chooseChanges(set, parseGoVersion(release)!).map(({ id }) => id));
    const absent = [...new Set(changes.map(({ id }) => id))].filter((id) => !chosen.has(id));
    if (absent.length > 0) console.log(`${name}: ${release} is without ${absent.join(", ")} (by range)`);
  }
  console.log(
    `${name}: ${changes.length} changes in ${set.patches.length} patches, ${set.payload.length} new files`,
  );
}
