import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { anchor, exit, header, records, spanFile } from "../trace/decode/span-builder.testing.ts";
import { BuildWatch } from "./build-watch.ts";

const session = { id: "s", dir: "/s", traceDir: "/s/proc" };
const now = 1_767_323_045_000_000_000;
const seconds = (count: number): number => now - count * 1e9;

/** A process that has begun so many seconds ago, and ended at once or not yet. */
const process = (path: string, ago: number, ...ending: readonly (readonly number[])[]): Uint8Array => {
  const facts = { package: path, importPath: path, anchor: { ...anchor(0), mono0: String(seconds(ago)) } };
  return spanFile(header(facts), records(0, seconds(ago)), ...ending);
};

it("counts the compiles that have ended, and names those that run with their age, the oldest first", async () => {
  const host = new MemoryHost({
    "/s/proc/compile-os-1.span": process("os", 9, exit(0, now)),
    "/s/proc/compile-io-2.span": process("io", 3),
    "/s/proc/compile-net-3.span": process("net", 5),
    "/s/proc/asm-os-4.span": process("os", 9, exit(0, now)),
    "/s/proc/compile-torn-5.span": new Uint8Array([1]),
  });
  const watch = new BuildWatch(host, session, false);
  const io = { tool: "compile", package: "io", age: 3 * 1e9 };
  expect(await watch.look()).toEqual({
    ...{ compiled: 1, compilesAll: false },
    running: [{ ...io, package: "net", age: 5 * 1e9 }, io],
  });
  host.put("/s/proc/compile-net-3.span", process("net", 5, exit(1, now)));
  host.advance(2000);
  expect(await watch.look()).toMatchObject({ compiled: 2, running: [{ package: "io", age: 5e9 }] });
});

it("learns from go's first graph how many packages there are, however often it is torn", async () => {
  const host = new MemoryHost({ "/s/go/actiongraph.json": "" });
  const watch = new BuildWatch(host, session, true);
  const graph = graphText("link app: < app\n app: < lib\n lib:\n vetted: < lib", {
    vetted: { NeedBuild: false },
  });
  for (const text of ["", graph.slice(0, 40)]) {
    host.put("/s/go/actiongraph.json", text);
    expect(await watch.look()).toEqual({ compiled: 0, compilesAll: true, running: [] });
  }
  host.put("/s/go/actiongraph.json", graph);
  expect((await watch.look()).packages).toBe(2);
  host.put("/s/go/actiongraph.json", "");
  expect((await watch.look()).packages).toBe(2);
});

it("reads of a file no more than its head and its end", async () => {
  const host = new MemoryHost({ "/s/proc/compile-io-2.span": process("io", 3) });
  host.readBytes = async () => expect.unreachable("a span file was read as a whole");
  const lengths: number[] = [];
  const { readRange } = host;
  host.readRange = async (path, from, length) => {
    lengths.push(length);
    return readRange.call(host, path, from, length);
  };
  const watch = new BuildWatch(host, session, false);
  for (let i = 0; i < 3; i++) await watch.look();
  expect(lengths).toEqual([64, 4096, 64, 64]);
});
