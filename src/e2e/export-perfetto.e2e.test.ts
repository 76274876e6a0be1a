import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodePackets, definition, picture } from "../export/perfetto/proto.testing.ts";
import { nodeHost } from "../host/node.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import type { SpanFile } from "../trace/event.ts";
import { tracedBuild } from "./export.testing.ts";
import { recordedTraces } from "./span-files.testing.ts";

/** The Perfetto trace of a real build. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-perfetto-"));
const build = tracedBuild(scratch);
const protoc = await findOnPath(nodeHost(), "protoc");
const noProtoc = protoc ? "" : " (skipped: there is no protoc on PATH)";
let file: string;
let traces: readonly SpanFile[];

beforeAll(async () => {
  await build.make();
  file = build.exported("pftrace");
  traces = recordedTraces(scratch);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** The events of the track that belongs to a process and begins so. */
function eventsOf(process: string, track: string): readonly string[] {
  const { events } = picture(decodePackets(readFileSync(file)));
  return Object.entries(events).find(
    ([name]) => name.startsWith(process) && name.includes(` / ${track}`),
  )![1];
}

test("arrows lead from each process to the one that it unblocked, and each has its heap counted", () => {
  const processes = ["compile example.com/export/lib", "compile example.com/export/app", "link "];
  const first = processes.map((process) => eventsOf(process, "main")[0]!.replace(/^\d+ \[\S+ package ?/, ""));
  const [lib, app, link] = first.map((flows) => flows.split(" "));
  expect([lib!.length, app!.length, link!.length]).toEqual([1, 2, 1]);
  expect([lib![0], app![0]].map((flow) => flow!.replace("out:", "in:"))).toEqual([app![1], link![0]]);
  for (const process of processes) expect(eventsOf(process, "heap in use").length).toBeGreaterThan(2);
});

const spans = (): number => traces.reduce((sum, trace) => sum + trace.spans.start.length, 0);

test("every span is a slice, on a thread for each lane, and no slice is left open", () => {
  const { tracks, events } = picture(decodePackets(readFileSync(file)));
  const lanes = traces.flatMap((trace) => [...new Set(trace.spans.lane)]);
  const counters = new Set(tracks.filter((track) => / heap in use$|^running processes$/.test(track)));
  const threads = Object.fromEntries(Object.entries(events).filter(([track]) => !counters.has(track)));
  expect(tracks.filter((track) => track.includes(" / ") && !counters.has(track))).toHaveLength(lanes.length);
  for (const [track, slices] of Object.entries(threads)) {
    let open = 0;
    for (const slice of slices) {
      open += slice.endsWith(" ]") ? -1 : 1;
      expect(open, track).toBeGreaterThanOrEqual(0);
    }
    expect(open, track).toBe(0);
  }
  const slices = Object.values(threads).flat();
  expect(slices.filter((slice) => slice.endsWith(" ]"))).toHaveLength(spans());
  expect(events["running processes"]!.at(-1)).toMatch(/ = 0$/);
});

test.skipIf(noProtoc !== "")(`protoc decodes it, and knows every field${noProtoc}`, () => {
  writeFileSync(join(scratch, "trace.proto"), definition);
  const text = spawnSync(protoc!, ["--decode=Trace", `-I${scratch}`, "trace.proto"], {
    input: readFileSync(file),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  expect({ status: text.status, stderr: text.stderr }).toEqual({ status: 0, stderr: "" });
  expect(text.stdout.match(/^\s*\d+[: ]/m)).toBeNull(); // a field without a name
  for (const type of [1, 2])
    expect(text.stdout.match(new RegExp(`^    type: ${type}$`, "gm"))).toHaveLength(spans());
});
