import { beforeEach, expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { findSession } from "./find-session.ts";
import { removeSessions } from "./remove-session.ts";
import { pointLatest } from "./session.ts";

const sessions = "/home/user/.local/state/traceinject/sessions";
const [old, middle, young] = ["000001", "000002", "000003"].map((hex) => `20260102T030405000Z-${hex}`) as [
  string,
  string,
  string,
];
let host: MemoryHost;

beforeEach(async () => {
  host = new MemoryHost();
  for (const id of [old, middle, young]) host.put(`${sessions}/${id}/proc/compile.span`, id);
  await pointLatest(host, young);
});

const names = async () => (await host.readDir(sessions)).map(({ name }) => name);

it("removes sessions with all that is in them, and leaves `latest` alone where it leads somewhere", async () => {
  expect(await removeSessions(host, [old, middle])).toEqual(new Set([old, middle]));
  expect(await names()).toEqual([young, "latest"]);
  expect(await host.realPath(`${sessions}/latest`)).toBe(`${sessions}/${young}`);
});

it("lets `latest` lead to the newest that is left", async () => {
  await removeSessions(host, [young]);
  expect(await names()).toEqual([old, middle, "latest"]);
  expect(await host.realPath(`${sessions}/latest`)).toBe(`${sessions}/${middle}`);
});

it("takes `latest` away with the last session", async () => {
  await removeSessions(host, [old, middle, young]);
  expect(await names()).toEqual([]);
  await expect(findSession(host)).rejects.toThrow("there is no session yet");
});

it("leaves to another process what that has taken away, and cleans up behind one that was killed", async () => {
  await host.rename(`${sessions}/${old}`, `${sessions}/removed-${old}`);
  expect(await removeSessions(host, [old, middle])).toEqual(new Set([middle]));
  expect(await names()).toEqual([young, "latest"]);
});

it("takes each session away in one step, before anything of it is deleted", async () => {
  const steps: string[] = [];
  const { rename, remove } = host;
  host.rename = async (from, to) => {
    steps.push(`rename ${from.slice(-6)}`);
    return rename.call(host, from, to);
  };
  host.remove = async (path) => {
    steps.push(`remove ${path.slice(sessions.length + 1)}`);
    return remove.call(host, path);
  };
  await removeSessions(host, [old, middle]);
  expect(steps).toEqual([
    "rename 000001",
    "rename 000002",
    `remove removed-${old}`,
    `remove removed-${middle}`,
  ]);
});
