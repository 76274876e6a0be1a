import { expect, it, vi } from "vitest";
import { sha256 } from "../base/fingerprint.ts";
import { MemoryHost } from "../host/memory.ts";
import { lookUp, publish, published, sweep, toolchainName, withScratch, writingToCache } from "./cache.ts";

const cache = "/home/user/.cache/traceinject";
const fingerprint = "0123456789abcdef".repeat(4);
const name = toolchainName("go1.26.8", fingerprint);

/** The files of a finished toolchain. */
function toolchain(dir: string): Record<string, string> {
  const tools = { "pkg/tool/linux_amd64/compile": sha256("patched") };
  const stamp = { format: 1, fingerprint, base: { version: "go1.26.8" }, tools };
  return {
    [`${dir}/traceinject.json`]: JSON.stringify(stamp),
    [`${dir}/pkg/tool/linux_amd64/compile`]: "patched",
    [`${dir}/bin/go`]: "go",
  };
}

it("names a toolchain by release and fingerprint, without experiments", () => {
  expect(toolchainName("go1.25.5 X:nodwarf5", fingerprint)).toBe("go1.25.5-0123456789abcdef");
  expect(toolchainName("go1.26.8-X:nodwarf5", fingerprint)).toBe("go1.26.8-0123456789abcdef");
});

it("finds a published toolchain", async () => {
  const host = new MemoryHost(toolchain(`${cache}/toolchains/${name}`));
  expect(await lookUp(host, name)).toMatchObject({
    goBinary: `${cache}/toolchains/${name}/bin/go`,
    fresh: false,
  });
});

it("does not take one whose tool was changed or lost, or whose stamp is broken", async () => {
  const dir = `${cache}/toolchains/${name}`;
  const files = toolchain(dir);
  const broken = [
    { ...files, [`${dir}/pkg/tool/linux_amd64/compile`]: "stock" },
    { [`${dir}/traceinject.json`]: files[`${dir}/traceinject.json`] ?? "", [`${dir}/bin/go`]: "go" },
    { ...files, [`${dir}/traceinject.json`]: "{" },
  ];
  for (const some of broken) expect(await lookUp(new MemoryHost(some), name)).toBeUndefined();
});

it("reads the tools once, and again when one was changed", async () => {
  const dir = `${cache}/toolchains/${name}`;
  const host = new MemoryHost(toolchain(dir));
  const readBytes = vi.spyOn(host, "readBytes");
  for (const _ of [1, 2]) expect(await lookUp(host, name)).toBeDefined();
  expect(readBytes).toHaveBeenCalledTimes(1);
  host.put(`${dir}/pkg/tool/linux_amd64/compile`, "stock..");
  expect(await lookUp(host, name)).toBeUndefined();
});

it("lists what is published, and nothing that is half done", async () => {
  const half = { [`${cache}/toolchains/go1.27.0-x/bin/go`]: "go" };
  const host = new MemoryHost({ ...toolchain(`${cache}/toolchains/${name}`), ...half });
  expect(await published(host)).toEqual([name]);
});

it("publishes in place of what stands there", async () => {
  const host = new MemoryHost({
    ...toolchain(`${cache}/tmp/mine/goroot`),
    [`${cache}/toolchains/${name}/old`]: "",
  });
  await publish(host, `${cache}/tmp/mine/goroot`, name, `${cache}/tmp/mine`);
  expect(await lookUp(host, name)).toBeDefined();
  expect(await host.stat(`${cache}/toolchains/${name}/old`)).toBeUndefined();
});

it("leaves the toolchain of somebody who was faster", async () => {
  const host = new MemoryHost(toolchain(`${cache}/tmp/mine/goroot`));
  const rename = host.rename.bind(host);
  host.rename = async (from, to) => {
    if (to.includes("/toolchains/"))
      for (const [path, text] of Object.entries(toolchain(to))) host.put(path, text);
    return rename(from, to);
  };
  await publish(host, `${cache}/tmp/mine/goroot`, name, `${cache}/tmp/mine`);
  expect(await lookUp(host, name)).toBeDefined();
});

it("removes its scratch folder after success, failure and interrupt", async () => {
  const host = new MemoryHost();
  const write = (dir: string) => host.writeFile(`${dir}/f`, "");
  await withScratch(host, write);
  await expect(
    withScratch(host, async (dir) => {
      await write(dir);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  await withScratch(host, async (dir) => {
    await write(dir);
    await host.interrupt();
    expect(await host.readDir(`${cache}/tmp`)).toEqual([]);
  });
  expect(await host.readDir(`${cache}/tmp`)).toEqual([]);
});

it("sweeps the leftovers of dead processes, and of other machines after a day", async () => {
  const host = new MemoryHost();
  host.alive.add("memory/12/7");
  const folders = ["memory_12_7-aaaaaa", "memory_13_7-bbbbbb", "other_host-1_5_9-cccccc", "strange"];
  for (const folder of folders) await host.makeDir(`${cache}/tmp/${folder}`);
  const stat = host.stat.bind(host);
  let age = 0n;
  host.stat = async (path) => {
    const found = await stat(path);
    return found && { ...found, mtimeNs: BigInt(host.now().getTime()) * 1_000_000n - age };
  };
  const left = async () => (await host.readDir(`${cache}/tmp`)).map((entry) => entry.name);
  expect(await sweep(host)).toEqual(["memory_12_7-aaaaaa", "other_host-1_5_9-cccccc"]);
  expect(await left()).toEqual(["memory_12_7-aaaaaa", "other_host-1_5_9-cccccc"]);
  age = 25n * 3600n * 1_000_000_000n;
  await sweep(host);
  expect(await left()).toEqual(["memory_12_7-aaaaaa"]);
});

it.each([
  ["ENOSPC", "no-space"],
  ["EDQUOT", "no-space"],
  ["EROFS", "cache-not-writable"],
  ["EACCES", "cache-not-writable"],
])("turns %s into the failure %s", async (code, wanted) => {
  const work = async () => {
    throw Object.assign(new Error("write"), { code });
  };
  await expect(writingToCache(new MemoryHost(), work)).rejects.toMatchObject({
    code: wanted,
    cause: { code },
  });
});
