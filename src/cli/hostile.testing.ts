import { sampleRecord } from "../toolchain/session-record.testing.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import {
  anchor,
  attribute,
  type Bytes,
  begin,
  chunk,
  end,
  event,
  exit,
  header,
  records,
  span,
  spanFile,
  string,
  varint,
  work,
  zero,
} from "../trace/decode/span-builder.testing.ts";
import { eventSamples } from "../trace/events-sample.testing.ts";
import { goTraceText } from "../trace/go-trace/go-trace-text.testing.ts";
import { samples as runtimeTraces } from "../trace/runtime/trace-samples.testing.ts";

/** A session's files by their paths below its folder; `@costs/` stands for the folder of the costs of go's actions. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file of each kind that is read, and nothing wrong with any. */
export const realSession: Readonly<Record<string, Uint8Array>> = {
  "proc/real.span": Object.values(eventSamples)[0]!,
  "go/actiongraph.json": bytesOf(graphText("build app: 10 20 90 < lib\nlib: 10 11 20")),
  "session.json": bytesOf(
    JSON.stringify({ ...sampleRecord, goTrace: "/s/go.json", programTrace: "/s/v2.trace" }),
  ),
  "v1.trace": runtimeTraces["go1.19"]!,
  "v2.trace": runtimeTraces["go1.26"]!,
  "go.json": bytesOf(goTraceText(["build", 0, 0, 40], ["load", 0, 2, 12])),
  "@costs/20260101T000000000Z-000001.txt": bytesOf(
    "traceinject-costs 1\n= 20260101T000000000Z-000001\nbuild-app 5 6\n",
  ),
};

/** Names that break terminals, pages, lines and encoders. */
export const names: readonly string[] = [
  "</script><img src=x onerror=alert(1)>",
  `"'><svg onload=alert(2)>`,
  "\u001b[2J\u001b]0;title\u0007\u009b31m",
  "two\nlines\r\n::error::of a workflow",
  "nul\0byte",
  "half a pair \ud800",
  "\u202eright to left\u2066",
  "| a | table |\n| --- | --- |",
  "__proto__",
  "x".repeat(20_000),
  "",
  "=cmd|' /C calc'!A0",
];

const foreign: Readonly<Record<string, Uint8Array>> = {
  empty: new Uint8Array(),
  elf: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...new Array(200).fill(0)),
  jpeg: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, ...new Array(200).fill(7)),
  object: bytesOf('{"a":1}'),
  "list of anything": bytesOf(
    '[null,1,"ID",{"ID":"x","Mode":"build"},{"ID":0,"Mode":"build","Deps":[0]},[[[]]]]',
  ),
  number: bytesOf("1e999"),
  "not text": Uint8Array.from({ length: 256 }, (_, i) => i),
  "deep list": bytesOf("[".repeat(50_000)),
};

/** One session of every kind of damage, by what is wrong with it. */
export const hostileSessions: Readonly<Record<string, Files>> = {
  "cut off": { ...byPlace(24, (bytes, at) => bytes.subarray(0, at)), ...oneCut() },
  "one byte is another": byPlace(24, (bytes, at) => bytes.with(Math.min(at, bytes.length - 1), 0xff)),
  ...Object.fromEntries(
    Object.entries(foreign).map(([name, data]) => [
      name,
      Object.fromEntries(Object.keys(realSession).map((path) => [path, data])),
    ]),
  ),
  "a claim of 10 GB": {
    "proc/chunk.span": Uint8Array.from([
      ...spanFile(header()),
      0x52,
      0,
      0,
      0,
      255,
      255,
      255,
      255,
      1,
      2,
      3,
      4,
    ]),
    "proc/name.span": spanFile(header(), records(0, zero, [1, 0, ...varint(10_000_000_000)])),
    "proc/text.span": spanFile(header(), records(0, zero, [2, 1, 0, ...varint(10_000_000_000)])),
    "proc/event.span": spanFile(header(), records(0, zero, [9, 1, ...varint(10_000_000_000)])),
    "proc/list.span": spanFile(header(), records(0, zero, event(1, varint(10_000_000_000), 0))),
    "v1.trace": claim(runtimeTraces["go1.19"]!),
    "v2.trace": claim(runtimeTraces["go1.26"]!),
  },
  "numbers of no name": {
    "proc/a.span": spanFile(
      header(),
      records(0, zero, span("phase", 77, 1, 2), work(2 ** 40, 9, 1, 2)),
      exit(0, zero + 9),
    ),
    "proc/b.span": spanFile(header(), records(0, zero, [1, 200, 3, 65, 65, 65], span(2 ** 50, 1, 1, 1))),
  },
  "times beyond all bounds": times(),
  "names that break out": hostileNames(),
  "no process": { "session.json": realSession["session.json"]!, "go/actiongraph.json": bytesOf("[]") },
  "the same file twice": {
    "proc/a.span": realSession["proc/real.span"]!,
    "proc/b.span": realSession["proc/real.span"]!,
  },
  "100,000 spans in one another": {
    "proc/deep.span": spanFile(
      header(),
      deep("pass", 100_000),
      records(0, zero, ...Array.from({ length: 5000 }, () => span("pass", 1, 0, 1))),
      exit(0, zero + 1e6),
    ),
    "proc/parts.span": spanFile(header({ pid: 2 }), deep("part", 1000), exit(0, zero + 1e6)),
    "go.json": bytesOf(
      goTraceText(...Array.from({ length: 5000 }, (_, i) => ["deep", 0, i, 50_000 - i] as const)),
    ),
  },
  "4,096 lanes": {
    "proc/wide.span": spanFile(
      header(),
      ...Array.from({ length: 4096 }, (_, lane) => records(16 * lane, zero, span("pass", "", 0, 1))),
      exit(0, zero + 1),
    ),
  },
  cycles: {
    "go/actiongraph.json": bytesOf(
      graphText("a: 10 11 20 < b\nb: 20 21 30 < c\nc: 30 31 40 < a\nself: 1 2 3 < self"),
    ),
    "proc/a.span": spanFile(header({ action: "build-a/x", importPath: "a" }), exit(0, zero + 9)),
  },
  "a chain of 3,000 actions": { "go/actiongraph.json": bytesOf(chain(3000)) },
  "records of other types": {
    "session.json": bytesOf(
      JSON.stringify({
        ...sampleRecord,
        command: [names[0], names[2]],
        cwd: names[3],
        jobs: 1e15,
        end: null,
      }),
    ),
    "go/actiongraph.json": bytesOf(
      JSON.stringify([
        {
          ID: 0,
          Mode: names[2],
          Package: names[0],
          Deps: [1, -1, 1e300, "2"],
          TimeReady: "9999-99-99",
          Cmd: names,
        },
        {
          ID: 1,
          Mode: "build",
          Package: names[3],
          TimeReady: "0000-01-01T00:00:00Z",
          TimeStart: "9999-12-31T23:59:59Z",
        },
      ]),
    ),
    "@costs/20260101T000000000Z-000001.txt": bytesOf(
      "traceinject-costs 1\n= x\nbuild-app 999999999999999 -1\n\0\n",
    ),
  },
};

/** Every file changed at so many places each, spread evenly; those of a span file are files of the same session. */
function byPlace(places: number, change: (bytes: Uint8Array, at: number) => Uint8Array): Files {
  const real = realSession["proc/real.span"]!;
  const copies = Array.from({ length: places }, (_, i) => [
    `proc/${i}.span`,
    change(real, Math.floor((i * real.length) / places)),
  ]);
  const others = Object.entries(realSession).map(([path, bytes]) => [path, change(bytes, bytes.length >> 1)]);
  return Object.fromEntries([...copies, ...others]);
}

/** Traces of the runtime and of go, which have one place in a session each, at several places as files beside it. */
function oneCut(): Files {
  const others = ["v1.trace", "v2.trace", "go.json"].flatMap((path) =>
    Array.from({ length: 12 }, (_, i) => {
      const bytes = realSession[path]!;
      return [`${i}-${path}`, bytes.subarray(0, Math.floor((i * bytes.length) / 12))];
    }),
  );
  return Object.fromEntries(others);
}

function claim(trace: Uint8Array): Uint8Array {
  return Uint8Array.from([...trace.subarray(0, 40), ...varint(10_000_000_000), ...trace.subarray(40)]);
}

function times(): Files {
  const far = String(2n ** 63n - 1n);
  const bounds = [-1n, 0n, 2n ** 53n, 2n ** 62n, 2n ** 63n - 1n, -(2n ** 62n)];
  const anchors = bounds.flatMap((mono, i) => [
    [
      `proc/mono${i}.span`,
      spanFile(header({ pid: i, anchor: { mono0: `${mono}`, wall: far, mono1: `${mono}` } })),
    ],
    [
      `proc/wall${i}.span`,
      spanFile(header({ pid: i, bootId: `b${i}`, anchor: anchor(zero, mono) }), exit(0, zero + 5)),
    ],
  ]);
  const spans = [0, 2 ** 31, 2 ** 52, 2 ** 53 - 1, 2 ** 60].map((time, i) => [
    `proc/span${i}.span`,
    spanFile(
      header({ pid: i }),
      records(0, zero, span("phase", "p", time, time), attribute("a", 2n ** 62n)),
      exit(-1, 1),
    ),
  ]);
  return Object.fromEntries([...anchors, ...spans]);
}

function hostileNames(): Files {
  const files = names.map((name, i) => {
    const about = {
      pid: i + 1,
      package: name,
      importPath: name,
      action: `build-${i}/x`,
      tool: i === 2 ? name : "compile",
    };
    const spans = records(
      0,
      zero,
      begin("phase", name, 1),
      span("part", name, 1, 5),
      span("import", name, 1, 5),
      span("file", name, 1, 5),
      work(name, name, 1, 5),
      end(100),
      span(77, name, 1, 2),
    );
    const worker = records(1, zero, string(name), begin("function", 1, 1), span("pass", 1, 1, 50), end(10));
    return [
      `proc/${i}.span`,
      spanFile(header({ ...about, goVersion: name, runtimeTrace: name }), spans, worker, exit(0, zero + 500)),
    ];
  });
  return {
    ...Object.fromEntries(files),
    "proc/\u001b[2J<img src=x>.span": bytesOf("nothing"),
    "go/actiongraph.json": bytesOf(
      JSON.stringify(
        names.map((Package, ID) => ({
          ID,
          Mode: "build",
          Package,
          ActionID: `build-${ID}`,
          Deps: [ID + 1],
          Cmd: [Package],
        })),
      ),
    ),
    "go.json": bytesOf(goTraceText(...names.map((name, i) => [name, i, i, i + 9] as const))),
  };
}

function deep(kind: "pass" | "part", depth: number): Bytes {
  const all: Bytes[] = [string("deep"), ...Array.from({ length: depth }, () => begin(kind, 1, 1))];
  return chunk("R", 0, [...varint(zero), ...all.flat()]);
}

function chain(length: number): string {
  const at = (ms: number): string => new Date(1_700_000_000_000 + ms).toISOString();
  const actions = Array.from({ length }, (_, ID) => ({
    ...{ ID, Mode: "build", Package: `p${ID}`, Deps: ID + 1 < length ? [ID + 1] : [], NeedBuild: true },
    ...{ TimeReady: at(length - ID), TimeStart: at(length - ID), TimeDone: at(length - ID + 1), Cmd: ["x"] },
  }));
  return JSON.stringify(actions);
}
