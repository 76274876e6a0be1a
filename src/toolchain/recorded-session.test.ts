import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { recordedSessions } from "./recorded-session.ts";
import { beginSession, createSession, endSession, type SessionRecord } from "./session.ts";

const sessions = "/home/user/.local/state/traceinject/sessions";
const facts = {
  command: ["go", "build"],
  env: {},
  toolchain: { fingerprint: "ab12", goVersion: "go1.26.8", goroot: "/cache/ab12" },
  recording: { level: "function", runtimeTrace: false },
};
const hour = 3600 * 1000;

/** A host of another process than the one that has begun a session, `later` milliseconds after that. */
async function begun(record: Partial<SessionRecord> | "no record", later = hour): Promise<MemoryHost> {
  const host = new MemoryHost();
  const session = await createSession(host);
  const written = await beginSession(host, session, facts);
  const path = `${session.dir}/session.json`;
  if (record === "no record") await host.remove(path);
  else host.put(path, JSON.stringify({ ...written, ...record }));
  host.advance(later);
  return host;
}

const statusIn = async (host: MemoryHost) => (await recordedSessions(host)).map(({ status }) => status);

it("gives the newest first, each with its start and its record", async () => {
  const host = new MemoryHost();
  const first = await createSession(host);
  await endSession(host, first, await beginSession(host, first, facts), { status: "done", exitCode: 1 });
  host.advance(1234);
  const second = await createSession(host);
  await beginSession(host, second, facts);
  expect(await recordedSessions(host)).toEqual([
    {
      ...{ id: second.id, dir: second.dir, status: "running" },
      started: new Date("2026-01-02T03:04:06.234Z"),
      record: expect.objectContaining({ id: second.id }),
    },
    {
      ...{ id: first.id, dir: first.dir, status: "done" },
      started: new Date("2026-01-02T03:04:05.000Z"),
      record: expect.objectContaining({ exitCode: 1 }),
    },
  ]);
});

it.each(["done", "failed", "timed-out"] as const)("believes a record that says %s", async (status) => {
  expect(await statusIn(await begun({ status, process: "memory/1/1" }))).toEqual([status]);
});

it("asks whether the process of a session still runs, however long it has", async () => {
  const host = await begun({ process: "memory/1/1" }, 48 * hour);
  expect(await statusIn(host)).toEqual(["aborted"]);
  host.alive.add("memory/1/1");
  expect(await statusIn(host)).toEqual(["running"]);
});

it.each([
  ["another machine's session", { process: "elsewhere/1/1" }],
  ["a session without a record", "no record"],
  ["a record of another format", { format: 2 as 1 }],
] as const)("takes %s for one that runs, for a day", async (_what, record) => {
  expect(await statusIn(await begun(record, 23 * hour))).toEqual(["running"]);
  expect(await statusIn(await begun(record, 25 * hour))).toEqual(["aborted"]);
});

it("survives a record that is no JSON, and finds nothing where there is nothing", async () => {
  const host = new MemoryHost();
  expect(await recordedSessions(host)).toEqual([]);
  host.put(`${sessions}/20260102T030405000Z-000001/session.json`, "{");
  host.put(`${sessions}/20260102T030405000Z-000002/session.json`, "null");
  expect((await recordedSessions(host)).map(({ record }) => record)).toEqual([undefined, undefined]);
});
