import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLists } from "../../grammar-tests/releases.ts";
import { parseGoVersion } from "../../src/base/version.ts";
import { packageRoot } from "../../src/host/package.ts";
import type { Question } from "./question.ts";

/** Do the end-to-end tests run on it? They must on the newest release; CI has what scripts/test fetches. */
export const tests: Question = {
  name: "tests",
  async ask({ tree: { version } }) {
    const fetched = readFileSync(join(packageRoot(), "scripts/test"), "utf8").match(/\bgo1\.\d+\.\d+/g) ?? [];
    const newest = Math.max(...readLists().map(({ release }) => parseGoVersion(release)!.minor));
    const has = fetched.some((release) => parseGoVersion(release)!.minor === version.minor);
    const todo =
      has || version.minor < newest ? [] : [`scripts/test: fetch ${version.text}, the newest release`];
    return { todo, facts: [`scripts/test fetches ${fetched.join(", ")}`] };
  },
};
