import { expect, it } from "vitest";
import { sha256 } from "../base/fingerprint.ts";
import { type Progress, silentProgress } from "../base/progress.ts";
import type { MemoryHost, MemoryHostOptions } from "../host/memory.ts";
import { type FakeGo, machine } from "../toolchain/fake-go.testing.ts";
import { Refusal } from "../toolchain/make.ts";
import { build } from "./build.ts";
import { clean } from "./clean.ts";
import { list } from "./list.ts";

const cache = "/home/user/.cache/traceinject";
const main = "src/cmd/compile/internal/gc/main.go";
const set = {
  "/set/series": "rebuild cmd/compile\nhello.patch\n",
  "/set/hello.patch": `# Say hello.
patch hello

change main
package cmd/compile/internal/gc

 func Main() {
 	start()
+	hello()
 }
`,
  "/set/payload/cmd/internal/hello/hello.go": "package hello\n",
};

function ready(fake: Partial<FakeGo> = {}, options: MemoryHostOptions = {}): MemoryHost {
  const source = { [`/usr/local/go/${main}`]: "package gc\n\nfunc Main() {\n\tstart()\n}\n" };
  return machine({ ...set, ...source }, fake, options);
}

const run = (host: MemoryHost, force = false, progress: Progress = silentProgress) =>
  build(host, { patches: ["/set"], shipped: false, force }, progress);
const builds = (host: MemoryHost) => host.ran.filter(({ args }) => args[0] === "build").length;
const tmp = (host: MemoryHost) => host.readDir(`${cache}/tmp`);

it("makes a complete GOROOT with built tools, a stamp, and the patched sources beside a pristine src", async () => {
  const host = ready();
  const { goroot, goBinary, stamp, fresh } = await run(host);
  expect(goroot).toMatch(/^\/home\/user\/\.cache\/traceinject\/toolchains\/go1\.26\.8-[0-9a-f]{16}$/);
  expect([goBinary, fresh]).toEqual([`${goroot}/bin/go`, true]);
  expect(await host.readFile(`${goroot}/${main}`)).toBe(await host.readFile(`/usr/local/go/${main}`));
  expect(await host.stat(`${goroot}/src/cmd/internal/hello`)).toBe(undefined);
  expect(await host.readFile(`${goroot}/traceinject/${main}`)).toContain("\thello()\n");
  const payload = "traceinject/src/cmd/internal/hello/hello.go";
  expect(await host.readFile(`${goroot}/${payload}`)).toBe("package hello\n");
  expect(await host.readFile(`${goroot}/pkg/tool/linux_amd64/compile`)).toBe("patched cmd/compile");
  expect(await host.readFile(`${goroot}/src/fmt/print.go`)).toBe("package fmt\n");
  expect(stamp).toMatchObject({
    base: { version: "go1.26.8", goroot: "/usr/local/go", origin: "go on PATH" },
    patchSet: { name: "set", tools: ["cmd/compile"] },
    changes: [{ id: "hello/main", file: "cmd/compile/internal/gc/main.go", line: 5 }],
    tools: { "pkg/tool/linux_amd64/compile": sha256("patched cmd/compile") },
  });
  expect(Object.keys(stamp.files)).toEqual([`traceinject/${main}`, payload]);
  expect(JSON.parse(await host.readFile(`${goroot}/traceinject.json`))).toEqual(stamp);
  expect(await tmp(host)).toEqual([]);
});

it("builds in the copy with the recipe of the release, in an environment of its own", async () => {
  const host = ready(
    {},
    { env: { HOME: "/home/user", PATH: "/usr/bin", GOFLAGS: "-mod=mod", GOOS: "windows" } },
  );
  const modules: string[] = [];
  const lines: string[] = [];
  const writeFile = host.writeFile.bind(host);
  host.writeFile = async (path, data, options) => {
    if (path.endsWith("/go.mod")) modules.push(String(data));
    return writeFile(path, data, options);
  };
  await run(host, false, { step: (text) => lines.push(text), detail: () => {} });
  const command = host.ran.find(({ args }) => args[0] === "build");
  expect(command?.file).toMatch(/\/tmp\/memory_4711_1-\w+\/goroot\/bin\/go$/);
  expect(command?.args).toEqual(expect.arrayContaining(["-trimpath", "-ldflags=-w", "cmd/compile"]));
  expect(command?.env).toMatchObject({ GOFLAGS: "", CGO_ENABLED: "0", GOCACHE: `${cache}/gocache` });
  expect(command?.env).not.toHaveProperty("GOOS");
  expect(modules).toEqual(["module bootstrap\n\ngo 1.26\n"]);
  expect(lines).toEqual(["copying go1.26.8 from /usr/local/go", "building the patched cmd/compile"]);
});

it("builds once, and again when patches, payload or base have changed, or when told to", async () => {
  const host = ready();
  const first = await run(host);
  expect(await run(host)).toMatchObject({ goroot: first.goroot, fresh: false });
  expect(builds(host)).toBe(1);
  expect(await run(host, true)).toMatchObject({ goroot: first.goroot, fresh: true });
  host.put("/set/payload/cmd/internal/hello/hello.go", "package hello // 2\n");
  const second = await run(host);
  host.put("/usr/local/go/src/fmt/print.go", "package fmt // edited\n");
  const third = await run(host);
  expect(new Set([first, second, third].map(({ goroot }) => goroot)).size).toBe(3);
  expect([second.fresh, third.fresh, builds(host)]).toEqual([true, true, 4]);
});

it("gives the same fingerprint wherever the base stands", async () => {
  const [one, two] = [ready(), ready()];
  two.links.set("/opt/go", "/usr/local/go");
  const there = await build(two, { patches: ["/set"], shipped: false, goroot: "/opt/go" }, silentProgress);
  expect(there.stamp.fingerprint).toBe((await run(one)).stamp.fingerprint);
});

it("lets the second of two parallel builds wait for the first and use what it made", async () => {
  const steps: string[] = [];
  const waiting = async (): Promise<undefined> => {
    while (!steps.some((step) => step.startsWith("waiting"))) await new Promise(setImmediate);
  };
  const host = ready({ build: waiting });
  const progress = { step: (text: string) => steps.push(text), detail: () => {} };
  const both = await Promise.all([run(host, false, progress), run(host, false, progress)]);
  expect(both.map(({ fresh }) => fresh).sort()).toEqual([false, true]);
  expect(steps.filter((step) => step.startsWith("waiting"))).toHaveLength(1);
  expect(builds(host)).toBe(1);
});

it("writes nothing when the patches drift, and shows where", async () => {
  const host = ready();
  host.put(`/usr/local/go/${main}`, "package gc\n\nfunc Main() {\n\tbegin()\n}\n");
  await expect(run(host)).rejects.toMatchObject({
    code: "drift",
    message: expect.stringContaining("hello/main"),
  });
  expect([builds(host), await host.stat(`${cache}/toolchains`)]).toEqual([0, undefined]);
});

it("shows what go says when the build fails, without its progress, and leaves nothing", async () => {
  const stderr = "internal/abi\ncmd/internal/sys\n# cmd/compile/internal/gc\nmain.go:4:9: undefined: hello\n";
  const host = ready({ build: () => ({ exitCode: 1, stderr }) });
  await expect(run(host)).rejects.toMatchObject({
    code: "rebuild-failed",
    cause: new Error("# cmd/compile/internal/gc\nmain.go:4:9: undefined: hello"),
  });
  expect([await tmp(host), await list(host)]).toEqual([[], []]);
});

it("says so when go was killed", async () => {
  const host = ready({ build: () => ({ exitCode: 137, signal: "SIGKILL", stderr: "internal/abi\n" }) });
  await expect(run(host)).rejects.toMatchObject({
    code: "rebuild-failed",
    cause: new Error("go was ended by SIGKILL (out of memory?)"),
  });
});

it("refuses a tool that was built but cannot say its version", async () => {
  const host = ready();
  const runOf = host.run.bind(host);
  host.run = async (command) =>
    command.args[0] === "-V=full" ? { ...(await runOf(command)), exitCode: 2, stdout: "" } : runOf(command);
  await expect(run(host)).rejects.toMatchObject({ code: "rebuild-failed" });
  expect(await list(host)).toEqual([]);
});

it("says that there is no space before it begins, and when go runs out of it", async () => {
  await expect(run(ready({}, { freeSpace: 500e6 }))).rejects.toMatchObject({
    code: "no-space",
    message: expect.stringMatching(/601 MB are needed, 500 MB are free/),
  });
  const full = ready({
    build: () => ({ exitCode: 1, stderr: "write $WORK/b001/_pkg_.a: no space left on device\n" }),
  });
  await expect(run(full)).rejects.toMatchObject({ code: "no-space" });
  expect(await tmp(full)).toEqual([]);
});

it("cleans one toolchain by name, and tells which there are for a wrong one", async () => {
  const host = ready();
  const { goroot } = await run(host);
  const name = goroot.slice(goroot.lastIndexOf("/") + 1);
  const remedy = `There are: ${name}.`;
  await expect(clean(host, { kind: "name", name: "go1.0-0" })).rejects.toMatchObject({
    code: "no-such-toolchain",
    remedy,
  });
  const { removed } = await clean(host, { kind: "name", name });
  expect(removed.map((one) => one.name)).toEqual([name]);
  expect([await list(host), await tmp(host)]).toEqual([[], []]);
  expect((await run(host)).fresh).toBe(true);
});

it("cleans what was not used for some days", async () => {
  const host = ready();
  const stat = host.stat.bind(host);
  const used = BigInt(host.now().getTime()) * 1_000_000n;
  host.stat = async (path) => {
    const found = await stat(path);
    return found && { ...found, mtimeNs: used };
  };
  await run(host);
  host.advance(29 * 24 * 3600 * 1000);
  expect((await clean(host, { kind: "unused", days: 30 })).removed).toEqual([]);
  host.advance(2 * 24 * 3600 * 1000);
  expect((await clean(host, { kind: "unused", days: 30 })).removed).toHaveLength(1);
});

it("cleans all, but leaves the caches while somebody builds with them", async () => {
  const host = ready();
  await run(host);
  host.put(`${cache}/gocache/00/x-a`, "object");
  host.alive.add("memory/12/7");
  await host.makeDir(`${cache}/tmp/memory_12_7-aaaaaa`);
  const first = await clean(host, { kind: "all" });
  expect(first.kept).toContainEqual({ name: "gocache", why: "another process builds with it" });
  expect(await host.readFile(`${cache}/gocache/00/x-a`)).toBe("object");
  host.alive.clear();
  expect((await clean(host, { kind: "all" })).removed).toContainEqual({ name: "gocache", bytes: 6 });
  expect(await host.stat(`${cache}/gocache`)).toBeUndefined();
});

it("withdraws what was published before if what is built of the same is refused, and not if examining it fails", async () => {
  const host = ready();
  await run(host);
  const examined = (error: Error) => {
    const examine = () => Promise.reject(error);
    return build(host, { patches: ["/set"], shipped: false, force: true, examine }, silentProgress);
  };
  await expect(examined(new Error("no space"))).rejects.toThrow("no space");
  expect(await list(host)).toHaveLength(1);
  class Findings extends Refusal {}
  await expect(examined(new Findings())).rejects.toMatchObject({ withdrew: true });
  expect(await list(host)).toEqual([]);
  expect(await tmp(host)).toEqual([]);
  await expect(examined(new Findings())).rejects.toMatchObject({ withdrew: false });
});
