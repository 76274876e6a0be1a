import { expect, it } from "vitest";
import { finalGoroot } from "./tool-build.ts";

it("reads the GOROOT of the distribution out of a compiler that has full file names", () => {
  const names =
    "\0/usr/lib/go-1.19/src/cmd/compile/internal/gc/main.go\0/usr/lib/go-1.19/src/cmd/compile/main.go\0\0";
  expect(finalGoroot(Buffer.from(`\x7fELF${names}`))).toBe("/usr/lib/go-1.19");
});

it("takes the usual place where a compiler has only import paths", () => {
  expect(finalGoroot(Buffer.from("\x7fELF\0cmd/compile/main.go\0"))).toBe("/usr/local/go");
});
