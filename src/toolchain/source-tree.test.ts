import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { MemoryHost } from "../host/memory.ts";
import { findSourceTree } from "./source-tree.ts";

const goversion = "src/internal/goversion/goversion.go";

/** A checkout in /go with these files besides a compiler: what it is called. */
async function nameOf(files: Readonly<Record<string, string>>): Promise<string> {
  const all = Object.entries({ "src/cmd/compile/main.go": "package main\n", ...files });
  const host = new MemoryHost(Object.fromEntries(all.map(([path, text]) => [`/go/${path}`, text])));
  return (await findSourceTree(host, { goroot: "/go" }, silentProgress)).version.text;
}

it("calls a release what the first line of VERSION says", async () => {
  expect(await nameOf({ VERSION: "go1.27rc1\ntime 2026-06-10T00:00:00Z\n" })).toBe("go1.27rc1");
  expect(await nameOf({ VERSION: "go1.26.8-custom\r\n" })).toBe("go1.26.8-custom");
});

it("calls a checkout what it was built as, else by the release that it leads to", async () => {
  const source = "package goversion\n\nconst Version = 28\n";
  const built = "go1.28-devel_0d2bf4e Mon Nov 2 10:00:00 2026 +0000";
  expect(await nameOf({ [goversion]: source, "VERSION.cache": built })).toBe(built);
  expect(await nameOf({ [goversion]: source })).toBe("go1.28");
  expect(await nameOf({ [goversion]: source, VERSION: "" })).toBe("go1.28");
});

it("refuses sources that say of no release", async () => {
  await expect(nameOf({})).rejects.toMatchObject({ code: "unknown-version" });
  await expect(nameOf({ VERSION: "mine\n" })).rejects.toThrow('calls itself "mine"');
});
