import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../app/build.ts";
import { verify } from "../app/verify.ts";
import { silentProgress } from "../base/progress.ts";
import { findGoroot } from "../toolchain/goroot.ts";
import { fileHashes } from "../toolchain/identity.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { e2eHost, instrumented, type Release, releases } from "./shared.testing.ts";

/** A whole GOROOT by make.bash, of one release, the newest: it takes minutes. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-full-"));
const host = e2eHost();
const release = (await releases()).at(-1) as Release;
let full: Toolchain;

beforeAll(async () => {
  full = await build(host, { goroot: release.goroot, full: true }, silentProgress);
});
afterAll(() => rmSync(scratch, { recursive: true }));

test("make.bash comes to the tools that a build of the tools alone comes to, and changes no other program", async () => {
  const { stamp: tools } = await instrumented(release);
  expect(full.stamp.tools).toMatchObject(tools.tools);
  expect(full.stamp).toMatchObject({ recipe: { script: "make.bash" }, files: tools.files });
  const base = await findGoroot(host, { goroot: release.goroot }, silentProgress);
  const stock = new Map((await fileHashes(host, base)).map(({ path, sha256 }) => [path, sha256]));
  const changed = Object.keys(full.stamp.tools).filter((path) => full.stamp.tools[path] !== stock.get(path));
  expect(changed.sort()).toEqual(Object.keys(tools.tools).sort());
  expect(full.stamp.tools).toHaveProperty("bin/go");
});

test("it is a Go that builds, tests and vets", () => {
  const files = {
    "go.mod": "module example.org/m\n\ngo 1.21\n",
    "m.go": "package m\n\nfunc Two() int { return 2 }\n",
    "m_test.go":
      'package m\n\nimport "testing"\n\nfunc TestTwo(t *testing.T) {\n\tif Two() != 2 {\n\t\tt.Fail()\n\t}\n}\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(scratch, name), text);
  const env = { ...host.env, GOTOOLCHAIN: "local", GOCACHE: join(scratch, "gocache"), GOENV: "off" };
  const go = (...args: string[]): string =>
    execFileSync(full.goBinary, args, { cwd: scratch, env, encoding: "utf8" });
  expect(go("env", "GOROOT").trim()).toBe(full.goroot);
  expect(go("version")).toContain(release.name);
  expect(go("test", "./...")).toMatch(/^ok /);
  expect(go("vet", "./...")).toBe("");
});

test("it is found again without a build, and verified down to each file", async () => {
  expect(await build(host, { goroot: release.goroot, full: true }, silentProgress)).toMatchObject({
    goroot: full.goroot,
    fresh: false,
  });
  const options = { toolchain: full.goroot, goroot: release.goroot, rebuild: false };
  expect(await verify(host, options, silentProgress)).toMatchObject({ findings: [] });
});
