import { expect, it, vi } from "vitest";
import type { SpanSender, TelemetrySpan } from "../base/telemetry.ts";
import { MemoryHost } from "../host/memory.ts";
import { sampleRecord } from "../toolchain/session-record.testing.ts";
import { begin, end, exit, header, records, spanFile } from "../trace/decode/span-builder.testing.ts";
import { LiveExport } from "./live-export.ts";

const session = { id: "s", dir: "/s", traceDir: "/s/proc" };
const pace = { pollMs: 2, flushMs: 200 };

const file = (name: string, ...chunks: readonly number[][]): Uint8Array =>
  spanFile(header({ importPath: name }), records(0, 1000, begin("phase", "fe:parse", 1), end(1)), ...chunks);
const ended = (name: string): Uint8Array => file(name, exit(0, 1100));

/** A session whose spans go to that receiver. */
function world(send: SpanSender["send"], sampled = true) {
  const host = new MemoryHost({}, { receiver: async () => ({ sampled, send }) });
  return { host, live: new LiveExport(host, session, sampleRecord, "phase", pace) };
}

/** A receiver that takes all, and the names of what it got. */
function receiver() {
  const names: string[][] = [];
  const send = async (_resource: unknown, spans: Iterable<TelemetrySpan>): Promise<void> => {
    names.push(Array.from(spans, ({ name }) => name));
  };
  return { names, send };
}

it("sends a process once when its file is complete, and go itself in the end", async () => {
  const { names, send } = receiver();
  const { host, live } = world(send);
  host.put("/s/proc/a.span", ended("a"));
  await vi.waitUntil(() => names.length > 0);
  host.put("/s/proc/b.span", ended("b"));
  await vi.waitUntil(() => names.length > 1);
  expect(await live.finish(sampleRecord)).toEqual({ record: { spans: 5 }, underWay: false });
  expect(names).toEqual([["compile a", "fe:parse"], ["compile b", "fe:parse"], ["go build"]]);
});

it("waits for the end with a process that has not said that it has ended, and with what is no span file", async () => {
  const { names, send } = receiver();
  const { host, live } = world(send);
  host.put("/s/proc/a.span", file("a"));
  host.put("/s/proc/b.span", "no span file");
  host.put("/s/proc/z.span", ended("z"));
  await vi.waitUntil(() => names.length > 0);
  expect(names).toEqual([["compile z", "fe:parse"]]);
  await live.finish({ ...sampleRecord, exitCode: 1 });
  expect(names.slice(1)).toEqual([["compile a", "fe:parse"], ["go build"]]);
});

it("sends go alone where it ran no tool", async () => {
  const { names, send } = receiver();
  expect((await world(send).live.finish(sampleRecord)).record).toEqual({ spans: 1 });
  expect(names).toEqual([["go build"]]);
});

it("keeps the first refusal without secrets, and tries what comes after it", async () => {
  const { names, send } = receiver();
  let refusals = 0;
  const { host, live } = world(async (resource, spans) => {
    if (refusals++ === 0) throw new Error("no: https://ann:pw@example.com");
    await send(resource, spans);
  });
  host.put("/s/proc/a.span", ended("a"));
  await vi.waitUntil(() => refusals > 0);
  expect(await live.finish(sampleRecord)).toEqual({
    record: { spans: 1, problem: "no: https://<redacted>@example.com" },
    underWay: false,
  });
  expect(names).toEqual([["go build"]]);
});

it("says the code of a refusal that has no message", async () => {
  const { live } = world(async () => {
    throw Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
  });
  expect((await live.finish(sampleRecord)).record.problem).toBe("ECONNREFUSED");
});

it("gives up a receiver that does not answer, also one that has been waited for since before the end", async () => {
  let asked = 0;
  const { host, live } = world(() => {
    asked++;
    return new Promise(() => {});
  });
  host.put("/s/proc/a.span", ended("a"));
  await vi.waitUntil(() => asked > 0);
  expect(await live.finish(sampleRecord)).toEqual({
    record: { spans: 0, problem: "the receiver had not taken all after 0.2 s" },
    underWay: true,
  });
  expect(asked).toBe(1);
});

it("says why a receiver is tried again that is given up in the end, without secrets", async () => {
  const setback = "connect ECONNREFUSED https://ann:pw@example.com";
  const receiver = async () => ({ sampled: true, setback, send: () => new Promise<void>(() => {}) });
  const live = new LiveExport(new MemoryHost({}, { receiver }), session, sampleRecord, "phase", pace);
  expect((await live.finish(sampleRecord)).record.problem).toBe(
    "the receiver had not taken all after 0.2 s: connect ECONNREFUSED https://<redacted>@example.com",
  );
});

it("sends nothing of a trace that is not sampled, and that is no problem", async () => {
  const { names, send } = receiver();
  expect((await world(send, false).live.finish(sampleRecord)).record).toEqual({ spans: 0 });
  expect(names).toEqual([]);
});

it("reads no file whole whose process has not ended, though it does not grow", async () => {
  const { send } = receiver();
  const { host, live } = world(send);
  const readBytes = vi.spyOn(host, "readBytes");
  const stat = vi.spyOn(host, "stat");
  host.put("/s/proc/a.span", file("a"));
  await vi.waitUntil(() => stat.mock.calls.length > 6);
  expect(readBytes).not.toHaveBeenCalled();
  await live.finish(sampleRecord);
});
