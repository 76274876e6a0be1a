import { Project } from "ts-morph";
import { expect, it } from "vitest";
import { checkArchitecture } from "./architecture.ts";

/** The violations in a project of these files, path below the root → text, as `file:line -> to: why`. */
function check(files: Record<string, string>): string[] {
  const project = new Project({ useInMemoryFileSystem: true });
  for (const [path, text] of Object.entries(files)) project.createSourceFile(`/repo/${path}`, text);
  return checkArchitecture(project, "/repo").map(
    ({ file, line, to, why }) => `${file}:${line} -> ${to}: ${why}`,
  );
}

it("passes a project that keeps to its layers and doors", () => {
  expect(
    check({
      "src/base/errors.ts": "export class E {}",
      "src/syntax/engine.ts":
        'const p = await import("web-tree-sitter"); require.resolve("tree-sitter-go/tree-sitter-go.wasm");',
      "src/edit/unified.ts": 'import { createTwoFilesPatch } from "diff";',
      "src/patch/plan.ts":
        'import { a } from "../edit/unified.ts"; import { b } from "./drift.ts"; import { E } from "../base/errors.ts";',
      "src/patch/drift.ts": 'import type { Plan } from "./plan.ts"; export const b = 1;',
      "src/host/node.ts":
        'import { readFile } from "node:fs/promises"; import { spawn } from "node:child_process";',
      "src/toolchain/goroot.ts": 'import { b } from "../patch/drift.ts"; import "../host/node.ts";',
      "src/app/build.ts":
        'import "../toolchain/goroot.ts"; import "../patch/plan.ts"; import "../trace/event.ts";',
      "src/trace/event.ts": 'import { join } from "node:path";',
      "src/cli/commands/build.ts":
        'import yargs from "yargs"; import "../../app/build.ts"; import type { G } from "../../toolchain/goroot.ts";',
      "src/cli.ts": 'import "./cli/commands/build.ts"; process.exit(0);',
      "src/index.ts": 'export { b } from "./app/build.ts";',
    }),
  ).toEqual([]);
});

it.each([
  ["src/base/a.ts", "../host/host.ts", "base must not use host"],
  ["src/syntax/a.ts", "../edit/edit.ts", "syntax must not use edit"],
  ["src/patch/a.ts", "../trace/event.ts", "patch must not use trace"],
  ["src/patch/deep/a.ts", "../../host/host.ts", "patch must not use host"],
  ["src/audit/a.ts", "../patch/patch.ts", "audit must not use patch"],
  ["src/trace/a.ts", "../audit/check.ts", "trace must not use audit"],
  ["src/report/a.ts", "../edit/edit.ts", "report must not use edit"],
  ["src/toolchain/a.ts", "../app/build.ts", "toolchain must not use app"],
  ["src/app/a.ts", "../cli/io.ts", "app must not use cli"],
  ["src/cli/a.ts", "../index.ts", "cli must not use index.ts"],
  ["src/index.ts", "./cli/main.ts", "index.ts must not use cli"],
  ["src/cli.ts", "./app/build.ts", "cli.ts must not use app"],
])("catches an arrow that runs up or across: %s to %s", (file, specifier, why) => {
  const [message] = check({ [file]: `\nimport { x } from "${specifier}";` });
  expect(message).toMatch(new RegExp(`^${file}:2 -> src/.*: ${why}$`));
});

it.each([
  ['import type { X } from "../app/x.ts";'],
  ['import { type X } from "../app/x.ts";'],
  ['export * from "../app/x.ts";'],
  ['const x = await import("../app/x.ts");'],
  ['let x: import("../app/x.ts").X;'],
])("sees every form of import: %s", (text) => {
  expect(check({ "src/base/a.ts": text })).toEqual([
    "src/base/a.ts:1 -> src/app/x.ts: base must not use app",
  ]);
});

it("lets cli use the types of toolchain, and none of its values", () => {
  const why = "src/cli/a.ts:1 -> src/toolchain/t.ts: cli may use only types of toolchain";
  expect(check({ "src/cli/a.ts": 'import { type T, t } from "../toolchain/t.ts";' })).toEqual([why]);
  expect(check({ "src/cli/a.ts": 'import type { T } from "../toolchain/t.ts";' })).toEqual([]);
});

it.each([
  ["src/syntax/tree.ts", 'import { Parser } from "web-tree-sitter";', "web-tree-sitter"],
  ["src/patch/a.ts", 'import type Parser from "tree-sitter";', "tree-sitter"],
  ["src/edit/edit.ts", 'import * as diff from "diff";', "diff"],
  ["src/toolchain/a.ts", 'import { readFile } from "node:fs/promises";', "node:fs/promises"],
  ["src/host/memory.ts", 'import { spawn } from "node:child_process";', "node:child_process"],
  ["src/app/a.ts", 'const { execa } = await import("execa");', "execa"],
  ["src/app/a.ts", 'import pc from "picocolors";', "picocolors"],
  ["src/report/a.ts", 'import { hideBin } from "yargs/helpers";', "yargs/helpers"],
  ["src/cli/main.ts", "process.exit(1);", "process.exit"],
])("catches a door broken: %s, %s", (file, text, to) => {
  const messages = check({ [file]: text });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain(`${file}:1 -> ${to}: `);
  expect(messages[0]).toContain("is used only in src/");
});

it("catches a cycle of value imports, and names its way", () => {
  expect(
    check({
      "src/trace/a.ts": 'import { b } from "./b.ts";',
      "src/trace/b.ts": '\nexport { c } from "./c.ts";',
      "src/trace/c.ts": '\n\nimport { a } from "./a.ts";',
    }),
  ).toEqual([
    "src/trace/c.ts:3 -> src/trace/a.ts: cycle of imports: src/trace/a.ts -> src/trace/b.ts -> src/trace/c.ts -> src/trace/a.ts",
  ]);
});

it("catches production code that uses a test's helper, and lets tests use what they like", () => {
  expect(
    check({
      "src/trace/a.ts": 'import { picture } from "./picture.testing.ts";',
      "src/trace/a.test.ts": 'import "../app/build.ts"; import "node:fs"; import "./picture.testing.ts";',
      "src/trace/picture.testing.ts": 'import "../app/build.ts";',
      "src/e2e/build.e2e.test.ts": 'import "../cli/main.ts";',
      "src/e2e/releases.ts": 'import "node:child_process";',
    }),
  ).toEqual(["src/trace/a.ts:1 -> src/trace/picture.testing.ts: production code uses nothing of the tests"]);
});

it("catches a folder that stands in no layer", () => {
  expect(check({ "src/utils/a.ts": 'import "../base/range.ts";' })).toEqual([
    "src/utils/a.ts:1 -> src/base/range.ts: utils is in no layer: add it to the table in scripts/architecture.ts",
  ]);
});
