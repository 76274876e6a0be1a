import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { cacheDir, stateDir } from "./dirs.ts";

it("keeps caches and state where the XDG specification says", () => {
  const host = new MemoryHost(
    {},
    { env: { HOME: "/home/ann", XDG_CACHE_HOME: "/big/cache", XDG_STATE_HOME: "/big/state" } },
  );
  expect([cacheDir(host), stateDir(host)]).toEqual(["/big/cache/traceinject", "/big/state/traceinject"]);
});

it("falls back to the home folder for unset, empty and relative values", () => {
  const host = new MemoryHost(
    {},
    { env: { HOME: "/home/ann", XDG_CACHE_HOME: "", XDG_STATE_HOME: "state" } },
  );
  expect([cacheDir(host), stateDir(host)]).toEqual([
    "/home/ann/.cache/traceinject",
    "/home/ann/.local/state/traceinject",
  ]);
});

it("says which variable to set where there is no home folder", () => {
  expect(() => cacheDir(new MemoryHost({}, { env: {} }))).toThrow(
    expect.objectContaining({ code: "no-home", remedy: expect.stringContaining("XDG_CACHE_HOME") }),
  );
});
