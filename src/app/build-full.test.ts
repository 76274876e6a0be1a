import { expect, it } from "vitest";
import { sha256 } from "../base/fingerprint.ts";
import { silentProgress } from "../base/progress.ts";
import type { Answer, MemoryHost } from "../host/memory.ts";
import { fakeGo, machine } from "../toolchain/fake-go.testing.ts";
import { build } from "./build.ts";

const cache = "/home/user/.cache/traceinject";
const compiler = "src/cmd/compile/main.go";
const files = {
  [`/usr/local/go/${compiler}`]: "package main\n\nfunc main() {\n\tstart()\n}\n",
  "/usr/local/go/src/cmd/dist/buildtool.go": "package main\n\nvar bootstrapDirs = []string{\n}\n",
  "/usr/local/go/bin/gofmt": "stock gofmt",
  "/usr/local/go/pkg/tool/linux_amd64/nm": "stock nm",
  "/set/series": "rebuild cmd/compile\nhello.patch\n",
  "/set/hello.patch":
    "patch hello\n\nchange main\npackage cmd/compile\n\n func main() {\n \tstart()\n+\thello()\n }\n",
};

/** A make.bash that builds everything but nm, out of the compiler's source in its folder. */
const makeBash: Answer = async ({ cwd = "" }, host) => {
  const goroot = cwd.slice(0, -"/src".length);
  const source = await host.readFile(`${goroot}/${compiler}`);
  expect((await host.readDir(goroot)).map(({ name }) => name)).not.toContain("bin");
  for (const name of ["bin/go", "bin/gofmt", "pkg/tool/linux_amd64/compile", "pkg/tool/linux_amd64/dist"])
    host.put(`${goroot}/${name}`, `made from ${source}`, 0o755);
  return {};
};

function ready(script: Answer): MemoryHost {
  const go = fakeGo({ versions: { "/usr/local/go": "go1.26.8" } });
  const made = { stdout: JSON.stringify({ GOVERSION: "go1.26.8" }) };
  const answer: Answer = (command, host) => {
    if (command.file === "bash") return script(command, host);
    return command.file.startsWith(cache) && command.args[0] === "env" ? made : go(command, host);
  };
  return machine(files, {}, { answer });
}

const run = (host: MemoryHost, full: boolean) =>
  build(host, { patches: ["/set"], shipped: false, full }, silentProgress);

it("takes every program that make.bash has made of the patched sources and that the release has", async () => {
  const host = ready(makeBash);
  const { goroot, stamp } = await run(host, true);
  const made = `made from ${await host.readFile(`${goroot}/traceinject/${compiler}`)}`;
  expect(made).toContain("hello()");
  const programs = ["bin/go", "bin/gofmt", "pkg/tool/linux_amd64/compile"];
  expect(stamp.tools).toEqual(Object.fromEntries(programs.map((path) => [path, sha256(made)])));
  for (const path of programs) expect(await host.readFile(`${goroot}/${path}`)).toBe(made);
  expect(await host.readFile(`${goroot}/pkg/tool/linux_amd64/nm`)).toBe("stock nm");
  expect(await host.stat(`${goroot}/pkg/tool/linux_amd64/dist`)).toBeUndefined();
  expect(await host.readFile(`${goroot}/${compiler}`)).toBe(files[`/usr/local/go/${compiler}`]);
  expect(await host.readDir(`${cache}/tmp`)).toEqual([]);
});

it("starts make.bash with the stock Go and none of the user's settings", async () => {
  const host = ready(makeBash);
  await run(host, true);
  const command = host.ran.find(({ file }) => file === "bash");
  expect(command?.args).toEqual(["-c", "exec bash make.bash -v >&2"]);
  expect(command?.env).toMatchObject({
    GOROOT_BOOTSTRAP: "/usr/local/go",
    GOENV: "off",
    GOTOOLCHAIN: "local",
  });
});

it("is another toolchain than the one whose tools alone are built", async () => {
  const host = ready(makeBash);
  const [full, tools] = [await run(host, true), await run(host, false)];
  expect(full.goroot).not.toBe(tools.goroot);
  expect(full.stamp.recipe).toEqual({ ...tools.stamp.recipe, script: "make.bash" });
  expect((await run(host, true)).fresh).toBe(false);
});

it("publishes nothing when make.bash fails, and says what it wrote", async () => {
  const host = ready(() => ({ exitCode: 2, stderr: "go tool dist: FAILED: hello is undefined\n" }));
  await expect(run(host, true)).rejects.toMatchObject({
    code: "rebuild-failed",
    message: "the patched GOROOT of go1.26.8 could not be built; nothing was installed",
    cause: new Error("go tool dist: FAILED: hello is undefined\ngo ended with exit code 2"),
  });
  expect(await host.readDir(`${cache}/toolchains`)).toEqual([]);
  expect(await host.readDir(`${cache}/tmp`)).toEqual([]);
});
