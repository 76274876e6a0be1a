import { expect, it } from "vitest";
import { audit } from "./audit.ts";
import { readBinary } from "./binary/binary.ts";
import { compareBinaries } from "./binary/compare.ts";
import { link, type TestProgram } from "./binary/program.testing.ts";
import type { AuditReport } from "./report.ts";

const stock: TestProgram = {
  functions: { "main.main": "e8 @main.f c3", "main.f": "48 8d 05 @_text c3", "main.g": "90 c3" },
  data: { _text: "41 42 43 44" },
};

function auditOf(instrumented: TestProgram): AuditReport {
  const [before, after] = [readBinary(link(stock), "stock"), readBinary(link(instrumented), "instrumented")];
  const missing = { missing: "two binaries" };
  const more = { links: undefined, baseline: undefined, frameInformation: undefined };
  const subject = {
    goos: "linux",
    goarch: "amd64",
    policy: { file: undefined, functions: [], packages: [], data: [] },
    planned: [],
    objects: missing,
    binaries: { value: { ...compareBinaries(before, after), ...more } },
    sources: missing,
    installed: missing,
    installedFiles: missing,
    refused: undefined,
  };
  const { goVersion, goos, goarch } = after.identity;
  const toolchain = { goVersion, goos, goarch, patchSet: undefined };
  return audit([{ tool: "compile", subject, listings: new Map() }], [], toolchain);
}

it("tells of linked tools what it knows: neither calls undecided functions identical, nor lists references", () => {
  const functions = { "hook.f": "90 ".repeat(40).trim(), ...stock.functions, "main.g": "91 c3" };
  const data = { _text: "41 42 43 45" };
  const report = auditOf({ functions, data });
  expect(report.functions).toMatchObject({ compared: 3, identical: 1, undecided: 1, added: ["hook.f"] });
  expect(report.functions.changed).toMatchObject([
    { name: "main.g", facts: ["code"], references: undefined },
  ]);
});
