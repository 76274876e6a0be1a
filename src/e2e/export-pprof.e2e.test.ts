import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventsOf } from "../trace/analysis/recorded-events.ts";
import type { SpanFile } from "../trace/event.ts";
import { tracedBuild } from "./export.testing.ts";
import { e2eHost, releases } from "./shared.testing.ts";
import { recordedTraces } from "./span-files.testing.ts";

/** The profile of a real build, as `go tool pprof` adds it up. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-pprof-"));
const build = tracedBuild(scratch);
let file: string;
let traces: readonly SpanFile[];

beforeAll(async () => {
  await build.make();
  file = build.exported("pprof");
  traces = recordedTraces(scratch);
});
afterAll(() => rmSync(scratch, { recursive: true }));

async function pprof(...args: readonly string[]): Promise<string> {
  const { goroot } = (await releases()).at(-1)!;
  const host = e2eHost({ GOTOOLCHAIN: "local", GOENV: "off", GOCACHE: join(scratch, "gocache") });
  const command = { file: join(goroot, "bin/go"), args: ["tool", "pprof", ...args, file], cwd: scratch };
  const { exitCode, stdout, stderr } = await host.run(command);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "Main binary filename not available.\n" });
  return stdout;
}

async function total(sampleType: string, unit: string): Promise<number> {
  const top = await pprof("-top", `-sample_index=${sampleType}`, `-unit=${unit}`);
  return Number(/Total samples = (\d+)/.exec(top)![1]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** The time in outermost spans of all lanes, without that of the main lane in which another lane was in one. */
function busyTime({ spans }: SpanFile): number {
  const moments = [...spans.parent.keys()]
    .filter((row) => spans.parent[row] === -1)
    .flatMap((row) => [
      { time: spans.start[row]!, lane: spans.lane[row]!, by: 1 },
      { time: spans.end[row]!, lane: spans.lane[row]!, by: -1 },
    ])
    .sort((a, b) => a.time - b.time);
  let [busy, main, others, before] = [0, 0, 0, 0];
  for (const { time, lane, by } of moments) {
    busy += (time - before) * (others > 0 ? others : main);
    before = time;
    if (lane === 0) main += by;
    else others += by;
  }
  return busy;
}

test("go tool pprof finds every span, and the time in them once", async () => {
  expect(await total("spans", "auto")).toBe(sum(traces.map(({ spans }) => spans.start.length)));
  expect(await total("wall", "ns")).toBe(sum(traces.map(busyTime)));
});

test("go tool pprof finds what was allocated up to the end of the last phase", async () => {
  const last = traces.map(({ events }) => eventsOf(events, "Memory").at(-1)!.fields);
  expect(await total("alloc_space", "B")).toBe(sum(last.map(({ allocatedBytes }) => allocatedBytes)));
  expect(await total("alloc_objects", "auto")).toBe(
    sum(last.map(({ allocatedObjects }) => allocatedObjects)),
  );
});

test("go tool pprof shows the labels", async () => {
  const tags = await pprof("-tags", "-sample_index=spans");
  for (const label of ["package", "phase", "pass"])
    expect(tags).toMatch(new RegExp(`^ *${label}: Total`, "m"));
  expect(tags).toContain("example.com/export/lib");
  expect(tags).toContain("regalloc");
});
