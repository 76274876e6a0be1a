import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";

/** The injected Go package under Go's own tools, as a module of its own: no toolchain is built for this. */
const host = nodeHost();
const payload = join(packageRoot(), "patches/compile/payload/cmd/internal/buildtrace");
const oldest = "/usr/lib/go-1.19";
let dir: string;

beforeAll(async () => {
  dir = await host.tempDir(tmpdir(), "traceinject-payload-");
  for (const { name } of await host.readDir(payload))
    await host.writeFile(join(dir, name), await host.readBytes(join(payload, name)));
  await host.writeFile(join(dir, "go.mod"), "module cmd/internal/buildtrace\n\ngo 1.17\n");
});
afterAll(() => host.remove(dir));

/** Runs a tool on the package; it must succeed and, unless it is `go test`, have nothing to say. */
async function run(file: string, ...args: string[]): Promise<string> {
  const env = {
    ...host.env,
    GOFLAGS: "",
    GOENV: "off",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    GOROOT: undefined,
  };
  const { exitCode, stdout, stderr } = await host.run({ file, args, env, cwd: dir });
  expect(exitCode, `${[file, ...args].join(" ")}\n${stdout}${stderr}`).toBe(0);
  return stdout + stderr;
}

async function check(goroot: string): Promise<void> {
  const go = join(goroot, "bin/go");
  expect(await run(join(goroot, "bin/gofmt"), "-l", "."), "files that gofmt would change").toBe("");
  expect(await run(go, "vet", "."), "findings of go vet").toBe("");
  expect(await run(go, "test", "-count=1", ".")).toMatch(/^ok/);
}

const hasCompiler = (await host.run({ file: "cc", args: ["--version"] })).exitCode === 0;

test("the payload is formatted, vetted and passes its tests with the Go on PATH", async () => {
  await check((await run("go", "env", "GOROOT")).trim());
});

const noCompiler = hasCompiler
  ? ""
  : " (skipped: the race detector needs a C compiler, and there is no cc on PATH)";
test.skipIf(noCompiler !== "")(`the payload has no data race${noCompiler}`, async () => {
  expect(await run("go", "test", "-count=1", "-race", ".")).toMatch(/^ok/);
});

const noOldest = (await host.stat(oldest)) ? "" : ` (skipped: there is no ${oldest})`;
test.skipIf(noOldest !== "")(
  `the payload passes them with go1.19, the oldest release${noOldest}`,
  async () => {
    await check(oldest);
  },
);
