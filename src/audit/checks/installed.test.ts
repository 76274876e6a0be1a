import { expect, it } from "vitest";
import type { Check } from "../check.ts";
import type { AuditSubject } from "../subject.ts";
import { installedFiles, installedTool } from "./installed.ts";
import { objectSubject } from "./objects.testing.ts";

function run(check: Check, about: Partial<AuditSubject>): string[] {
  const outcome = check.run({ ...objectSubject({}), ...about });
  if (outcome.kind === "not-checked") return [`not checked: ${outcome.why}`];
  return [outcome.looked, ...outcome.findings.map(({ subject, message }) => `${subject}: ${message}`)];
}

const tool = { path: "pkg/tool/linux_amd64/compile", sha256: "a1", rebuilt: "a1" };

it.each([
  ["the same bytes", tool, ["1 tool"]],
  [
    "the same code without symbols",
    { ...tool, rebuilt: "b2", sameCode: [".symtab", ".strtab"] },
    ["1 tool, equal in build ID and all that is loaded; .symtab .strtab differ"],
  ],
  ["other code", { ...tool, rebuilt: "b2" }, ["1 tool", `${tool.path}: SHA-256 a1, but its sources give b2`]],
])("judges a tool of %s", (_what, value, said) => {
  expect(run(installedTool, { installed: { value } })).toEqual(said);
});

it("names each file that is not that of the release or the plan", () => {
  const different = [{ path: "src/fmt/print.go", message: "changed: SHA-256 a1…, in go1.26.8 b2…" }];
  const files = (some: typeof different) => ({ installedFiles: { value: { compared: 3, different: some } } });
  expect(run(installedFiles, files([]))).toEqual(["3 files"]);
  expect(run(installedFiles, files(different))).toEqual([
    "3 files",
    "src/fmt/print.go: changed: SHA-256 a1…, in go1.26.8 b2…",
  ]);
});

it("says why nothing could be compared", () => {
  const missing = { missing: "no toolchain" };
  expect(run(installedTool, { installed: missing })).toEqual(["not checked: no toolchain"]);
  expect(run(installedFiles, { installedFiles: missing })).toEqual(["not checked: no toolchain"]);
});
