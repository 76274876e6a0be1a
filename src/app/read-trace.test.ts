import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { recorded } from "../trace/decode/event-builder.testing.ts";
import { exit, header, records, spanFile, zero } from "../trace/decode/span-builder.testing.ts";
import { hasProblem, type TraceFinding } from "../trace/finding.ts";
import { diff } from "./diff.ts";
import { events as eventsOf } from "./events.ts";
import { exportSession } from "./export.ts";
import { merge } from "./merge.ts";
import { readTraceFile } from "./read-trace.ts";
import { report } from "./report.ts";

const head = header({ level: "package" });
const events = records(0, zero, recorded("CompileStart", 0), recorded("CompileEnd", 1));
const [whole, open] = [spanFile(head, events, exit(0, zero + 1)), spanFile(head, events)];

/** Two span files, of which the system gives only the first. */
function refusing(): MemoryHost {
  const host = new MemoryHost({ "/s/a.span": whole, "/s/b.span": whole });
  const { readBytes } = host;
  host.readBytes = async (path) => {
    if (path !== "/s/b.span") return readBytes.call(host, path);
    throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read" });
  };
  return host;
}

const lost = { kind: "unreadable-file", at: 0, count: 1, problem: "EIO" };

it("is a finding where the system refuses a file, for every command, which uses the rest", async () => {
  const own: TraceFinding[] = [{ ...lost, file: "b.span" } as TraceFinding];
  const { analysis } = await report(refusing(), { session: "/s" });
  expect([analysis.processes.length, analysis.findings]).toEqual([1, own]);
  const exported = await exportSession(refusing(), { traces: ["/s"], format: "csv" });
  for await (const chunk of exported.bytes) expect(chunk.length).toBeGreaterThan(0);
  expect(exported.findings).toEqual(own);
  expect((await eventsOf(refusing(), { traces: ["/s"] })).findings).toEqual(own);
  const compared = await diff(refusing(), { before: ["/s"], after: ["/s"] });
  expect(compared.traceFindings.map(({ kind }) => kind)).toEqual(["unreadable-file", "unreadable-file"]);
  const merged = await merge(refusing(), { files: ["/s"], format: "csv" });
  expect(merged.findings).toEqual([{ ...lost, file: "s/b.span" }]);
  expect(hasProblem(own)).toBe(true);
});

it("takes a process without an end for one that runs where its session does, which is no problem", async () => {
  const host = new MemoryHost({ "/open": open });
  const findings = async (isRunning: boolean) =>
    (await readTraceFile(host, "/open", isRunning)).trace.findings;
  expect((await findings(true)).map(({ kind }) => kind)).toEqual(["not-ended"]);
  expect((await findings(false)).map(({ kind }) => kind)).toEqual(["no-exit"]);
  expect(hasProblem((await findings(true)).map((one) => ({ ...one, file: "" })))).toBe(false);
});
