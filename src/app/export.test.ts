import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { brokenSamples, eventSamples } from "../trace/events-sample.testing.ts";
import { type ExportOptions, exportSession } from "./export.ts";
import { KeptTraces } from "./kept-traces.ts";

const folder = (files: Readonly<Record<string, Uint8Array>>): MemoryHost =>
  new MemoryHost(Object.fromEntries(Object.entries(files).map(([name, data]) => [`/s/proc/${name}`, data])));

async function exported(host: MemoryHost, options: Partial<ExportOptions> = {}) {
  const { findings, bytes } = await exportSession(host, { traces: ["/s"], format: "csv", ...options });
  let text = "";
  for await (const chunk of bytes) text += Buffer.from(chunk).toString();
  const rows = text.trimEnd().split("\r\n").slice(1);
  return { findings, rows, text };
}

it("exports all processes of a session, or those of some packages, on the same clock", async () => {
  const { rows, findings } = await exported(folder(eventSamples));
  expect(findings).toEqual([]);
  expect(rows.length).toBeGreaterThan(5);
  const some = await exported(folder(eventSamples), { package: "*/lib" });
  expect(some.rows).toEqual(rows.filter((row) => row.includes(",example.com/lib,")));
  await expect(exported(folder(eventSamples), { package: "none" })).rejects.toMatchObject({
    code: "bad-usage",
  });
});

it("writes spans down to a level, all of them where none is named", async () => {
  const all = await exported(folder(eventSamples));
  expect((await exported(folder(eventSamples), { level: "pass" })).rows).toEqual(all.rows);
  const phases = await exported(folder(eventSamples), { level: "phase" });
  expect(phases.rows.length).toBeGreaterThan(0);
  expect(phases.rows.length).toBeLessThan(all.rows.length);
});

it("names what is exported by the session's id, or by the files", async () => {
  const name = async (...traces: string[]): Promise<unknown> => {
    const { text } = await exported(folder(eventSamples), { traces, format: "speedscope" });
    return (JSON.parse(text) as { name: unknown }).name;
  };
  const paths = Object.keys(eventSamples).map((file) => `/s/proc/${file}`);
  expect(await name("/s")).toBe("s");
  expect(await name(...paths)).toBe("2 span files");
  expect(await name(paths[0]!)).toBe(Object.keys(eventSamples)[0]);
});

it("exports what can be read of damaged traces, and says what is wrong", async () => {
  const whole = await exported(folder(eventSamples));
  const { rows, findings } = await exported(folder({ ...eventSamples, ...brokenSamples }));
  expect(rows.length).toBe(whole.rows.length);
  expect(findings.map(({ kind }) => kind)).toContain("not-a-span-file");
});

it("goes on where a file is gone when it is its turn, and says so in the end", async () => {
  const host = folder(eventSamples);
  const read = await exportSession(host, { traces: ["/s"], format: "csv" }, new KeptTraces(0));
  expect(read.findings).toEqual([]);
  await host.remove("/s/proc/compile-aaa-100-1000000.span");
  let text = "";
  for await (const chunk of read.bytes) text += Buffer.from(chunk).toString();
  expect(text).not.toContain("example.com/lib");
  expect(read.findings).toMatchObject([{ file: "compile-aaa-100-1000000.span" }]);
});

it("holds one file at a time where there is no room, and reads each once where there is", async () => {
  expect(await readAgain(new KeptTraces(0))).toBe(2);
  const [size] = Object.values(eventSamples).map(({ length }) => length);
  expect(await readAgain(new KeptTraces(size))).toBe(1);
  expect(await readAgain(new KeptTraces())).toBe(0);
});

/** How many of two files are read for the second time. */
async function readAgain(kept: KeptTraces): Promise<number> {
  const host = folder(eventSamples);
  const { bytes } = await exportSession(host, { traces: ["/s"], format: "csv" }, kept);
  const reads: string[] = [];
  const readBytes = host.readBytes.bind(host);
  host.readBytes = async (path) => {
    reads.push(path);
    return readBytes(path);
  };
  for await (const _ of bytes);
  return reads.length;
}

it("refuses a format that it does not know, and names those that it does", async () => {
  await expect(exportSession(folder(eventSamples), { traces: ["/s"], format: "xml" })).rejects.toMatchObject({
    code: "bad-usage",
    remedy: expect.stringContaining("speedscope"),
  });
});
