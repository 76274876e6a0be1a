/**
 * Embeds docs/releases.json in the README, as the matrix that `traceinject upgrade --all --md` prints. The file itself is
 * made by `traceinject upgrade --all --json -o docs/releases.json`. `--check` compares instead of writing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { UpgradeReport } from "../src/audit/upgrade/report.ts";
import { packageRoot } from "../src/host/package.ts";
import { renderMatrix } from "../src/report/upgrade/markdown.ts";

const source = join(packageRoot(), "docs/releases.json");
const readme = join(packageRoot(), "README.md");

const report = JSON.parse(readFileSync(source, "utf8")) as UpgradeReport;
const text = readFileSync(readme, "utf8");
const [, before, after] =
  /^([\s\S]*<!-- releases -->\n)[\s\S]*(<!-- \/releases -->[\s\S]*)$/.exec(text) ?? [];
if (before === undefined || after === undefined) throw new Error("the README has no place for the releases");
const wanted = `${before}${renderMatrix(report)}${after}`;

if (!process.argv.includes("--check")) writeFileSync(readme, wanted);
else if (text === wanted) console.log("the README's releases are up to date");
else {
  console.error("The README's releases are not those of docs/releases.json: run `npm run releases`.");
  process.exitCode = 1;
}
