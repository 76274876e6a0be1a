import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../app/build.ts";
import { verify } from "../app/verify.ts";
import { silentProgress } from "../base/progress.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { e2eHost, instrumented, type Release, releases } from "./shared.testing.ts";

/** A whole GOROOT by make.bash, of one release: it takes minutes, and least of the oldest, which has no profile to follow. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-full-"));
const host = e2eHost();
const release = (await releases())[0] as Release;
let full: Toolchain;

beforeAll(async () => {
  full = await build(host, { goroot: release.goroot, full: true }, silentProgress);
});
afterAll(() => rmSync(scratch, { recursive: true }));

test("make.bash builds every program, with the files of the plan that a build of the tools alone has", async () => {
  const { stamp: tools } = await instrumented(release);
  expect(full.stamp).toMatchObject({ recipe: { script: "make.bash" }, files: tools.files });
  for (const path of [...Object.keys(tools.tools), "bin/go", "bin/gofmt"])
    expect(full.stamp.tools).toHaveProperty(path);
});

test("it is a Go that builds, tests, vets and records", () => {
  const files = {
    "go.mod": "module example.org/m\n\ngo 1.21\n",
    "m.go": "package m\n\nfunc Two() int { return 2 }\n",
    "m_test.go":
      'package m\n\nimport "testing"\n\nfunc TestTwo(t *testing.T) {\n\tif Two() != 2 {\n\t\tt.Fail()\n\t}\n}\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(scratch, name), text);
  const traces = mkdtempSync(join(scratch, "traces-"));
  const env = {
    ...{ ...host.env, GOTOOLCHAIN: "local", GOCACHE: join(scratch, "gocache"), GOENV: "off" },
    TRACEINJECT_DIR: traces,
  };
  const go = (...args: string[]): string =>
    execFileSync(full.goBinary, args, { cwd: scratch, env, encoding: "utf8" });
  expect(go("env", "GOROOT").trim()).toBe(full.goroot);
  expect(go("version")).toContain(release.name);
  expect(go("test", "./...")).toMatch(/^ok /);
  expect(go("vet", "./...")).toBe("");
  const recorded = readdirSync(traces).map((name) => decodeSpanFile(readFileSync(join(traces, name))));
  expect(recorded.map(({ header }) => header?.tool)).toEqual(expect.arrayContaining(["compile", "link"]));
  expect(recorded.flatMap(({ findings }) => findings)).toEqual([]);
});

test("it is found again without a build, and verified down to each file", async () => {
  expect(await build(host, { goroot: release.goroot, full: true }, silentProgress)).toMatchObject({
    goroot: full.goroot,
    fresh: false,
  });
  const options = { toolchain: full.goroot, goroot: release.goroot, rebuild: false };
  expect(await verify(host, options, silentProgress)).toMatchObject({ findings: [] });
});
