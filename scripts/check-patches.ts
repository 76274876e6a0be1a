/**
 * Proves without a Go source tree that each patch set in patches/ is well-formed: it loads, every change compiles, and for
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

const releases = ["19", "20", "21", "22", "23", "24", "25", "26", "27", "28"].map(
  (minor) => `go1.${minor}.0`,
);
const root = join(import.meta.dirname, "../patches");
const parser = await loadGoParser();

for (const { name } of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const set = await loadPatchSet(nodeHost(), join(root, name));
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
