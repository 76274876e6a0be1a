import { expect, it } from "vitest";
import { compareGoVersions, parseGoVersion, parseToolchainVersion, withoutExperiments } from "./version.ts";

/** `go1.26 .8 rc1 X:a,b`: what was understood; undefined where nothing was. */
function understood(version: ReturnType<typeof parseGoVersion>): string | undefined {
  if (!version) return undefined;
  const { lang, patch, prerelease, experiments } = version;
  const parts = [patch < 0 ? "" : `.${patch}`, prerelease, experiments.length > 0 ? `X:${experiments}` : ""];
  return [lang, ...parts.filter((part) => part !== "")].join(" ");
}

it.each([
  ["go1.19", "go1.19"],
  ["go1.26.8", "go1.26 .8"],
  ["go1.27rc1", "go1.27 rc1"],
  ["go1.27beta2", "go1.27 beta2"],
  ["go1.26.8-custom", "go1.26 .8"],
  ["go1.26.8-corp.1-2", "go1.26 .8"],
  ["go1.25.5 X:nodwarf5,arenas", "go1.25 .5 X:nodwarf5,arenas"],
  ["go1.26.8-X:nodwarf5", "go1.26 .8 X:nodwarf5"],
  ["go1.26.8-custom X:nodwarf5", "go1.26 .8 X:nodwarf5"],
])("reads %s, as a release is named and as a toolchain names itself", (text, wanted) => {
  expect(understood(parseGoVersion(text))).toBe(wanted);
  expect(understood(parseToolchainVersion(`${text}\n`))).toBe(wanted);
  expect(parseToolchainVersion(text)?.text).toBe(text);
});

it.each([
  ["devel go1.24-0d2bf4e Mon Nov 2 10:00:00 2026 +0000", "go1.24"],
  ["devel go1.24-0d2bf4e Mon Nov 2 10:00:00 2026 +0000 X:arenas", "go1.24 X:arenas"],
  ["go1.28-devel_0d2bf4e Mon Nov 2 10:00:00 2026 +0000", "go1.28"],
  ["go1.28-devel_0d2bf4e Mon Nov 2 10:00:00 2026 +0000 X:nodwarf5", "go1.28 X:nodwarf5"],
  ["go1.21.13 (Red Hat 1.21.13-1.el8)", "go1.21 .13"],
  ["go1.26.8 vendor text X:arenas", "go1.26 .8 X:arenas"],
])("reads %s, which only a toolchain says of itself", (text, wanted) => {
  expect(parseGoVersion(text)).toBeUndefined();
  expect(understood(parseToolchainVersion(text))).toBe(wanted);
});

it.each([
  "",
  "mine",
  "1.26",
  "go2",
  "go1",
  "go1.x",
  "devel +0d2bf4e Mon Nov 2",
  "go1.26.8-../../etc",
  "go1.26.8-a\\b",
])("reads no version in %j", (text) => {
  expect(parseGoVersion(text)).toBeUndefined();
  expect(parseToolchainVersion(text)).toBeUndefined();
});

it("orders as Go does, development first, whatever a vendor adds", () => {
  const ordered = [
    "devel go1.26-a",
    "go1.26beta1",
    "go1.26rc1",
    "go1.26rc2",
    "go1.26.0",
    "go1.26.8-corp",
    "go1.26.10",
  ];
  const versions = ordered.map((text) => parseToolchainVersion(text)!);
  expect(
    versions
      .toReversed()
      .sort(compareGoVersions)
      .map(({ text }) => text),
  ).toEqual(ordered);
  expect(compareGoVersions(parseGoVersion("go1.26.8-corp")!, parseGoVersion("go1.26.8-X:arenas")!)).toBe(0);
});

it("takes off the experiments, and nothing else", () => {
  expect(
    ["go1.26.8-X:a,b", "go1.25.5 X:a", "go1.26.8-corp X:a", "go1.26.8-corp"].map(withoutExperiments),
  ).toEqual(["go1.26.8", "go1.25.5", "go1.26.8-corp", "go1.26.8-corp"]);
});
