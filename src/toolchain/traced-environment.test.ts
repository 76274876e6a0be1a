import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import type { GoSettings } from "./go-settings.ts";
import { toolchainEnvironment, tracedEnvironment } from "./traced-environment.ts";

const goroot = "/cache/ab12";
const place = { traceDir: "/state/s/proc" };
const plain = { runtimeTrace: false, cache: "private" } as const;

async function traced(
  options: { runtimeTrace: boolean; cache: "private" | "shared" },
  settings: GoSettings = {},
  env = {},
) {
  const host = new MemoryHost({ [`${goroot}/VERSION`]: "" });
  const go = { goBinary: `${goroot}/bin/go`, goroot, goVersion: "go1.26.8", env, args: [] };
  return tracedEnvironment(host, go, { GOROOT: goroot, ...settings }, { ...options, ...place });
}

it("puts the toolchain first on PATH and removes what leads to another, or to an outer session", () => {
  const outer = { TRACEINJECT_DIR: "/outer", TRACEINJECT_RUNTIME_TRACE: "1", TRACEINJECT_CACHE: "private" };
  const user = {
    PATH: "/usr/bin",
    GOROOT: "/usr/local/go",
    GOTOOLDIR: "/x",
    GOTOOLCHAIN: "auto",
    GOFLAGS: "-v",
  };
  const env = toolchainEnvironment({ ...user, ...outer }, `${goroot}/bin/go`);
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  expect(set).toEqual({ PATH: `${goroot}/bin:/usr/bin`, GOTOOLCHAIN: "local", GOFLAGS: "-v" });
});

it("gives traced builds a cache of their own, and those with runtime traces another", async () => {
  const cache = "/home/user/.cache/traceinject/traced";
  expect(await traced(plain)).toEqual({
    TRACEINJECT_DIR: place.traceDir,
    GOCACHE: `${cache}/ab12`,
    GOCACHEPROG: undefined,
    TRACEINJECT_CACHE: "private",
  });
  expect(await traced({ ...plain, runtimeTrace: true })).toMatchObject({
    GOCACHE: `${cache}/ab12-rt`,
    TRACEINJECT_RUNTIME_TRACE: "1",
  });
});

it("leaves the user's cache in place with --cache=shared, so that the compiler's identity has to differ", async () => {
  expect(await traced({ ...plain, cache: "shared" }, {}, { GOCACHE: "/mine" })).toEqual({
    TRACEINJECT_DIR: place.traceDir,
    GOCACHE: "/mine",
  });
});

it("never claims a cache for itself that a program of `go env -w` serves", async () => {
  expect(await traced(plain, { GOCACHEPROG: "cacher" })).toEqual({ TRACEINJECT_DIR: place.traceDir });
  expect(await traced(plain, { GOCACHEPROG: "cacher" }, { GOCACHEPROG: "cacher" })).toMatchObject({
    GOCACHEPROG: undefined,
    TRACEINJECT_CACHE: "private",
  });
});

it("names the GOROOT where `go env -w` would lead to another", async () => {
  expect(await traced(plain, { GOROOT: "/opt/go" })).toMatchObject({ GOROOT: goroot });
});
