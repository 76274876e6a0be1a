import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import type { GoSettings } from "./go-settings.ts";
import type { Recording } from "./recording.ts";
import { type TraceOptions, toolchainEnvironment, tracedEnvironment } from "./traced-environment.ts";

const goroot = "/cache/ab12";
const place = { traceDir: "/state/s/proc" };
const plain = { recording: { level: "function", runtimeTrace: false }, cache: "private" } as const;

const recording = (changes: Partial<Recording>): TraceOptions => ({
  ...plain,
  recording: { ...plain.recording, ...changes },
});

async function traced(
  options: TraceOptions,
  settings: GoSettings = {},
  env = {},
  args: readonly string[] = [],
) {
  const host = new MemoryHost({ [`${goroot}/VERSION`]: "" });
  const go = { goBinary: `${goroot}/bin/go`, goroot, goVersion: "go1.26.8", env, args };
  return tracedEnvironment(host, go, { GOROOT: goroot, ...settings }, { ...options, ...place });
}

it("puts the toolchain first on PATH and removes what leads to another, or to an outer session", () => {
  const outer = {
    TRACEINJECT_DIR: "/outer",
    TRACEINJECT_RUNTIME_TRACE: "1",
    TRACEINJECT_CACHE: "private",
    TRACEINJECT_LEVEL: "pass",
    TRACEINJECT_PACKAGES: "net/*",
    TRACEINJECT_FUNCTIONS: "main.*",
    TRACEINJECT_MIN: "pass=1us",
    TRACEINJECT_TAGS: "outer",
  };
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

it("gives traced builds a cache of their own, and each way of recording another", async () => {
  const cache = "/home/user/.cache/traceinject/traced";
  expect(await traced(plain)).toEqual({
    TRACEINJECT_DIR: place.traceDir,
    TRACEINJECT_LEVEL: "function",
    GOCACHE: `${cache}/ab12`,
    GOCACHEPROG: undefined,
    TRACEINJECT_CACHE: "private",
  });
  expect(await traced(recording({ runtimeTrace: true }))).toMatchObject({
    GOCACHE: `${cache}/ab12-rt`,
    TRACEINJECT_RUNTIME_TRACE: "1",
  });
  expect(await traced(recording({ level: "pass", min: "pass=1us" }))).toMatchObject({
    GOCACHE: expect.stringMatching(`^${cache}/ab12-pass-[0-9a-f]{8}$`),
    TRACEINJECT_LEVEL: "pass",
    TRACEINJECT_MIN: "pass=1us",
  });
  const narrowed = [{ packages: "a" }, { packages: "b" }, { functions: "a" }, { min: "function=1s" }];
  const caches = await Promise.all(narrowed.map(async (one) => (await traced(recording(one))).GOCACHE));
  expect(new Set(caches).size).toBe(narrowed.length);
});

it("keeps what tools print under a GODEBUG out of the cache of builds without it", async () => {
  const cache = async (env = {}) => (await traced(plain, {}, env)).GOCACHE;
  expect(await cache({ GODEBUG: "gctrace=1" })).toMatch(/\/ab12-godebug-[0-9a-f]{8}$/);
  expect(await cache({ GODEBUG: "gctrace=1" })).not.toBe(await cache({ GODEBUG: "gctrace=2" }));
  expect(await cache({ GODEBUG: "" })).toBe(await cache());
});

it("hands on the build tags, which cmd/go keeps to itself", async () => {
  const tags = async (args: string[], GOFLAGS = "") =>
    (await traced(plain, { GOFLAGS }, {}, args)).TRACEINJECT_TAGS;
  expect(await tags(["build", "-tags=b,a"], "-tags=c")).toBe("a,b");
  expect(await tags(["build"], "-tags=c")).toBe("c");
  expect(await tags(["build"])).toBeUndefined();
});

it("leaves the user's cache in place with --cache=shared, so that the compiler's identity has to differ", async () => {
  expect(await traced({ ...plain, cache: "shared" }, {}, { GOCACHE: "/mine" })).toEqual({
    TRACEINJECT_DIR: place.traceDir,
    TRACEINJECT_LEVEL: "function",
    GOCACHE: "/mine",
  });
});

it("never claims a cache for itself that a program of `go env -w` serves", async () => {
  expect(await traced(plain, { GOCACHEPROG: "cacher" })).toEqual({
    TRACEINJECT_DIR: place.traceDir,
    TRACEINJECT_LEVEL: "function",
  });
  expect(await traced(plain, { GOCACHEPROG: "cacher" }, { GOCACHEPROG: "cacher" })).toMatchObject({
    GOCACHEPROG: undefined,
    TRACEINJECT_CACHE: "private",
  });
});

it("names the GOROOT where `go env -w` would lead to another", async () => {
  expect(await traced(plain, { GOROOT: "/opt/go" })).toMatchObject({ GOROOT: goroot });
});
