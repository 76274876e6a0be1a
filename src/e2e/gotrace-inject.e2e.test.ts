import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportInto } from "../export/gotrace/inject.ts";
import { collect, sessionOf } from "../export/session.testing.ts";
import { tracedBuild } from "./export.testing.ts";
import { TracingGo, tracingReleases } from "./runtime-trace.testing.ts";
import { e2eHost, type Release } from "./shared.testing.ts";

/** A real build, written into the execution trace of a program, in Go's own reader. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-inject-"));
const releases = (await tracingReleases()).filter(({ version }) => version.minor >= 22);
const proc = join(scratch, "state/traceinject/sessions/latest/proc");
let spans: Readonly<Record<string, Uint8Array>>;

beforeAll(async () => {
  await tracedBuild(scratch).make();
  const files = readdirSync(proc).filter((name) => name.endsWith(".span"));
  spans = Object.fromEntries(files.map((name) => [name, readFileSync(join(proc, name))]));
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Every event that this release reads, a line each. From go1.25 on go builds the tool first. */
async function readBy({ goroot, version }: Release, file: string): Promise<string[]> {
  const args = ["tool", "trace", version.minor < 24 ? "-d=1" : "-d=parsed", file];
  const host = e2eHost({ GOTOOLCHAIN: "local", GOENV: "off" });
  const result = await host.run({ file: join(goroot, "bin/go"), args, cwd: scratch });
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  return result.stdout.split("\n");
}

const timesOf = (lines: readonly string[], event: RegExp): number[] =>
  lines.filter((line) => event.test(line)).map((line) => Number(/ Time=(\d+) /.exec(line)![1]));

const regions = / RegionBegin /;
const compiles = / TaskBegin .* Type="compile /;

test.each(releases)("go tool trace of $name reads a build and its program on one axis", async (release) => {
  const dir = join(scratch, release.name);
  mkdirSync(dir);
  const program = await new TracingGo(release, dir).programTrace(300);
  const file = join(dir, "merged.trace");
  const session = sessionOf(spans);
  for (const bytes of [readFileSync(program), readFileSync(program).subarray(0, -1)]) {
    writeFileSync(file, await collect(exportInto(bytes, session, { level: "pass" })));
    const merged = await readBy(release, file);
    const built = timesOf(merged, compiles);
    expect(built).toHaveLength(
      session.line.processes.filter(({ header }) => header.tool === "compile").length,
    );
    const ran = timesOf(merged, / TaskBegin .* Type="worker \d"/);
    expect(ran).toHaveLength(4);
    expect(Math.max(...built)).toBeLessThan(Math.min(...ran));
    const all = timesOf(merged, regions).length;
    const own = merged.filter((line) =>
      / RegionBegin .* Type="(outer|inner \d|aside|late)"/.test(line),
    ).length;
    const spanCount = (await Promise.all(session.line.processes.map(session.read)))
      .map(({ spans: { start } }) => start.length)
      .reduce((sum, count) => sum + count, 0);
    expect(all).toBe(own + spanCount);
  }
});
