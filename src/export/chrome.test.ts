import { expect, it } from "vitest";
import { exportChrome } from "./chrome.ts";
import { waitingBuild } from "./flows.testing.ts";
import { evil, hostile, small, textOf } from "./samples.testing.ts";
import { collect, sessionOf } from "./session.testing.ts";

interface ChromeEvent {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly name: string;
  readonly cat: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

async function exported(files: readonly Uint8Array[]): Promise<ChromeEvent[]> {
  return (JSON.parse(await textOf(exportChrome, files)) as { traceEvents: ChromeEvent[] }).traceEvents;
}

const ofPhase = (events: readonly ChromeEvent[], ph: string) => events.filter((event) => event.ph === ph);

it("writes a complete event for each span, in microseconds of the common clock", async () => {
  const shown = ofPhase(await exported(small), "X").map(
    ({ pid, tid, cat, name, ts, dur, args }) =>
      `${pid}/${tid} ${ts}+${dur} ${cat} ${name}${args ? ` ${JSON.stringify(args)}` : ""}`,
  );
  expect(shown).toEqual([
    "2/2 0+0.1 package example.com/lib",
    "2/2 0.01+0.02 phase fe:parse",
    "2/2 0.03+0.05 phase be:compile",
    "2/2 0.035+0.005 work walk lib.F",
    "2/3 0.042+0.02 function lib.F",
    "2/3 0.045+0.004 pass opt",
    "2/3 0.049+0.006 pass opt",
    "2/1002 0.012+0.015 file a.go",
    `1003/1003 0.05+0.03 package main {"open":true}`,
    `1003/1003 0.06+0.02 phase loadlib {"open":true}`,
    "1003/1003 0.065+0.015 file x",
  ]);
});

it("names processes and lanes, in the order of their starts and numbers", async () => {
  const shown = ofPhase(await exported(small), "M").map(
    ({ pid, tid, name, args }) => `${pid}/${tid} ${name} ${Object.values(args!).join()}`,
  );
  expect(shown).toEqual([
    "1/1 process_name build",
    "2/2 process_name compile example.com/lib",
    "2/2 process_labels pid 7",
    "2/2 process_sort_index 2",
    "2/2 thread_name main",
    "2/2 thread_sort_index 0",
    "2/3 thread_name worker 0",
    "2/3 thread_sort_index 1",
    "2/1002 thread_name file 0",
    "2/1002 thread_sort_index 1000",
    "1003/1003 process_name link main",
    "1003/1003 process_labels pid 7, no exit",
    "1003/1003 process_sort_index 1003",
    "1003/1003 thread_name main",
    "1003/1003 thread_sort_index 0",
  ]);
});

it("counts running processes and heap over time", async () => {
  const shown = ofPhase(await exported(small), "C").map(
    ({ pid, ts, name, args }) => `${pid} ${ts} ${name} ${Object.values(args!).join()}`,
  );
  expect(shown).toEqual([
    "1 0 running processes 1",
    "1 0.05 running processes 2",
    "1 0.08 running processes 1",
    "1 0.1 running processes 0",
    "2 0.03 heap in use 4096",
  ]);
});

it("says when zero was, and which unit to show", async () => {
  expect(JSON.parse(await textOf(exportChrome, small))).toMatchObject({
    displayTimeUnit: "ns",
    otherData: { session: "session", startUnixNanoseconds: "1700000000000001000" },
  });
});

it("keeps every name as it is, and is JSON for all that", async () => {
  const events = await exported([hostile]);
  expect(ofPhase(events, "X").map(({ name }) => name)).toEqual(evil);
  expect(events).toContainEqual(expect.objectContaining({ args: { name: 'compile p "\ud800;,' } }));
  expect(events).toContainEqual(expect.objectContaining({ args: { labels: "pid 4711, exit 2" } }));
});

it("leaves out deeper levels, and lanes that are empty without them", async () => {
  const text = await textOf(exportChrome, small, "phase");
  const { traceEvents } = JSON.parse(text) as { traceEvents: ChromeEvent[] };
  expect(new Set(ofPhase(traceEvents, "X").map(({ cat }) => cat))).toEqual(
    new Set(["package", "phase", "file"]),
  );
  expect(text).not.toContain("worker 0");
});

it("writes no chunk much larger than a pipe takes, and the same bytes each time", async () => {
  const session = sessionOf(
    Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.span`, small[0]!])),
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportChrome(session, { level: "pass" })) chunks.push(chunk);
  expect(chunks.length).toBeGreaterThan(1);
  expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(70_000);
  const again = Buffer.from(await collect(exportChrome(session, { level: "pass" })));
  expect(again.equals(Buffer.concat(chunks))).toBe(true);
});

it("is whole without any process", async () => {
  expect(await exported([])).toHaveLength(1);
});

it("leads arrows from the end of a process to those that could start then", async () => {
  const text = Buffer.from(await collect(exportChrome(waitingBuild(), { level: "pass" }))).toString();
  const { traceEvents } = JSON.parse(text) as { traceEvents: (ChromeEvent & { id: number; bp?: string })[] };
  const arrows = traceEvents.filter(({ ph }) => ph === "s" || ph === "f");
  expect(arrows.map(({ ph, id, pid, tid, ts, bp }) => `${ph}${id} ${pid}/${tid} ${ts} ${bp}`)).toEqual([
    "s1 2/2 0.009 undefined",
    "s2 2/2 0.009 undefined",
    "f1 3/3 0.16 e",
    "f2 4/4 0.161 e",
  ]);
});
