import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GoVersion, inRange, parseGoVersion } from "../../src/base/version.ts";
import { packageRoot } from "../../src/host/package.ts";
import { latestReleases, recipeFor, triedReleases } from "../../src/toolchain/releases.ts";
import type { Question } from "./question.ts";

/** Is the release one of those that are said to work, and by which recipe are its tools built? */
export const row: Question = {
  name: "row",
  async ask({ tree: { version } }) {
    const { flags, fileNames } = recipeFor(version);
    const latest = latestReleases.find((name) => parseGoVersion(name)?.lang === version.lang);
    const listed = latest ? [] : [`${file}: latestReleases has none of ${version.lang}`];
    return {
      todo: [...outside(version), ...listed],
      facts: [
        `${file}: built by \`go build ${flags.join(" ")}\`, file names by ${fileNames}`,
        ...(latest ? [`${file}: the latest of ${version.lang} that we know is ${latest}`] : []),
      ],
    };
  },
};

const file = "src/toolchain/releases.ts";

function outside(version: GoVersion): string[] {
  if (inRange(version, triedReleases)) return [];
  const { since, until } = triedReleases;
  if (version.minor < since.minor) return [`${file}: ${version.lang} is older than the first, ${since.lang}`];
  const bound = `${file}: ${version.lang} is newer than the last; move the bound of triedReleases once all else passes`;
  return [bound, ...claims(until.minor - 1)];
}

/** Where a text says how far we go: `go1.19 to go1.27`. Each must be looked at, since it may be about one format only. */
function claims(minor: number): string[] {
  const claim = new RegExp(`\\bto go1\\.${minor}\\b`);
  const places = ["README.md", "docs", "patches", "src"].flatMap(filesBelow).flatMap((file) => {
    const lines = readFileSync(join(packageRoot(), file), "utf8").split("\n");
    return lines.flatMap((line, i) => (claim.test(line) ? [`${file}:${i + 1}`] : []));
  });
  return places.map((place) => `${place}: says "to go1.${minor}"`);
}

function filesBelow(path: string): string[] {
  const full = join(packageRoot(), path);
  if (!existsSync(full)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(full, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test|\.testing|\.generated)\.(?:ts|md|yaml|patch)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}
