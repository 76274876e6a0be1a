import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import type { Answer, MemoryHost } from "../host/memory.ts";
import { fakeProxy, zipPath } from "./download/proxy.testing.ts";
import { fakeGo, gorootFiles, machine } from "./fake-go.testing.ts";
import { findGoroot } from "./goroot.ts";

const find = (host: MemoryHost, go: string, offline = false) =>
  findGoroot(host, { go, offline }, silentProgress);
const failure = (code: string, remedy = "") =>
  expect.objectContaining({ code, remedy: expect.stringContaining(remedy) });
const inCache = "golang.org/toolchain@v0.0.1-go1.24.3.linux-amd64";
const users = `/home/user/go/pkg/mod/${inCache}`;
const ours = `/home/user/.cache/traceinject/gopath/pkg/mod/${inCache}`;
const versions = { [users]: "go1.24.3", [ours]: "go1.24.3", "/home/user/sdk/go1.24.3": "go1.24.3" };

/** A proxy that has the release; files come without mode bits, as from a module zip. */
const download = (_: unknown, host: MemoryHost) => {
  for (const [path, text] of Object.entries(gorootFiles(ours, "go1.24.3"))) host.put(path, text, 0o644);
  return { stdout: JSON.stringify({ Path: "golang.org/toolchain", Dir: ours }) };
};

it("takes the Go at hand if it is the release asked for", async () => {
  expect(await find(machine(), "go1.26.8")).toMatchObject({
    dir: "/usr/local/go",
    origin: "go1.26.8 on PATH",
  });
});

it("takes what golang.org/dl installed, and nothing where only its wrapper is there", async () => {
  const sdk = "/home/user/sdk/go1.24.3";
  const host = machine(gorootFiles(sdk, "go1.24.3"), { versions });
  host.links.set("/usr/bin/go1.24.3", `${sdk}/bin/go`);
  expect(await find(host, "go1.24.3")).toMatchObject({ dir: sdk, origin: "go1.24.3 on PATH" });
  const wrapper = machine(gorootFiles(sdk, "go1.24.3"), { download });
  wrapper.links.set("/usr/bin/go1.24.3", `${sdk}/bin/go`);
  await expect(find(wrapper, "go1.24.3", true)).rejects.toEqual(failure("release-unavailable"));
});

it("takes the user's module cache, and writes nothing there", async () => {
  const host = machine(gorootFiles(users, "go1.24.3"), { versions });
  const before = new Map(host.files);
  expect(await find(host, "go1.24.3")).toMatchObject({ dir: users, origin: "module cache" });
  expect(host.files).toEqual(before);
  expect(host.ran.filter(({ args }) => args[0] === "mod")).toEqual([]);
});

it("does not take a release whose unpacking was cut off", async () => {
  const partial =
    "/home/user/go/pkg/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.24.3.linux-amd64.partial";
  const host = machine({ ...gorootFiles(users, "go1.24.3"), [partial]: "" }, { versions, download });
  expect((await find(host, "go1.24.3")).dir).toBe(ours);
});

it("downloads without any Go, and does so once", async () => {
  const proxy = fakeProxy();
  const released = "/home/user/.cache/traceinject/releases/v0.0.1-go1.24.3.linux-amd64";
  const env = { HOME: "/home/user", PATH: "/bin", GOPROXY: proxy.url, GOSUMDB: proxy.gosumdb };
  const host = machine({}, { versions: { [released]: "go1.24.3" } }, { env, web: proxy.web });
  expect(await find(host, "go1.24.3")).toMatchObject({ dir: released, origin: "downloaded" });
  const before = host.fetched.length;
  expect(await find(host, "go1.24.3", true)).toMatchObject({ dir: released, origin: "downloaded before" });
  expect(host.fetched.length).toBe(before);
});

it.each([
  ["fails", { exitCode: 126, stderr: "No version is set for command go" }],
  ["prints text", { stdout: "mise: go is not installed\n" }],
])(
  "finds a release beside a go on PATH that only %s, as the shim of a version manager does",
  async (_, shim) => {
    const env = { HOME: "/home/user", PATH: "/shims" };
    const answer: Answer = (command, host) =>
      command.file === "/shims/go" ? shim : fakeGo({ versions })(command, host);
    const host = machine(
      { "/shims/go": "#!/bin/sh", ...gorootFiles(users, "go1.24.3") },
      {},
      { env, answer },
    );
    await host.chmod("/shims/go", 0o755);
    expect(await find(host, "go1.24.3")).toMatchObject({ dir: users, origin: "module cache" });
    await expect(find(host, "go1.24.4")).rejects.toEqual(failure("release-unavailable"));
  },
);

it("lets go download what it cannot reach itself, but nothing that did not pass the checks", async () => {
  const proxy = fakeProxy();
  const settings = {
    env: { HOME: "/home/user", PATH: "/usr/bin", GOPROXY: proxy.url, GOSUMDB: proxy.gosumdb },
  };
  const unreachable = machine({}, { versions, download }, settings);
  expect((await find(unreachable, "go1.24.3")).dir).toBe(ours);
  const tampered = machine({}, { versions, download }, { ...settings, web: proxy.web });
  proxy.answers.set(zipPath, proxy.zip.subarray(0, -1));
  await expect(find(tampered, "go1.24.3")).rejects.toEqual(failure("checksum-mismatch", "another GOPROXY"));
  expect(tampered.ran.filter(({ args }) => args[0] === "mod")).toEqual([]);
});

it("has go download into its own cache, makes the programs runnable, and does so once", async () => {
  const host = machine({}, { versions, download });
  expect(await find(host, "go1.24.3")).toMatchObject({ dir: ours, origin: "downloaded" });
  const command = host.ran.find(({ args }) => args[0] === "mod");
  expect(command?.args.at(-1)).toBe("golang.org/toolchain@v0.0.1-go1.24.3.linux-amd64");
  expect(command?.env).toMatchObject({
    GOPATH: "/home/user/.cache/traceinject/gopath",
    GOFLAGS: "-modcacherw",
    GONOSUMDB: "none.invalid",
  });
  expect((await host.stat(`${ours}/pkg/tool/linux_amd64/compile`))?.mode).toBe(0o755);
  expect((await find(host, "go1.24.3")).origin).toBe("downloaded before");
});

it("does not take a toolchain of ours for the release", async () => {
  const stamp = JSON.stringify({ format: 1, base: { goroot: "/x" } });
  const host = machine({ "/usr/local/go/traceinject.json": stamp }, { versions });
  await expect(find(host, "go1.26.8", true)).rejects.toEqual(failure("release-unavailable"));
});

it("tells a release that does not exist from a network that does not work", async () => {
  const answer = (message: string) =>
    machine({}, { download: () => ({ exitCode: 1, stdout: JSON.stringify({ Error: message }) }) });
  const unknown = answer("reading https://proxy.golang.org/golang.org/toolchain/@v/x.info: 404 Not Found");
  await expect(find(unknown, "go1.24.99")).rejects.toEqual(failure("unknown-release", "go.dev/dl"));
  const offline = answer('Get "https://proxy.golang.org/x": dial tcp: lookup proxy.golang.org: no such host');
  await expect(find(offline, "go1.24.3")).rejects.toMatchObject({
    code: "release-unavailable",
    cause: new Error('Get "https://proxy.golang.org/x": dial tcp: lookup proxy.golang.org: no such host'),
  });
});

it.each([
  ["1.24.3", "Write go1.24.3."],
  ["1.24", "Write go1.24.0."],
  ["go1.24", "Write go1.24.0."],
  ["latest", "go1.27rc1"],
])("refuses %s as the name of a release, and says how one is called", async (name, remedy) => {
  const host = machine();
  await expect(find(host, name)).rejects.toEqual(failure("unknown-release", remedy));
  expect(host.ran).toEqual([]);
});
