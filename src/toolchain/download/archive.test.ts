import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { sha256 } from "../../base/fingerprint.ts";
import { silentProgress } from "../../base/progress.ts";
import type { Answer } from "../../host/memory.ts";
import { MemoryHost } from "../../host/memory.ts";
import { gorootFiles } from "../fake-go.testing.ts";
import { findGoroot } from "../goroot.ts";
import { unpackArchive } from "./archive.ts";
import { releaseFiles, zipOf } from "./proxy.testing.ts";

const zip = zipOf(releaseFiles);
const tarball = gzipSync("the tar that our fake tar unpacks");
const releases = "/home/user/.cache/traceinject/releases";
const files = { "/home/user/go.zip": zip, "/home/user/go.tar.gz": tarball, "/home/user/text": "no archive" };

/** A tar that unpacks as it would an archive of go.dev. */
const tar: Answer = ({ file, args }, host) => {
  if (file !== "tar") return undefined;
  const to = args[args.indexOf("-C") + 1] ?? "";
  for (const [path, text] of Object.entries(gorootFiles(`${to}/go`))) host.put(path, text, 0o755);
  return {};
};

const unpack = (host: MemoryHost, path: string, hash?: string): Promise<string> =>
  unpackArchive(host, path, hash, silentProgress);

it("unpacks a zip or a tarball once, under its own hash, and leaves the file where it is", async () => {
  const host = new MemoryHost(files, { answer: tar });
  for (const [path, bytes] of [
    ["/home/user/go.zip", zip],
    ["/home/user/go.tar.gz", tarball],
  ] as const) {
    const dir = `${releases}/archive-${sha256(bytes)}`;
    expect(await unpack(host, path)).toBe(dir);
    expect((await host.stat(`${dir}/bin/go`))?.mode).toBe(0o755);
    expect(await unpack(host, path, sha256(bytes).toUpperCase())).toBe(dir);
    expect(await host.readBytes(path)).toEqual(bytes);
  }
  expect(host.ran).toHaveLength(1);
});

it("uses no archive that has another hash than the one given, and says both", async () => {
  const host = new MemoryHost(files);
  const wanted = "0".repeat(64);
  await expect(unpack(host, "/home/user/go.zip", wanted)).rejects.toMatchObject({
    code: "archive-mismatch",
    message: expect.stringContaining(`wanted  ${wanted}\n  found   ${sha256(zip)}`),
  });
  expect([...host.files.keys()].sort()).toEqual(Object.keys(files).sort());
});

it.each([
  ["/home/user/none", "there is no such file"],
  ["/home/user/text", "neither a zip nor a gzipped tar"],
  ["/home/user/cut.zip", "End of central directory record"],
  ["/home/user/other.zip", "no Go with its sources"],
  ["/home/user/go.tar.gz", "tar: not in gzip format"],
])("says what is wrong with %s", async (path, why) => {
  const more = { "/home/user/cut.zip": zip.subarray(0, -30), "/home/user/other.zip": zipOf({ "a/b": "c" }) };
  const answer: Answer = () => ({ exitCode: 2, stderr: "not in gzip format" });
  const host = new MemoryHost({ ...files, ...more }, { answer });
  await expect(unpack(host, path)).rejects.toMatchObject({
    code: "bad-archive",
    message: expect.stringContaining(why),
  });
  expect([...host.files.keys()].filter((path) => path.includes(".cache"))).toEqual([]);
});

/** Unpacks the release as `go1.24.3`, and these links, by where they lead. */
const tarWith =
  (links: Readonly<Record<string, string>>): Answer =>
  async ({ args }, host) => {
    const to = args[args.indexOf("-C") + 1] ?? "";
    for (const [path, text] of Object.entries(gorootFiles(`${to}/go1.24.3`))) host.put(path, text);
    for (const [path, target] of Object.entries(links)) await host.symlink(target, `${to}/${path}`);
    return {};
  };

it.each([
  ["go1.24.3/src/_go.mod", "/home/user/text"],
  ["go1.24.3/src/go.mod", "/home/user/text"],
  ["go1.24.3/bin/gofmt", "../../outside"],
  ["go1.24.3/lib", "/srv"],
  ["go", "/usr/local/go"],
])("refuses an archive whose %s leads to %s, and touches nothing there", async (link, target) => {
  const foreign = { ...gorootFiles("/usr/local/go"), "/srv/go_js_wasm_exec": "" };
  const host = new MemoryHost({ ...files, ...foreign }, { answer: tarWith({ [link]: target }) });
  const before = [...host.files];
  await expect(unpack(host, "/home/user/go.tar.gz")).rejects.toMatchObject({
    code: "bad-archive",
    message: expect.stringContaining(`${link} is a link that leads out of the release, or nowhere`),
  });
  expect([...host.files]).toEqual(before);
});

it("takes links within a release, and the folder itself where a link leads to it", async () => {
  const answer = tarWith({ go: "go1.24.3", "go1.24.3/misc": "src", "go1.24.3/src/up": ".." });
  const host = new MemoryHost(files, { answer });
  const dir = await unpack(host, "/home/user/go.tar.gz");
  expect(host.links.has(dir)).toBe(false);
  expect(await host.readFile(`${dir}/VERSION`)).toContain("go1.26.8");
});

it("uses no archive that became another while it was unpacked", async () => {
  const answer: Answer = async (command, host) => {
    host.put("/home/user/go.tar.gz", "another");
    return tar(command, host);
  };
  const host = new MemoryHost(files, { answer });
  await expect(unpack(host, "/home/user/go.tar.gz")).rejects.toThrow("it changed while it was read");
  expect([...host.files.keys()].filter((path) => path.includes(".cache"))).toEqual([]);
});

it("takes a folder for a GOROOT, and lets no --sha256 seem to have checked what it has not", async () => {
  const host = new MemoryHost({ "/srv/go/bin/go": "" });
  expect(await unpack(host, "/srv/go")).toBe("/srv/go");
  const bad = { code: "bad-usage" };
  await expect(unpack(host, "/srv/go", "0".repeat(64))).rejects.toMatchObject(bad);
  const find = (choice: object) => findGoroot(host, choice, silentProgress);
  await expect(find({ goroot: "/srv/go", sha256: "0".repeat(64) })).rejects.toMatchObject(bad);
  await expect(find({ from: "/srv/go", go: "go1.24.3" })).rejects.toMatchObject(bad);
});
