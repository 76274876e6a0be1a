import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { sampleRecord } from "../toolchain/session-record.testing.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { explainNoTraces } from "./no-traces.ts";

async function explained(record: object, graph?: string): Promise<string> {
  const host = new MemoryHost({
    "/s/session.json": JSON.stringify({ ...sampleRecord, id: "s1", ...record }),
  });
  if (graph !== undefined) host.put("/s/go/actiongraph.json", graph);
  const { code, message, remedy } = await explainNoTraces(host, "/s");
  expect(code).toBe("no-traces");
  return `${message}\n${remedy}`;
}

const cached = graphText("app: 0 0 20 < lib\n lib: 0 0 0", { app: { Cmd: null }, lib: { Cmd: null } });
const [build, env] = [
  ["go", "build", "./..."],
  ["go", "env", "GOROOT"],
];

it("says of a build out of the cache how many results were there, and how to compile them all the same", async () => {
  expect(await explained({ command: build }, cached)).toBe(
    "session s1 has no traces of `go build ./...`: all 2 results came out of the build cache, and nothing was compiled\n" +
      "Change a file, or compile all with `traceinject go build -a`; `traceinject report s1` shows what go did.",
  );
  for (const dir of ["/x", "x"]) {
    const test = await explained({ command: ["go", "-C", dir, "test"] }, cached);
    expect(test).toContain("`traceinject go test -a`");
  }
});

it("says so of a command that compiles nothing", async () => {
  expect(await explained({ command: env })).toMatch(/`go env GOROOT`: it compiles nothing\nTrace a command/);
});

it.each([
  [
    "still running",
    { status: "running", process: "memory/4711/1" },
    /it is still running, and has compiled nothing/,
  ],
  ["killed with traceinject", { status: "running", process: "memory/1/1" }, /traceinject was killed/],
  ["ended by its time limit", { status: "timed-out" }, /its time was up .*\n.*--timeout/],
  ["never begun", { status: "failed" }, /go could not be run\n.*doctor/],
  ["refused by go", { exitCode: 1 }, /it ended with exit code 1 before anything was compiled/],
  ["without anything to do", { exitCode: 0 }, /it had nothing to compile\n.* -a/],
])("tells a build that is %s by its record", async (_name, record, words) => {
  expect(await explained({ command: build, ...record })).toMatch(words);
});

it("wonders about a build that compiled something, of which no compiler left a trace", async () => {
  expect(await explained({ command: build }, graphText("app: 0 0 20"))).toMatch(
    /it compiled 1 package, and no compiler has left a trace\n.*doctor/,
  );
});
