import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { expectGolden } from "../../report/golden.testing.ts";
import type { FieldType } from "../../trace/event-type.ts";
import { brokenSamples, eventSamples } from "../../trace/events-sample.testing.ts";
import { eventTypes } from "../../trace/schema.generated.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

async function events(files: Readonly<Record<string, Uint8Array>>, ...argv: string[]): Promise<string> {
  const named = Object.entries(files).map(([name, data]) => [
    `/20260102T030405678Z-9f0c2a/proc/${name}`,
    data,
  ]);
  const io = new MemoryIo();
  await main(
    ["events", "/20260102T030405678Z-9f0c2a", ...argv],
    new MemoryHost(Object.fromEntries(named)),
    io,
  );
  return io.out;
}

const keys = [
  "event",
  "time",
  "build",
  "process",
  "tool",
  "pid",
  "package",
  "importPath",
  "function",
  "ids",
  "fields",
];

/** Whether a field may be there, or has to. */
const isRight = (fields: Record<string, unknown>, { name, optional, derived }: FieldType): boolean =>
  name in fields || optional === true || derived === true;

it("prints two compiles as JSON Lines, each event with its context and the fields of its schema", async () => {
  const text = await events(eventSamples);
  expectGolden(import.meta.url, "events.jsonl.golden.txt", text);
  let before = 0;
  for (const line of text.trimEnd().split("\n")) {
    const { event, time, fields, ...rest } = JSON.parse(line);
    expect(keys).toEqual(expect.arrayContaining(Object.keys({ event, time, fields, ...rest })));
    const type = eventTypes.find(({ name }) => name === event);
    expect(type?.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(fields)));
    expect(type?.fields.filter((field) => !isRight(fields, field))).toEqual([]);
    expect(time).toBeGreaterThanOrEqual(before);
    before = time;
  }
});

it("prints them for reading, without control characters", async () => {
  const text = await events(eventSamples, "--format", "text");
  expectGolden(import.meta.url, "events.text.golden.txt", text);
  expect(text).not.toContain("\u001b");
});

it("says what is wrong with traces that break rules", async () => {
  expectGolden(import.meta.url, "events.check.golden.txt", await events(brokenSamples, "--check"));
  const lines = await events(brokenSamples, "--check", "--format", "jsonl");
  expectGolden(import.meta.url, "events.check.jsonl.golden.txt", lines);
  for (const line of lines.trimEnd().split("\n")) expect(JSON.parse(line)).toHaveProperty("finding");
});
