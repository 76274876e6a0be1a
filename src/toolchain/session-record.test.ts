import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { sampleRecord } from "./session-record.testing.ts";
import { parseSessionRecord, readSessionRecord } from "./session-record.ts";

const parsed = (changes: object) => parseSessionRecord(JSON.stringify({ ...sampleRecord, ...changes }));

it("gives the record as it was written, and nothing that is not of the format", () => {
  expect(parsed({})).toEqual(sampleRecord);
  expect(parsed({ jobs: 4, actionGraph: "go/actiongraph.json" })).toEqual({
    ...sampleRecord,
    ...{ jobs: 4, actionGraph: "go/actiongraph.json" },
  });
  const liveExport = { spans: 3, problem: "refused" };
  expect(parsed({ liveExport })).toEqual({ ...sampleRecord, liveExport });
  expect(parsed({ future: [1], recording: { ...sampleRecord.recording, packages: "net/*" } })).toEqual({
    ...sampleRecord,
    recording: { ...sampleRecord.recording, packages: "net/*" },
  });
});

it.each([
  { format: 2 },
  { status: "lost" },
  { command: "go build" },
  { command: ["go", 1] },
  { env: { GOFLAGS: null } },
  { toolchain: null },
  { recording: { level: "function" } },
  { recording: { level: "function", runtimeTrace: false, min: 3 } },
  { start: { mono0: "1", wall: "2", mono1: "-" } },
  { start: { mono0: "1".repeat(20), wall: "2", mono1: "3" } },
])("trusts no record with %j", (changes) => {
  expect(parsed(changes)).toBeUndefined();
});

it.each([
  { jobs: 0 },
  { jobs: "many" },
  { end: { mono0: 1 } },
  { exitCode: 1.5 },
  { signal: 9 },
  { liveExport: {} },
])("leaves out %j", (changes) => {
  const [name = ""] = Object.keys(changes);
  const { [name as "end"]: _, ...rest } = sampleRecord;
  expect(parsed(changes)).toEqual(rest);
});

it("has none of a file that is absent, torn or no object", async () => {
  const texts = { "/torn/session.json": "{", "/null/session.json": "null", "/list/session.json": "[]" };
  const host = new MemoryHost(texts);
  for (const dir of ["/torn", "/null", "/list", "/absent"])
    expect(await readSessionRecord(host, dir)).toBeUndefined();
});
