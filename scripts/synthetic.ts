/**
 * Makes next releases out of one by refactorings of known kind, plans and repairs the shipped patches on each, and prints
 * what came of them by kind: npm run synthetic [GOROOT] [TREES OF EACH KIND]. Ends with 1 if text went to a wrong place.
 */
import { silentProgress } from "../src/base/progress.ts";
import { nodeHost } from "../src/host/node.ts";
import { findSourceTree } from "../src/toolchain/source-tree.ts";
import { countTrials, renderCounts, sum } from "./synthetic/count.ts";
import { openRelease } from "./synthetic/open.ts";
import { tryAll } from "./synthetic/try.ts";

const words = process.argv.slice(2);
const each = Number(words.find((word) => /^\d+$/.test(word)) ?? 10);
const goroot = words.find((word) => !/^\d+$/.test(word));

const host = nodeHost();
const tree = await findSourceTree(host, { goroot }, silentProgress);
const release = await openRelease(host, tree);
const counts = countTrials(tryAll(release, each));
console.log(`${tree.version.text}\n\n${renderCounts(counts)}`);
if (sum(counts, "wrong place") > 0) process.exitCode = 1;
