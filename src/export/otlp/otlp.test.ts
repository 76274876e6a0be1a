import { expect, it } from "vitest";
import type { CommandRecord } from "../command-record.ts";
import { hostile, small, textOf } from "../samples.testing.ts";
import { collect, sessionOf } from "../session.testing.ts";
import type { ExportChoice, ExportSession } from "../session.ts";
import { exportOtlp } from "./otlp.ts";
import { decodeJson, type ReceivedSpan, spansOf } from "./request.testing.ts";

const record: CommandRecord = {
  ...{ id: "session", traceinject: "1.2.3", status: "done", exitCode: 1 },
  command: ["go", "test", "-v", "./..."],
  env: {},
  toolchain: { goVersion: "go1.27.3" },
  ...{ goos: "linux", goarch: "386" },
  start: { wall: "1699999999999000000" },
  end: { wall: "1700000000000009000" },
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
};

async function exported(
  files: readonly Uint8Array[],
  level: ExportChoice["level"] = "pass",
  about: Pick<ExportSession, "record"> = { record },
) {
  const session = { ...sessionOf(Object.fromEntries(files.entries())), ...about };
  return spansOf(decodeJson(Buffer.from(await collect(exportOtlp(session, { level }))).toString()));
}

/** `name start..end`, nanoseconds after that of the sample files, below the name of the span around it. */
function picture(spans: readonly Omit<ReceivedSpan, "attributes">[]): string[] {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  const time = (text: string): bigint => BigInt(text) - 1_700_000_000_000_001_000n;
  return spans.map(
    ({ name, parentSpanId = "", startTimeUnixNano, endTimeUnixNano }) =>
      `${names.get(parentSpanId) ?? parentSpanId} > ${name} ${time(startTimeUnixNano)}..${time(endTimeUnixNano)}`,
  );
}

it("hangs spans below processes, processes below the go command, and that below the surrounding trace", async () => {
  const spans = await exported(small);
  expect(picture(spans)).toEqual([
    "00f067aa0ba902b7 > go test -1001000..8000",
    "go test > compile example.com/lib 0..100",
    "compile example.com/lib > fe:parse 10..30",
    "compile example.com/lib > be:compile 30..80",
    "be:compile > walk lib.F 35..40",
    "compile example.com/lib > lib.F 42..62",
    "lib.F > opt 45..49",
    "lib.F > opt 49..55",
    "compile example.com/lib > a.go 12..27",
    "go test > link main 50..80",
    "link main > loadlib 60..80",
    "loadlib > x 65..80",
  ]);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(["4bf92f3577b34da6a3ce929d0e0e4736"]));
});

it("says of each span what it is and stands in, and of each process what failed", async () => {
  const spans = await exported(small);
  expect(spans.find(({ name }) => name === "opt")!.attributes).toEqual({
    "traceinject.kind": "pass",
    "traceinject.package": "example.com/lib",
    "traceinject.function": "lib.F",
    "traceinject.pass": "opt",
    "thread.id": "1",
    "thread.name": "worker 0",
  });
  expect(spans.find(({ name }) => name === "walk lib.F")!.attributes).toMatchObject({
    "traceinject.kind": "work",
    "traceinject.phase": "be:compile",
    "traceinject.function": "lib.F",
  });
  expect(spans.filter(({ status }) => status?.code).map(({ name, status }) => [name, status])).toEqual([
    ["go test", { code: "STATUS_CODE_ERROR", message: "exit status 1" }],
    ["link main", { code: "STATUS_CODE_ERROR", message: "no exit" }],
  ]);
  expect(spans.find(({ name }) => name === "link main")!.attributes).toMatchObject({
    "error.type": "no exit",
  });
  expect(spans.find(({ name }) => name === "loadlib")!.attributes).toHaveProperty(["traceinject.open"], true);
});

it("has a resource for the go command and one for each process, by the semantic conventions", async () => {
  const spans = await exported(small);
  const machine = { "service.name": "go", "os.type": "linux", "host.arch": "x86" };
  expect(spans[0]!.resource).toEqual({
    ...machine,
    "service.version": "go1.27.3",
    "service.instance.id": "session",
    "process.executable.name": "go",
    "process.command_args": { values: record.command.map((stringValue) => ({ stringValue })) },
  });
  expect(spans.find(({ name }) => name === "fe:parse")!.resource).toMatchObject({
    ...machine,
    "service.instance.id": "session/0",
    "process.pid": "7",
    "process.executable.name": "compile",
    "process.runtime.name": "go",
  });
});

it("leaves out what is deeper than the level", async () => {
  const kinds = async (level: ExportChoice["level"]): Promise<unknown[]> =>
    (await exported(small, level)).map(({ attributes }) => attributes["traceinject.kind"] ?? "session");
  expect(await kinds("package")).toEqual(["session", "process", "process"]);
  expect(new Set(await kinds("phase"))).toEqual(new Set(["session", "process", "phase", "file"]));
});

it("makes a trace of its own where there is no record, the same each time", async () => {
  const files = small.slice(0, 1);
  const [root, process] = await exported(files, "package", {});
  expect(root).toMatchObject({ name: "go", spanId: process!.parentSpanId });
  expect(root).not.toHaveProperty("parentSpanId");
  expect([root!.startTimeUnixNano, root!.endTimeUnixNano]).toEqual([
    process!.startTimeUnixNano,
    process!.endTimeUnixNano,
  ]);
  expect(await textOf(exportOtlp, files)).toBe(await textOf(exportOtlp, files));
});

it("is one line, also of a session without processes or record", async () => {
  expect(await textOf(exportOtlp, small)).toMatch(/^[^\n]+\n$/);
  expect(await textOf(exportOtlp, [])).toBe('{"resourceSpans":[]}\n');
  expect(await exported([], "pass")).toMatchObject([{ name: "go test" }]);
});

it("takes names that are long, empty or no Unicode", async () => {
  const spans = await exported([hostile], "phase");
  expect(spans).toHaveLength(9);
  expect(spans[1]!.name).toBe('compile p "\ufffd;,');
});
