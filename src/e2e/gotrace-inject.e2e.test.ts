import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportInto } from "../export/gotrace/inject.ts";
import { collect, sessionOf } from "../export/session.testing.ts";
import { tracedBuild } from "./export.testing.ts";
import { TracingGo, tracingReleases } from "./runtime-trace.testing.ts";
import { e2eCache, e2eHost, type Release } from "./shared.testing.ts";

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
  const { env, run } = e2eHost({ GOTOOLCHAIN: "local", GOENV: "off", GOCACHE: join(e2eCache(), "gocache") });
  const result = await run({ file: join(goroot, "bin/go"), args, cwd: scratch, env });
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  return result.stdout.split("\n");
}

/** What the page of `go tool trace` draws: the names of all slices. */
async function drawnBy({ goroot }: Release, file: string): Promise<string[]> {
  const { env } = e2eHost({ GOTOOLCHAIN: "local", GOENV: "off", GOCACHE: join(e2eCache(), "gocache") });
  const args = ["tool", "trace", "-http=127.0.0.1:0", file];
  const viewer = spawn(join(goroot, "bin/go"), args, {
    cwd: scratch,
    env: { ...env, BROWSER: "true" },
    detached: true,
  });
  try {
    const page = await new Promise<string>((resolve, reject) => {
      let said = "";
      viewer.stderr.on("data", (text) => {
        said += text;
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
        if (url) resolve(url);
      });
      viewer.on("exit", () => reject(new Error(said)));
    });
    const response = await fetch(`${page}/jsontrace?view=proc`, { signal: AbortSignal.timeout(30_000) });
    const { traceEvents } = (await response.json()) as { traceEvents: { ph: string; name: string }[] };
    return traceEvents.filter(({ ph }) => ph === "X").map(({ name }) => name);
  } finally {
    process.kill(-viewer.pid!, "SIGKILL"); // go runs the tool as a process of its own
  }
}

const timesOf = (lines: readonly string[], event: RegExp): number[] =>
  lines.filter((line) => event.test(line)).map((line) => Number(/ Time=(\d+) /.exec(line)![1]));

test.each(releases)(
  "go tool trace of $name and of the newest read a build and its program on one axis",
  async (release) => {
    const dir = join(scratch, release.name);
    mkdirSync(dir);
    const program = readFileSync(await new TracingGo(release, dir).programTrace(300));
    const file = join(dir, "merged.trace");
    const session = sessionOf(spans);
    const traces = await Promise.all(session.line.processes.map(session.read));
    const spanCount = traces.reduce((sum, trace) => sum + trace.spans.start.length, 0);
    const compiles = session.line.processes.filter(({ header }) => header.tool === "compile");
    for (const [bytes, reader] of [
      [program, release],
      [program.subarray(0, -1), releases.at(-1)!], // as if it had been killed in its last moment
    ] as const) {
      writeFileSync(file, await collect(exportInto(bytes, session, { level: "pass" })));
      const merged = await readBy(reader, file);
      const built = timesOf(merged, / TaskBegin .* Type="compile /);
      const ran = timesOf(merged, / TaskBegin .* Type="worker \d"/);
      expect([built.length, ran.length]).toEqual([compiles.length, 4]);
      expect(Math.max(...built)).toBeLessThan(Math.min(...ran));
      const own = timesOf(merged, / RegionBegin .* Type="(outer|inner \d|aside|late)"/);
      expect(own.length).toBeGreaterThan(300);
      expect(timesOf(merged, / RegionBegin /)).toHaveLength(own.length + spanCount);
    }
  },
);

test("the page of go tool trace draws the goroutines of both", async () => {
  const newest = releases.at(-1)!;
  const dir = join(scratch, "page");
  mkdirSync(dir);
  const program = readFileSync(await new TracingGo(newest, dir).programTrace(300));
  const file = join(dir, "merged.trace");
  writeFileSync(file, await collect(exportInto(program, sessionOf(spans), { level: "phase" })));
  const drawn = await drawnBy(newest, file);
  expect(drawn).toContainEqual(expect.stringMatching(/^G\d+ compile example\.com\/export\/lib$/));
  expect(drawn).toContainEqual(expect.stringMatching(/^G\d+ main\.work$/));
});
