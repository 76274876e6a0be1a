import { join } from "node:path";
import { expect, it } from "vitest";
import { loadGoParser } from "../src/syntax/tree.ts";
import { findReleases, goFiles } from "./releases.ts";
import { survey } from "./survey.ts";

const { releases } = await findReleases();
const newest = releases.at(-1)!;
const reason = await loadGoParser("native").then(
  () => undefined,
  (error: Error) => error.message,
);

it.skipIf(reason)(
  `gives the same trees by both engines, node for node, over cmd/compile of ${newest.release}${reason ? `: native does not load: ${reason}` : ""}`,
  async () => {
    const paths = goFiles(newest, "cmd/compile").map((file) => join(newest.goroot, "src", file));
    const differences = await survey("difference", paths);
    expect([...differences].filter(([, difference]) => difference !== null)).toEqual([]);
    expect(differences.size).toBeGreaterThan(400);
  },
);
