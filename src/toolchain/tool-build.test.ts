import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { machine } from "./fake-go.testing.ts";
import { openGoroot } from "./goroot.ts";
import { buildTools, finalGoroot } from "./tool-build.ts";

it("reads the GOROOT of the distribution out of a compiler that has full file names", () => {
  const names =
    "\0/usr/lib/go-1.19/src/cmd/compile/internal/gc/main.go\0/usr/lib/go-1.19/src/cmd/compile/main.go\0\0";
  expect(finalGoroot(Buffer.from(`\x7fELF${names}`))).toBe("/usr/lib/go-1.19");
});

it("takes the usual place where a compiler has only import paths", () => {
  expect(finalGoroot(Buffer.from("\x7fELF\0cmd/compile/main.go\0"))).toBe("/usr/local/go");
});

it.each([
  ["release", "the stock cmd/compile of go1.26.8 could not be built; nothing was installed"],
  ["patch set", "the patched cmd/compile of go1.26.8 could not be built; nothing was installed"],
  ["second GOROOT", "the second GOROOT's cmd/compile of go1.26.8 could not be built; nothing was installed"],
] as const)("says that what did not build is of the %s", async (origin, message) => {
  const host = machine({}, { build: () => ({ exitCode: 1, stderr: "main.go:1:1: no\n" }) });
  const base = await openGoroot(host, "/usr/local/go");
  const job = { base, goroot: base.dir, origin, tools: ["cmd/compile"], scratch: "/tmp/x", out: "out" };
  await expect(buildTools(host, job, silentProgress)).rejects.toMatchObject({
    ...{ code: "rebuild-failed", message },
    cause: new Error("main.go:1:1: no"),
  });
});
