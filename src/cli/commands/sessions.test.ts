import { beforeEach, expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { beginSession, createSession, endSession, type SessionRecord } from "../../toolchain/session.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const sessions = "/home/user/.local/state/traceinject/sessions";
let host: MemoryHost;

beforeEach(() => {
  host = new MemoryHost();
});

type Ending = Pick<SessionRecord, "status" | "exitCode" | "signal">;

/** Records a session of a minute and a half that leaves two traces; the next one can begin. Gives its id. */
async function record(command: string, ending?: Ending): Promise<string> {
  const session = await createSession(host);
  const toolchain = { fingerprint: "ab12", goVersion: "go1.26.8", goroot: "/cache/ab12" };
  const recording = { level: "function", runtimeTrace: false };
  const facts = { command: command.split(" "), env: {}, toolchain, recording };
  const begun = await beginSession(host, session, facts);
  for (const name of ["compile-1.span", "link-2.span", "compile-1.trace"])
    host.put(`${session.traceDir}/${name}`, "x".repeat(1000));
  host.advance(90_000);
  if (ending) await endSession(host, session, begun, ending);
  return session.id;
}

async function cli(words: readonly string[], io = new MemoryIo()) {
  const exitCode = await main(["sessions", ...words], host, io);
  return { exitCode, out: io.out, err: io.err };
}

const left = async () => (await host.readDir(sessions)).map(({ name }) => name);

it("says how to get a first session", async () => {
  expect((await cli([])).out).toContain("`traceinject go build ./...`");
  expect(JSON.parse((await cli(["--json"])).out)).toEqual({ sessions: [] });
});

it("lists the newest first: when, how long, how it ended, what was run, how much there is of it", async () => {
  await record("go build ./...", { status: "done", exitCode: 0 });
  await record("go vet", { status: "done", exitCode: 1 });
  await record("go run .", { status: "done", exitCode: 130, signal: "SIGINT" });
  await record("go test", { status: "timed-out", exitCode: 124 });
  await record("go list");
  const lines = (await cli([])).out.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^session +begun \(UTC\) +took +status +processes +size +command$/);
  const rows = lines.slice(1).map((line) => line.replace(/\d\.\d\d kB/, "N kB"));
  expect(rows).toEqual([
    "20260102T031005000Z-000005  2026-01-02 03:10  90.0 s  running            2  N kB  go list",
    "20260102T030835000Z-000004  2026-01-02 03:08  90.0 s  timed out          2  N kB  go test",
    "20260102T030705000Z-000003  2026-01-02 03:07  90.0 s  SIGINT             2  N kB  go run .",
    "20260102T030535000Z-000002  2026-01-02 03:05  90.0 s  exit 1             2  N kB  go vet",
    "20260102T030405000Z-000001  2026-01-02 03:04  90.0 s  done               2  N kB  go build ./...",
  ]);
});

it("tells scripts the same, in nanoseconds and bytes, with folders", async () => {
  const id = await record("go build -o=a$b", { status: "done", exitCode: 3 });
  const bytes = 3000 + (await host.readFile(`${sessions}/${id}/session.json`)).length;
  expect(JSON.parse((await cli(["--json"])).out)).toEqual({
    sessions: [
      {
        ...{ id, dir: `${sessions}/${id}`, started: "2026-01-02T03:04:05.000Z", duration: 90e9 },
        ...{ status: "done", exitCode: 3, command: "go build '-o=a$b'", cwd: "/home/user" },
        ...{ processes: 2, bytes },
      },
    ],
  });
});

it("shows a session that was killed before go started, and one whose traceinject was killed", async () => {
  host.put(`${sessions}/20250102T030405678Z-00000a/proc/.keep`, "");
  const id = await record("go build");
  const path = `${sessions}/${id}/session.json`;
  host.put(path, (await host.readFile(path)).replace("memory/4711/1", "memory/1/1"));
  const [, newer, older] = (await cli([])).out.split("\n");
  expect(newer).toMatch(/ – {2}aborted .* go build$/);
  expect(older).toMatch(/^20250102T030405678Z-00000a {2}2025-01-02 03:04 +– {2}aborted +0 +0 B {2}–$/);
});

it("fits the command line to a terminal, and lets none move its cursor", async () => {
  await record(`go build -ldflags=\x1b[2J${"x".repeat(100)}`, { status: "done", exitCode: 0 });
  const { out } = await cli([], new MemoryIo({ stdout: true, stderr: true }));
  const row = out.split("\n")[1] ?? "";
  expect([row.length, row.includes("\x1b")]).toEqual([100, false]);
});

it("keeps the newest, and says what it has removed", async () => {
  const ids = [];
  for (const command of ["go a", "go b", "go c"]) ids.push(await record(command, { status: "done" }));
  const { exitCode, out } = await cli(["--keep", "1"]);
  expect([exitCode, out]).toEqual([
    0,
    expect.stringMatching(
      `^removed ${ids[1]} \\(3\\.\\d+ kB\\)\nremoved ${ids[0]} \\(3\\.\\d+ kB\\)\n[\\d.]+ kB in all\n$`,
    ),
  ]);
  expect(await left()).toEqual([ids[2], "latest"]);
  expect((await cli(["--keep", "1"])).out).toBe("nothing to remove\n");
});

it("never removes a session that runs", async () => {
  const running = await record("go test");
  const done = await record("go build", { status: "done" });
  expect(JSON.parse((await cli(["--keep", "0", "--json"])).out)).toEqual({
    removed: [{ id: done, bytes: expect.any(Number) }],
    running: [running],
  });
  expect(await left()).toEqual([running, "latest"]);
  expect(await host.realPath(`${sessions}/latest`)).toBe(`${sessions}/${running}`);
  expect((await cli(["--keep", "0"])).out).toBe(`kept ${running}: it is running\nnothing to remove\n`);
});

it.each(["-1", "1.5", "few"])("removes nothing for --keep=%s", async (count) => {
  const id = await record("go build", { status: "done" });
  const { exitCode, out, err } = await cli([`--keep=${count}`]);
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err).toContain("--keep");
  expect(await left()).toEqual([id, "latest"]);
});
