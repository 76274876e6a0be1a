import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { packageVersion } from "../host/package.ts";
import { findSession, sessionIds } from "./find-session.ts";
import { beginSession, createSession, endSession, prepareSessions, type SessionRecord } from "./session.ts";

const sessions = "/home/user/.local/state/traceinject/sessions";
const toolchain = { fingerprint: "ab12", goVersion: "go1.26.8", goroot: "/cache/ab12" };
const recording = { level: "function", runtimeTrace: false };

async function recordOf(host: MemoryHost, id: string): Promise<SessionRecord> {
  return JSON.parse(await host.readFile(`${sessions}/${id}/session.json`)) as SessionRecord;
}

async function begin(host: MemoryHost, env: Record<string, string> = {}, command = ["go", "build"]) {
  const session = await createSession(host);
  return { session, record: await beginSession(host, session, { command, env, toolchain, recording }) };
}

it("names a session by UTC and six hex digits, with a folder for the traces", async () => {
  const host = new MemoryHost();
  const session = await createSession(host);
  expect(session.id).toMatch(/^20260102T030405000Z-[0-9a-f]{6}$/);
  expect((await host.stat(session.traceDir))?.kind).toBe("dir");
  expect(await sessionIds(host)).toEqual([session.id]);
});

it("tells before go runs what is run where and with which toolchain", async () => {
  const host = new MemoryHost(
    { "/proc/sys/kernel/random/boot_id": "b007\n" },
    { cwd: "/src/app", env: { HOME: "/home/user" } },
  );
  const { session } = await begin(host, { GOFLAGS: "-mod=mod" });
  expect(await recordOf(host, session.id)).toEqual({
    format: 1,
    id: session.id,
    traceinject: packageVersion,
    status: "running",
    process: host.processId,
    command: ["go", "build"],
    cwd: "/src/app",
    env: { GOFLAGS: "-mod=mod" },
    toolchain,
    recording,
    goos: "linux",
    goarch: "amd64",
    bootId: "b007",
    start: { mono0: "1767323045000000000", wall: "1767323045000000000", mono1: "1767323045000000000" },
  });
});

it("adds how go ended and a second anchor, and leaves nothing else behind", async () => {
  const host = new MemoryHost();
  const { session, record } = await begin(host);
  host.advance(1500);
  await endSession(host, session, record, { status: "done", exitCode: 130, signal: "SIGINT" });
  const ended = await recordOf(host, session.id);
  expect(ended).toMatchObject({ status: "done", exitCode: 130, signal: "SIGINT" });
  expect(BigInt(ended.end!.mono0) - BigInt(ended.start.mono0)).toBe(1_500_000_000n);
  expect((await host.readDir(session.dir)).map(({ name }) => name)).toEqual(["proc", "session.json"]);
});

it("keeps no secret, neither of the environment nor of the command line, from others' eyes", async () => {
  const host = new MemoryHost();
  const secrets = {
    GITHUB_TOKEN: "s3cret",
    GOPROXY: "https://ann:s3cret@proxy.example",
    GOAUTH: "netrc s3cret",
  };
  const { session } = await begin(host, secrets, ["go", "build", "-ldflags=-X main.apiKey=s3cret"]);
  const path = `${sessions}/${session.id}/session.json`;
  expect(await host.readFile(path)).not.toContain("s3cret");
  expect((await host.stat(path))?.mode).toBe(0o600);
});

it("hides its folder from git, where the home folder is a work tree", async () => {
  const host = new MemoryHost();
  await prepareSessions(host);
  expect(await host.readFile("/home/user/.local/state/traceinject/.gitignore")).toBe("*\n");
});

it("fails with the variable to set where sessions cannot be written", async () => {
  const host = new MemoryHost();
  host.makeDir = async (path) => {
    throw Object.assign(new Error(`EROFS: read-only file system, mkdir '${path}'`), { code: "EROFS" });
  };
  for (const work of [prepareSessions(host), createSession(host)])
    await expect(work).rejects.toMatchObject({
      code: "state-not-writable",
      message: expect.stringContaining(sessions),
      remedy: expect.stringContaining("XDG_STATE_HOME"),
    });
});

it("finds the latest session, also after that one was removed", async () => {
  const host = new MemoryHost();
  const first = await begin(host);
  host.advance(1000);
  const second = await begin(host);
  expect(await findSession(host)).toBe(second.session.dir);
  await host.remove(second.session.dir);
  expect(await findSession(host)).toBe(first.session.dir);
});

it("finds a session by the begin or the end of its id, and any folder by its path", async () => {
  const host = new MemoryHost({ "/home/user/traces/a.span": "" });
  const first = await begin(host);
  host.advance(1000);
  await begin(host);
  expect(await findSession(host, "20260102T030405")).toBe(first.session.dir);
  expect(await findSession(host, first.session.id.slice(-6))).toBe(first.session.dir);
  expect(await findSession(host, "traces")).toBe("/home/user/traces");
});

it("does not guess between two sessions, and says how to get a first one", async () => {
  const host = new MemoryHost();
  await expect(findSession(host)).rejects.toMatchObject({
    code: "no-session",
    message: "there is no session yet",
  });
  const ids = [(await begin(host)).session.id, (await begin(host)).session.id];
  await expect(findSession(host, "2026")).rejects.toThrow(
    `several sessions are called 2026: ${ids.join(", ")}`,
  );
  await expect(findSession(host, "gone")).rejects.toThrow("no session is called gone");
});
