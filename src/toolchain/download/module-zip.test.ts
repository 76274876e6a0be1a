import { expect, it } from "vitest";
import { sha256 } from "../../base/fingerprint.ts";
import { MemoryHost } from "../../host/memory.ts";
import { unpackZip } from "./module-zip.ts";
import { h1Of, zipOf } from "./proxy.testing.ts";

it("gives the h1 of what it has unpacked, but none to a name that would pass for two files", async () => {
  const two = { A: "a", B: "b" };
  const one = { [`A\n${sha256("b")}  B`]: "a" };
  expect(h1Of(one)).toBe(h1Of(two));
  const host = new MemoryHost({ "/two.zip": zipOf(two), "/one.zip": zipOf(one) });
  expect(await unpackZip(host, "/two.zip", "/to")).toBe(h1Of(two));
  await expect(unpackZip(host, "/one.zip", "/to")).rejects.toThrow("a file's name holds a newline");
});
