import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";

const root = packageRoot();
const doc = readFileSync(join(root, "docs/patch-sets.md"), "utf8");
const example = "examples/escape-count";

/** The files that the document shows: a path on a line of its own, and the text in the fence that follows. */
const shown = new Map(
  [...doc.matchAll(/^`(examples\/\S+)`:\n\n```\w*\n(.*?)^```$/gms)].map(([, path = "", text = ""]) => [
    path,
    text,
  ]),
);

it("shows every file of the example, as it is", async () => {
  const files = (await nodeHost().listTree(join(root, example))).map(({ path }) => `${example}/${path}`);
  expect([...shown.keys()].sort()).toEqual(files);
  for (const [path, text] of shown) expect(text, path).toBe(readFileSync(join(root, path), "utf8"));
});
