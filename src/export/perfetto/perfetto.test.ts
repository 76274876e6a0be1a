import { expect, it } from "vitest";
import { recorded } from "../../trace/decode/event-builder.testing.ts";
import * as build from "../../trace/decode/span-builder.testing.ts";
import type { Level } from "../../trace/event-type.ts";
import { waitingBuild } from "../flows.testing.ts";
import { collect, sessionOf } from "../session.testing.ts";
import { exportPerfetto } from "./perfetto.ts";
import { decodePackets, type Packet, picture } from "./proto.testing.ts";

const { anchor, begin, end, exit, header, records, span, spanFile, work } = build;

const process = (start: number, name: string, ...chunks: readonly number[][]): Uint8Array =>
  spanFile(header({ package: name, anchor: anchor(start) }), ...chunks);

async function packetsOf(
  files: Readonly<Record<string, Uint8Array>>,
  level: Level = "pass",
): Promise<Packet[]> {
  return decodePackets(await collect(exportPerfetto(sessionOf(files), { level })));
}

const lib = process(
  1000,
  "lib",
  records(0, 1000, begin("package", "lib", 0), begin("phase", "be:compile", 10)),
  records(
    1,
    1020,
    begin("function", "lib.F", 0),
    span("pass", "opt", 1, 2),
    span("pass", "opt", 0, 3),
    end(1),
  ),
  records(0, 1080, work("walk", "lib.G", 0, 5), end(5), end(0)),
  exit(0, 1200),
);
const main = process(1100, "main", records(0, 1100, span("package", "main", 0, 50)), exit(0, 1150));

it("makes each process a process, each lane a thread, each span a slice on CLOCK_MONOTONIC", async () => {
  expect(picture(await packetsOf({ "a.span": lib, "b.span": main }))).toEqual({
    tracks: [
      "running processes",
      ...["compile lib (1)", "compile lib (1) / main (1)", "compile lib (1) / worker 0 (2)"],
      ...["compile main (3)", "compile main (3) / main (3)"],
    ],
    events: {
      "running processes": ["1000 = 1", "1100 = 2", "1150 = 1", "1200 = 0"],
      "compile lib (1) / main (1)": [
        ...["1000 [lib package", "1010 [be:compile phase", "1080 [walk lib.G work", "1085 ]"],
        ...["1090 ]", "1090 ]"],
      ],
      "compile lib (1) / worker 0 (2)": [
        ...["1020 [lib.F function", "1021 [opt pass", "1023 ]", "1023 [opt pass", "1026 ]", "1027 ]"],
      ],
      "compile main (3) / main (3)": ["1100 [main package", "1150 ]"],
    },
  });
});

it("leaves out what is deeper than the level", async () => {
  const { tracks, events } = picture(await packetsOf({ "a.span": lib }, "phase"));
  expect(tracks.at(-1)).toBe("compile lib (1) / main (1)");
  expect(events["compile lib (1) / main (1)"]).toHaveLength(4);
});

it("tells a name once a lane", async () => {
  const packets = await packetsOf({ "a.span": lib });
  const names = packets.flatMap(({ interned_data }) => interned_data?.event_names ?? []);
  expect(names.map(({ name }) => name)).toEqual(["lib", "be:compile", "walk lib.G", "lib.F", "opt"]);
});

it("ties the trace to the time of day", async () => {
  const [first] = await packetsOf({ "a.span": lib });
  expect(first!.clock_snapshot).toEqual({
    clocks: [
      { clock_id: 3, timestamp: "1000" },
      { clock_id: 1, timestamp: "1700000000000001000" },
    ],
    primary_trace_clock: 3,
  });
});

it("takes names that are long or no Unicode, and clocks that cannot be", async () => {
  const long = `<script>"\n${"é".repeat(4096)}`;
  const away = { mono0: "-7", wall: "9223372036854775807", mono1: "-7" };
  const packets = await packetsOf({
    "a.span": process(1, "lone \ud800", records(1, 1, span("function", long, 1, 1))),
    "b.span": process(1, "b"),
    "c.span": spanFile(header({ anchor: away, bootId: "other" }), records(0, 0, span("phase", "x", 0, 5))),
  });
  const { tracks, events } = picture(packets);
  expect(tracks).toContain("compile lone \ufffd (1) / worker 0 (2)");
  expect(events["compile lone \ufffd (1) / worker 0 (2)"]).toEqual([`2 [${long} function`, "3 ]"]);
  const times = packets.flatMap(({ clock_snapshot }) => clock_snapshot?.clocks ?? []);
  expect(times.every(({ timestamp }) => BigInt(timestamp) < 2n ** 63n)).toBe(true);
});

it("is the same trace by the portion", async () => {
  const passes = Array.from({ length: 12_000 }, (_, i) => span("pass", `pass ${i % 50}`, 1, i));
  const session = sessionOf({ "a.span": process(1, "lib", records(1, 1, ...passes)) });
  const sizes: number[] = [];
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportPerfetto(session, { level: "pass" })) {
    sizes.push(chunk.length);
    chunks.push(chunk);
  }
  expect(Math.max(...sizes)).toBeLessThan(264_000);
  expect(sizes.length).toBeGreaterThan(1);
  const { events } = picture(decodePackets(Buffer.concat(chunks)));
  const slices = events["compile lib (1) / worker 0 (2)"]!;
  expect(slices.filter((event) => event.endsWith("]"))).toHaveLength(12_000);
  expect(slices.filter((event) => event.endsWith("pass"))).toHaveLength(12_000);
});

it("counts what a process has on its heap, in bytes, by time", async () => {
  const memory = (heapInUse: number) => recorded("Memory", 5, { phase: "fe:parse", heapInUse });
  const file = process(1000, "lib", records(0, 1000, memory(4096), memory(2 ** 40)));
  const packets = await packetsOf({ "a.span": file });
  expect(picture(packets).events["compile lib (1) / heap in use"]).toEqual([
    "1005 = 4096",
    `1010 = ${2 ** 40}`,
  ]);
  const counters = packets.flatMap(({ track_descriptor }) => track_descriptor?.counter ?? []);
  expect(counters).toEqual([{ unit: 2 }, { unit: 3 }]);
});

it("leads arrows from a process to those that could start when it had ended", async () => {
  const packets = decodePackets(await collect(exportPerfetto(waitingBuild(), { level: "pass" })));
  const { "running processes": _, ...slices } = picture(packets).events;
  expect(Object.values(slices).map(([begin]) => begin)).toEqual([
    "1000 [lib package out:1 out:2",
    "1160 [main package in:1",
    "1161 [tool package in:2",
  ]);
});
