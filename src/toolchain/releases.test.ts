import { expect, it } from "vitest";
import { parseGoVersion, parseToolchainVersion } from "../base/version.ts";
import { latestReleases, recipeFor, triedReleases } from "./releases.ts";

const recipe = (text: string) => {
  const version = parseToolchainVersion(text);
  if (!version) throw new Error(`${text} is no version`);
  const { env, flags, goMod, fileNames } = recipeFor(version);
  return `CGO_ENABLED=${env.CGO_ENABLED} ${flags.length} flags, ${fileNames}, ${JSON.stringify(goMod)}`;
};
const early = 'CGO_ENABLED=1 0 flags, goroot, "module bootstrap\\n"';
const middle = 'CGO_ENABLED=0 3 flags, module, "module bootstrap\\n"';
const late = (minor: number) => `CGO_ENABLED=0 3 flags, module, "module bootstrap\\n\\ngo 1.${minor}\\n"`;

it.each([
  ["go1.18.2", early],
  ["go1.19", early],
  ["go1.20.14", early],
  ["go1.21rc1", middle],
  ["go1.21.0", middle],
  ["go1.23.12", middle],
  ["go1.24beta1", late(24)],
  ["go1.24.0", late(24)],
  ["go1.26.8 X:nodwarf5", late(26)],
  ["devel go1.28-0d2bf4e Mon Nov 2 10:00:00 2026 +0000", late(28)],
  ["go1.99.0", late(99)],
])("builds the tools of %s as its makers did", (version, wanted) => {
  expect(recipe(version)).toBe(wanted);
});

it("knows one release of each language version that is supported, to fetch it", () => {
  const { since, until } = triedReleases;
  const langs = Array.from({ length: until.minor - since.minor }, (_, i) => `go1.${since.minor + i}`);
  expect(latestReleases.map((name) => parseGoVersion(name)?.lang)).toEqual(langs);
});
