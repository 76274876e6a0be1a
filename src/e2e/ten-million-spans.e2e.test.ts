import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { packageRoot } from "../host/package.ts";
import {
  anchor,
  begin,
  end,
  exit,
  header,
  records,
  span,
  string,
  zero,
} from "../trace/decode/span-builder.testing.ts";

const dir = mkdtempSync(join(tmpdir(), "traceinject-ten-million-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Processes; functions of each, on two workers; passes of each function: ten million spans. */
const [processes, functions, passes] = [100, 2000, 49];

/** The functions of one worker, the same in each process. */
function worker(lane: number): Buffer {
  const names = Array.from({ length: passes }, (_, pass) => string(`pass ${pass}`));
  const done = Array.from({ length: passes }, (_, pass) => span("pass", pass + 1, 10, 1000)).flat();
  const one = (f: number): Buffer =>
    Buffer.from(records(lane, zero + f * 60_000, begin("function", `lib.F${f}`, 0), done, end(10)));
  const all = Array.from({ length: functions / 2 }, (_, f) => one(f));
  return Buffer.concat([Buffer.from(records(lane, zero, ...names)), ...all]);
}

function writeSession(): void {
  const magic = Buffer.from("TISPAN3\n");
  const workers = [1, 2].map(worker);
  for (let i = 0; i < processes; i++) {
    const head = Buffer.from(
      header({ package: `p${i}`, importPath: `p${i}`, pid: i + 1, anchor: anchor(zero) }),
    );
    const last = Buffer.from(exit(0, zero + functions * 60_000));
    writeFileSync(join(dir, `compile-p${i}-${i + 1}-1.span`), Buffer.concat([magic, head, ...workers, last]));
  }
}

/** Runs a command to its end, and tells the most memory that it held, in megabytes. */
function ran(words: readonly string[]) {
  const tell = 'process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';
  const args = [`--import=data:text/javascript,${encodeURIComponent(tell)}`, launcher, ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: "utf8" });
  return { status, stdout, megabytes: Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1024 };
}

const launcher = join(packageRoot(), "bin/traceinject.mjs");

it("exports, merges and reports ten million spans in less than a gigabyte of memory", () => {
  writeSession();
  const [exported, merged, reported] = [
    ["export", ".", "--format", "pftrace", "-o", "/dev/null"],
    ["merge", ".", "--json", "-o", "/dev/null"],
    ["report", "."],
  ].map(ran);
  for (const { status, megabytes } of [exported!, merged!, reported!]) {
    expect(status).toBe(1); // the files hold spans only, and rules ask for events
    expect(megabytes).toBeGreaterThan(50);
    expect(megabytes).toBeLessThan(1000);
  }
  const { sources } = JSON.parse(merged!.stdout) as { sources: readonly { spans: number }[] };
  expect(sources.map((source) => source.spans)).toEqual([10_000_000]);
  expect(reported!.stdout).toContain("200000 functions");
});
