import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importPathOf, type SpanFile } from "../trace/event.ts";
import { tracedBuild } from "./export.testing.ts";
import { e2eCache, e2eHost, type Release, releases } from "./shared.testing.ts";
import { recordedTraces } from "./span-files.testing.ts";

/** The execution trace of a real build, in Go's own reader: that of the oldest release which can, and of the newest. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-gotrace-"));
const build = tracedBuild(scratch);
const readers = (await releases()).filter(({ version }) => version.minor >= 22);
let file: string;
let traces: readonly SpanFile[];

beforeAll(async () => {
  await build.make();
  file = build.exported("gotrace");
  traces = recordedTraces(scratch);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Every event that this release reads, a line each. From go1.25 on go builds the tool first. */
async function readBy({ goroot, version }: Release): Promise<string[]> {
  const host = e2eHost({ GOTOOLCHAIN: "local", GOENV: "off", GOCACHE: join(e2eCache(), "gocache") });
  const args = ["tool", "trace", version.minor < 24 ? "-d=1" : "-d=parsed", file];
  const result = await host.run({ file: join(goroot, "bin/go"), args, env: host.env, cwd: scratch });
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  return result.stdout.split("\n");
}

function count(values: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort());
}

const matches = (lines: readonly string[], pattern: RegExp): RegExpExecArray[] =>
  lines.map((line) => pattern.exec(line)).filter((match) => match !== null);

/** What the type of a span's region must be. */
function regionTypes({ spans, kinds, names, works }: SpanFile): string[] {
  const workOf = new Map([...works.span].map((row, i) => [row, names[works.name[i]!]!]));
  return [...spans.kind].map((of, row) => {
    const kind = kinds[of]!;
    const isNamed = ["phase", "part", "pass", "step"].includes(kind);
    return workOf.get(row) ?? (isNamed ? names[spans.name[row]!]! : kind);
  });
}

test.each([readers[0]!, readers.at(-1)!])(
  "go tool trace of $name reads every span and process",
  async (release) => {
    const lines = await readBy(release);
    for (const event of ["RegionBegin", "RegionEnd"]) {
      const types = matches(lines, new RegExp(` ${event} .* Type="(.*?)"`)).map(([, type]) => type!);
      expect(count(types)).toEqual(count(traces.flatMap(regionTypes)));
    }
    const tasks = matches(lines, / TaskBegin .* Type="(.*)"/).map(([, type]) => type!);
    expect(tasks.sort()).toEqual(
      traces.map(({ header }) => `${header!.tool} ${importPathOf(header!)}`).sort(),
    );
    expect(matches(lines, / TaskEnd /)).toHaveLength(tasks.length);
  },
);

test("its times are those of the monotonic clock, on which the runtime's own traces are", async () => {
  const lines = await readBy(readers[0]!);
  const starts = matches(lines, / TaskBegin Time=(\d+) /).map(([, time]) => Number(time));
  const wanted = traces
    .map(({ header, first }) => Number(header!.anchor.mono0) + first)
    .sort((a, b) => a - b);
  expect(starts).toHaveLength(wanted.length);
  // A tick is 64 ns, and events that stand at one time are read a nanosecond apart.
  for (const [i, start] of starts.sort((a, b) => a - b).entries())
    expect(Math.abs(start - wanted[i]!)).toBeLessThan(200);
});
