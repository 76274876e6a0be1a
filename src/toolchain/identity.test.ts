import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import type { MemoryHost } from "../host/memory.ts";
import { gorootFiles, machine } from "./fake-go.testing.ts";
import { findGoroot, openGoroot } from "./goroot.ts";
import { identify } from "./identity.ts";

const digest = async (host: MemoryHost) =>
  (await identify(host, await findGoroot(host, {}, silentProgress))).digest;

/** Counts how often the content of files is read. */
function countReads(host: MemoryHost): () => number {
  let reads = 0;
  const readBytes = host.readBytes.bind(host);
  host.readBytes = (path) => {
    reads++;
    return readBytes(path);
  };
  return () => reads;
}

it("reads the files once, and again when one was edited anywhere", async () => {
  const host = machine();
  const reads = countReads(host);
  const first = await digest(host);
  const once = reads();
  expect([await digest(host), reads()]).toEqual([first, once]);
  host.put("/usr/local/go/src/fmt/print.go", "package tmf\n");
  expect(await digest(host)).not.toBe(first);
  host.put("/usr/local/go/src/fmt/print.go", "package fmt\n");
  expect(await digest(host)).toBe(first);
});

it("does not depend on where the GOROOT stands", async () => {
  const host = machine(gorootFiles("/opt/go"), { versions: { "/opt/go": "go1.26.8" } });
  const there = await identify(host, await openGoroot(host, "/opt/go"));
  expect(there.digest).toBe(await digest(host));
});

it("sees a program that lost its mode bits, and a file that is new or gone", async () => {
  const host = machine();
  const digests = [await digest(host)];
  await host.chmod("/usr/local/go/pkg/tool/linux_amd64/compile", 0o755);
  digests.push(await digest(host));
  host.put("/usr/local/go/src/fmt/more.go", "package fmt\n");
  digests.push(await digest(host));
  await host.remove("/usr/local/go/src/fmt");
  digests.push(await digest(host));
  expect(new Set(digests).size).toBe(4);
});

it("passes over version control and what make.bash left behind", async () => {
  const host = machine();
  const before = await digest(host);
  host.put("/usr/local/go/.git/HEAD", "x");
  host.put("/usr/local/go/pkg/obj/go-build/00/x-a", "x");
  expect(await digest(host)).toBe(before);
});

it("does not trust a listing so fresh that another edit could hide behind it", async () => {
  const host = machine();
  const reads = countReads(host);
  const statNow = host.listTree.bind(host);
  const now = () => BigInt(host.now().getTime()) * 1_000_000n;
  host.listTree = async (...args) => (await statNow(...args)).map((file) => ({ ...file, ctimeNs: now() }));
  await digest(host);
  const once = reads();
  await digest(host);
  expect(reads()).toBe(2 * once);
});

it("works without its memory where the cache cannot be written", async () => {
  const host = machine();
  host.writeFile = async () => {
    throw Object.assign(new Error("read-only"), { code: "EROFS" });
  };
  expect(await digest(host)).toMatch(/^[0-9a-f]{64}$/);
});
