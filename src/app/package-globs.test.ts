import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { packageGlobs } from "./package-globs.ts";

const host = new MemoryHost({
  "/work/go.mod": "// a module\nmodule example.com/app // here\n\ngo 1.21\n",
  "/work/tools/go.mod": 'module "example.com/tools"\n',
  "/go/src/go.mod": "module std\n",
  "/go/src/cmd/go.mod": "module cmd\n",
});

const globs = (list: string, ...folders: string[]) => packageGlobs(host, list, folders);

it.each([
  [".", "example.com/app"],
  ["./lib", "example.com/app/lib"],
  ["lib/..", "lib/.."],
  ["./...", "example.com/app,example.com/app/*"],
  ["./lib/...,!./lib/internal", "example.com/app/lib,example.com/app/lib/*,!example.com/app/lib/internal"],
  ["./tools/gen", "example.com/tools/gen"],
  ["/go/src/net/http", "net/http"],
  ["/go/src/cmd/go", "cmd/go"],
  ["/go/src/...", "*"],
  ["net/...", "net,net/*"],
  ["net/*,!net/http", "net/*,!net/http"],
  ["...", "*"],
])("reads %s in a module as go would", async (list, expected) => {
  expect(await globs(list, "/work")).toBe(expected);
});

it("goes by the session's folder where the user is in no module, and refuses what is in none", async () => {
  expect(await globs("./lib", "/home", "/work")).toBe("example.com/app/lib");
  await expect(globs("./lib", "/home")).rejects.toMatchObject({ code: "bad-usage" });
});
