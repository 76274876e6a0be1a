import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { hostileSessions, realSession } from "../cli/hostile.testing.ts";
import {
  commands,
  expectGoodEnd,
  expectGoodEnds,
  expectGoodEndsOfChanged,
  run,
} from "../cli/hostile-runs.testing.ts";
import type { Host } from "../host/host.ts";
import { nodeHost } from "../host/node.ts";

/** What may be held at the end, in bytes: the largest file has less than one megabyte. */
const mostMemory = 1e9;

it.each(Object.entries(hostileSessions))("is read by every command: %s", async (_, files) => {
  await expectGoodEnds(files, commands);
  expect(process.memoryUsage().rss).toBeLessThan(mostMemory);
});

it("ends well, whatever bytes of a session are changed", () => expectGoodEndsOfChanged(300));

const dir = mkdtempSync(join(tmpdir(), "traceinject-hostile-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A session on the disk, with what is no file beside its span file; `unreadable` is refused, whoever we are. */
function onDisk(name: string, unreadable?: string): { readonly host: Host; readonly session: string } {
  const session = join(dir, name);
  for (const [path, bytes] of Object.entries(realSession)) {
    if (path.startsWith("@costs/")) continue;
    mkdirSync(join(session, path, ".."), { recursive: true });
    writeFileSync(join(session, path), bytes);
  }
  const host = { ...nodeHost(), cwd: dir, env: { HOME: dir } };
  const readBytes = async (path: string): Promise<Uint8Array> => {
    if (!path.endsWith(`/${unreadable}`)) return host.readBytes(path);
    const error = new Error(`EACCES: permission denied, open '${path}'`);
    throw Object.assign(error, { code: "EACCES", syscall: "open", path });
  };
  return { host: { ...host, readBytes }, session };
}

/** The commands that take a session's folder. */
const onFolders = (session: string): string[][] => [
  ["report", session],
  ["export", "--format", "csv", session],
  ["merge", session, "-o", join(dir, "merged")],
  ["events", session],
  ["diff", session, session],
  ["explain", "*", "--session", session],
];

it("passes over what is called a span file and is none: folders, links in a circle or to nothing, devices", async () => {
  const { host, session } = onDisk("odd");
  const proc = join(session, "proc");
  mkdirSync(join(proc, "folder.span"));
  symlinkSync("circle.span", join(proc, "circle.span"));
  symlinkSync("gone", join(proc, "nothing.span"));
  symlinkSync("/dev/zero", join(proc, "endless.span"));
  symlinkSync(session, join(proc, "up"));
  chmodSync(proc, 0o555);
  for (const argv of onFolders(session)) {
    const ended = await run(host, argv);
    expectGoodEnd(argv, ended);
    expect(ended.exitCode, `${argv.join(" ")}\n${ended.err}`).toBe(0);
  }
});

it("says which file it may not read, or where that stands", async () => {
  const { host, session } = onDisk("closed", "real.span");
  for (const argv of onFolders(session)) {
    const ended = await run(host, argv);
    expectGoodEnd(argv, ended);
    expect(ended.exitCode, argv.join(" ")).toBe(1);
    const names =
      ended.out.includes("real.span") || ended.err.includes("`traceinject events --check` says where");
    expect(names, `${argv.join(" ")}\n${ended.out}${ended.err}`).toBe(true);
  }
  const checked = await run(host, ["events", "--check", session]);
  expect([checked.exitCode, checked.out]).toEqual([1, expect.stringContaining("real.span")]);
});
