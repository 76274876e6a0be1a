import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { MemoryHost, type MemoryHostOptions } from "../../host/memory.ts";
import { type FakeProxy, fakeProxy, lookupPath, releaseFiles, zipOf, zipPath } from "./proxy.testing.ts";
import { downloadRelease } from "./release.ts";

const cache = "/home/user/.cache/traceinject";
const goroot = `${cache}/releases/v0.0.1-go1.24.3.linux-amd64`;
const partial = `${cache}/downloads/v0.0.1-go1.24.3.linux-amd64.zip`;

const machine = (proxy: FakeProxy, options: MemoryHostOptions = {}): MemoryHost =>
  new MemoryHost({ "/home/user/notes": "of the user" }, { web: proxy.web, ...options });

function get(host: MemoryHost, proxy: FakeProxy, name = "go1.24.3", settings = {}): Promise<string> {
  return downloadRelease(
    host,
    name,
    { goproxy: proxy.url, gosumdb: proxy.gosumdb, ...settings },
    silentProgress,
  );
}

/** Nothing of a failed download may stay where releases are looked for, nor anything of the user's go. */
function expectNothingKept(host: MemoryHost): void {
  const files = [...host.files.keys()];
  expect(
    files.filter((path) => path.startsWith(`${cache}/releases`) || path.startsWith(`${cache}/tmp`)),
  ).toEqual([]);
  expect(files).toContain("/home/user/notes");
}

it("makes a GOROOT of what the checksum database vouches for, with programs that run and go.mod files", async () => {
  const proxy = fakeProxy();
  const host = machine(proxy);
  expect(await get(host, proxy)).toBe(goroot);
  expect(await host.readFile(`${goroot}/VERSION`)).toContain("go1.24.3\n");
  expect(await host.readFile(`${goroot}/src/go.mod`)).toBe("module std\n");
  expect((await host.stat(`${goroot}/pkg/tool/linux_amd64/compile`))?.mode).toBe(0o755);
  expect((await host.stat(`${goroot}/src/fmt/print.go`))?.mode).toBe(0o644);
  expect(
    [...host.files.keys()].filter((path) => path.includes("/downloads/") || path.includes("/tmp/")),
  ).toEqual([]);
});

it("downloads once when two ask at the same time", async () => {
  const proxy = fakeProxy();
  const host = machine(proxy);
  expect(await Promise.all([get(host, proxy), get(host, proxy)])).toEqual([goroot, goroot]);
  expect(host.fetched.filter((url) => url.endsWith(".zip"))).toHaveLength(1);
});

it.each<[string, (zip: Buffer) => Buffer]>([
  [
    "one byte of a file turned",
    () => zipOf({ ...releaseFiles, [Object.keys(releaseFiles)[3] ?? ""]: "stock compilE" }),
  ],
  ["a file more", () => zipOf({ ...releaseFiles, "golang.org/toolchain@v0.0.1-go1.24.3.linux-amd64/x": "" })],
  ["its end cut off", (zip) => zip.subarray(0, -40)],
  ["a name that leads out", () => zipOf({ ...releaseFiles, "../../../notes": "mine now" })],
  ["nothing in it", () => Buffer.alloc(0)],
])(
  "says loudly that the zip is not the release where it has %s, and keeps nothing of it",
  async (_, change) => {
    const proxy = fakeProxy();
    proxy.answers.set(zipPath, change(proxy.zip));
    const host = machine(proxy);
    await expect(get(host, proxy)).rejects.toMatchObject({
      code: "checksum-mismatch",
      message: expect.stringMatching(
        /^SECURITY: .*\n {2}from {4}https:\/\/proxy.*\n {2}wanted {2}h1:.*\n {2}found {3}/,
      ),
    });
    expectNothingKept(host);
    expect(await host.stat(partial)).toBeUndefined();
    expect(await host.readFile("/home/user/notes")).toBe("of the user");
  },
);

/** A machine whose disk fails so at the first file that is unpacked. */
class FailingHost extends MemoryHost {
  failure: string | undefined;

  override async writeFile(...[path, ...rest]: Parameters<MemoryHost["writeFile"]>): Promise<void> {
    const code = path.includes("/first/") ? this.failure : undefined;
    if (code !== undefined) throw Object.assign(new Error(code), { code, syscall: "open" });
    return super.writeFile(path, ...rest);
  }
}

it.each([
  ["EISDIR", "checksum-mismatch", false],
  ["ENOTDIR", "checksum-mismatch", false],
  ["EIO", "EIO", false],
  ["ENOSPC", "no-space", true],
  ["EACCES", "cache-not-writable", true],
])("after %s while it unpacks it says %s; that the zip stays is %s", async (failure, code, stays) => {
  const proxy = fakeProxy();
  const host = new FailingHost({ "/home/user/notes": "of the user" }, { web: proxy.web });
  host.failure = failure;
  await expect(get(host, proxy)).rejects.toMatchObject({ code });
  expect((await host.stat(partial)) !== undefined).toBe(stays);
  expectNothingKept(host);
});

it("goes on with what a killed process has left", async () => {
  const proxy = fakeProxy();
  const asked: (string | undefined)[] = [];
  const web: FakeProxy["web"] = (url, headers) => {
    if (!url.endsWith(".zip")) return proxy.web(url, headers);
    asked.push(headers.range);
    return { status: 206, body: proxy.zip.subarray(100) };
  };
  const host = machine(proxy, { web });
  host.put(partial, proxy.zip.subarray(0, 100));
  expect(await get(host, proxy)).toBe(goroot);
  expect(asked).toEqual(["bytes=100-"]);
});

it("begins anew, once, where what was left is of another zip", async () => {
  const proxy = fakeProxy();
  const web: FakeProxy["web"] = (url, headers) =>
    url.endsWith(".zip") && headers.range
      ? { status: 206, body: proxy.zip.subarray(100) }
      : proxy.web(url, headers);
  const host = machine(proxy, { web });
  host.put(partial, Buffer.alloc(100));
  expect(await get(host, proxy)).toBe(goroot);
  expect(host.fetched.filter((url) => url.endsWith(".zip"))).toHaveLength(2);
});

it("uses nothing that the checksum database does not vouch for, and downloads no zip then", async () => {
  const proxy = fakeProxy();
  const text = String(proxy.answers.get(lookupPath(proxy)));
  proxy.answers.set(lookupPath(proxy), text.replace(/h1:.{5}/, "h1:AAAAA"));
  const host = machine(proxy);
  await expect(get(host, proxy)).rejects.toMatchObject({ code: "release-unverified" });
  await expect(get(host, proxy, "go1.24.3", { gosumdb: "off" })).rejects.toMatchObject({
    code: "release-unverified",
  });
  expect(host.fetched.filter((url) => url.endsWith(".zip"))).toEqual([]);
  expectNothingKept(host);
});

it("tells a release that does not exist, with those near it, from a proxy that cannot be reached", async () => {
  const proxy = fakeProxy();
  await expect(get(machine(proxy), proxy, "go1.24.99")).rejects.toMatchObject({
    code: "unknown-release",
    remedy: expect.stringContaining("Near it are go1.24.2, go1.24.3."),
  });
  for (const goproxy of ["https://nobody.example.org", "off", ","])
    await expect(get(machine(proxy), proxy, "go1.24.3", { goproxy })).rejects.toMatchObject({
      code: "release-unavailable",
    });
});

it("finds the release at its origin with GOPROXY=direct", async () => {
  const proxy = fakeProxy();
  const page = `<meta name="go-import" content="golang.org/toolchain mod ${proxy.url}">`;
  const database = `https://${proxy.signer.name}`;
  const web: FakeProxy["web"] = (url, headers) =>
    url === "https://golang.org/toolchain?go-get=1"
      ? { body: page }
      : proxy.web(url.replace(database, `${proxy.url}/sumdb/${proxy.signer.name}`), headers);
  expect(await get(machine(proxy, { web }), proxy, "go1.24.3", { goproxy: "direct" })).toBe(goroot);
});

it("takes a mirror in a folder", async () => {
  const proxy = fakeProxy();
  const mirror = Object.fromEntries([...proxy.answers].map(([path, data]) => [`/srv/mirror${path}`, data]));
  const host = new MemoryHost(mirror);
  expect(await get(host, proxy, "go1.24.3", { goproxy: "file:///srv/mirror" })).toBe(goroot);
  expect(host.fetched).toEqual([]);
});
