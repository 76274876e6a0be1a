import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clean } from "../app/clean.ts";
import { list } from "../app/list.ts";
import { packageRoot } from "../host/package.ts";
import { cacheLayout, lookUp } from "../toolchain/cache.ts";
import { e2eCache, e2eHost, type Release, releases } from "./shared.testing.ts";

/** `traceinject build` as a process that is killed, or that has company. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-kill-"));
const host = e2eHost({ XDG_CACHE_HOME: scratch });
const launcher = join(packageRoot(), "bin/traceinject.mjs");
const release = (await releases()).at(-1) as Release;
afterAll(() => rmSync(scratch, { recursive: true }));

const patches = join(scratch, "patches");

/** One small tool, and a cache of its own but for the objects of Go's build cache, so that a build takes seconds. */
beforeAll(async () => {
  mkdirSync(patches);
  writeFileSync(join(patches, "series"), "rebuild cmd/asm\nmark.patch\n");
  writeFileSync(
    join(patches, "mark.patch"),
    "patch mark\n\nchange entry\npackage cmd/asm\n\n func main() {\n+\t_ = 0\n \t...\n }\n",
  );
  const objects = join(e2eCache(), "traceinject/gocache");
  mkdirSync(objects, { recursive: true });
  mkdirSync(join(scratch, "traceinject"));
  symlinkSync(objects, join(scratch, "traceinject/gocache"));
  await build();
  await clean(host, { kind: "unused", days: -1 });
});

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** Runs `traceinject build`; kills it after `killMs`. */
function build(killMs?: number): Promise<Run> {
  const start = performance.now();
  const args = [launcher, "build", "--goroot", release.goroot, "--no-shipped", "--patches", patches];
  const child = spawn(process.execPath, args, { env: { ...host.env }, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (chunk) => {
      output[stream] += chunk;
    });
  }
  const timer = killMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killMs);
  return new Promise((resolve) => {
    child.once("exit", (exitCode) => {
      clearTimeout(timer);
      // Programs that a killed one has left may hold its pipes for a while.
      setTimeout(() => resolve({ ...output, exitCode, durationMs: performance.now() - start }), 50);
    });
  });
}

/** Numbers from 0 to 1 that are the same in every run. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** What is published is whole: its stamp, its tools and a go command that runs. Gives how many there are. */
async function checkPublished(): Promise<number> {
  const folders = await host.readDir(cacheLayout(host).toolchains);
  expect((await list(host)).map(({ name }) => name)).toEqual(folders.map(({ name }) => name));
  for (const { name } of folders) {
    const toolchain = await lookUp(host, name);
    expect(toolchain, `${name} is not whole`).toBeDefined();
    const { goBinary = "" } = toolchain ?? {};
    const { stdout } = await host.run({
      file: goBinary,
      args: ["list", "cmd/compile"],
      env: { ...host.env, GOTOOLCHAIN: "local" },
      cwd: "/",
    });
    expect(stdout).toBe("cmd/compile\n");
  }
  return folders.length;
}

test("after 20 kills at random moments there is no toolchain or a whole one, and the next run succeeds", async () => {
  const whole = await build();
  expect(whole, whole.stderr).toMatchObject({ exitCode: 0 });
  await clean(host, { kind: "name", name: whole.stdout.trim().split("/").at(-1) ?? "" });
  const moments = random(20261122);
  const left = { none: 0, whole: 0, scratch: 0 };
  for (let kill = 0; kill < 20; kill++) {
    const moment = (moments.next().value ?? 0) * whole.durationMs * 1.1;
    const { exitCode, stderr } = await build(moment);
    expect([null, 0], `kill ${kill} after ${moment} ms\n${stderr}`).toContain(exitCode);
    const published = await checkPublished();
    left[published === 0 ? "none" : "whole"]++;
    if ((await host.readDir(cacheLayout(host).tmp)).length > 0) left.scratch++;
    if (published > 0) await clean(host, { kind: "unused", days: -1 });
  }
  expect(left.none).toBeGreaterThan(0);
  expect(left.scratch, "no kill fell into the middle of a build").toBeGreaterThan(0);
  const last = await build();
  expect(last, last.stderr).toMatchObject({ exitCode: 0, stdout: whole.stdout });
  expect(await checkPublished()).toBe(1);
  await sleep(3000); // for what the killed go commands had started
  await clean(host, { kind: "unused", days: 1000 });
  expect(await host.readDir(cacheLayout(host).tmp)).toEqual([]);
});

test("of two builds of the same at the same time one builds, and the other waits and takes that", async () => {
  await clean(host, { kind: "unused", days: -1 });
  const both = await Promise.all([build(), build()]);
  for (const one of both) expect(one, one.stderr).toMatchObject({ exitCode: 0, stdout: both[0]?.stdout });
  const count = (text: string): number => both.filter(({ stderr }) => stderr.includes(text)).length;
  expect([count("building the patched cmd/asm"), count("waiting for another process")]).toEqual([1, 1]);
  expect(await checkPublished()).toBe(1);
});

test("a build that is interrupted cleans up behind itself", async () => {
  await clean(host, { kind: "unused", days: -1 });
  const args = [launcher, "build", "--goroot", release.goroot, "--no-shipped", "--patches", patches];
  const child = spawn(process.execPath, args, { env: { ...host.env }, stdio: ["ignore", "ignore", "pipe"] });
  await new Promise<void>((resolve) => {
    child.stderr.on("data", (chunk) => String(chunk).includes("building the patched") && resolve());
  });
  child.kill("SIGTERM");
  const end = await new Promise((resolve) => child.once("exit", (...how) => resolve(how)));
  expect(end).toEqual([null, "SIGTERM"]);
  expect(await host.readDir(cacheLayout(host).tmp)).toEqual([]);
  expect(await list(host)).toEqual([]);
});
