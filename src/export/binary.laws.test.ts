import fc from "fast-check";
import { expect, it } from "vitest";
import type { SpanFile } from "../trace/event.ts";
import { levels } from "../trace/event-type.ts";
import { damaged } from "./damaged.testing.ts";
import { exportGoTrace } from "./gotrace/gotrace.ts";
import { readTrace } from "./gotrace/read.testing.ts";
import { lanesOf } from "./lanes.ts";
import { exportPerfetto } from "./perfetto/perfetto.ts";
import { decodePackets, picture } from "./perfetto/proto.testing.ts";
import { exportPprof } from "./pprof/pprof.ts";
import { readProfile } from "./pprof/profile.testing.ts";
import { deep } from "./samples.testing.ts";
import { collect, sessionOf } from "./session.testing.ts";

const counted = (trace: SpanFile): number =>
  lanesOf(trace, "pass").reduce((sum, { rows }) => sum + rows.length, 0);

it("writes every span that can be read of damaged files, once, in each binary format", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(damaged, { maxLength: 3 }), async (files) => {
      const session = sessionOf(Object.fromEntries(files.entries()));
      let spans = 0;
      for (const process of session.line.processes) spans += counted(await session.read(process));
      const { events } = readTrace(await collect(exportGoTrace(session, { level: "pass" })));
      for (const event of ["RegionBegin", "RegionEnd"])
        expect(events.filter((text) => text.includes(` User${event} `))).toHaveLength(spans);
      const slices = picture(decodePackets(await collect(exportPerfetto(session, { level: "pass" })))).events;
      const ends = Object.values(slices).flatMap((track) => track.filter((text) => text.endsWith(" ]")));
      expect(ends).toHaveLength(spans);
      const { totals } = readProfile(await collect(exportPprof(session, { level: "pass" })));
      expect(totals[0]).toBe(spans);
    }),
    { numRuns: 60 },
  );
});

it.each(levels)("writes a session without processes at level %s", async (level) => {
  const session = sessionOf({ "empty.span": new Uint8Array() });
  expect(readTrace(await collect(exportGoTrace(session, { level }))).frequency).toBe(15_625_000);
  const { tracks } = picture(decodePackets(await collect(exportPerfetto(session, { level }))));
  expect(tracks).toEqual(["running processes"]);
  expect(readProfile(await collect(exportPprof(session, { level }))).samples).toEqual([]);
});

it("counts what is too deep for a stack in its last frame", async () => {
  const session = sessionOf({ "deep.span": deep(256) });
  const { samples } = readProfile(await collect(exportPprof(session, { level: "phase" })));
  expect(samples).toHaveLength(249);
  expect(samples.at(-1)).toMatch(/;d248 8 /);
});
