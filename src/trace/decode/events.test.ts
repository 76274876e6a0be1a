import { expect, it } from "vitest";
import { decodeSpanFile } from "./span.ts";
import {
  attribute,
  type Bytes,
  begin,
  end,
  event,
  exit,
  header,
  label,
  records,
  span,
  spanFile,
  string,
  varint,
  work,
  zero,
  zigzag,
} from "./span-builder.testing.ts";

const decode = (...list: readonly Bytes[]) =>
  decodeSpanFile(spanFile(header(), records(0, zero, ...list), exit(0, zero + 1000)));

const parseComplete = [zigzag(2), zigzag(-1), zigzag(300)].flat();

it("reads an event with its time and the innermost open span of its lane", () => {
  const { events, findings } = decode(
    begin("package", "lib", 0),
    begin("phase", "fe:parse", 10),
    span("file", "a.go", 1, 2),
    event(3, parseComplete, 7),
    end(0),
    end(0),
    event(3, parseComplete, 5),
  );
  const fields = { files: 2, lines: -1, bytes: 300 };
  expect(events).toEqual([
    { event: "ParseComplete", time: 20, lane: 0, span: 1, fields },
    { event: "ParseComplete", time: 25, lane: 0, span: -1, fields },
  ]);
  expect(findings).toEqual([]);
});

it("reads lists, records, booleans and texts, also those of the lane's string table", () => {
  const charged = [...varint(2), ...label(1), ...zigzag(40), ...label("lib.g"), ...zigzag(2)];
  const numbers = [80, 3, 1].map(zigzag);
  const payload = [
    ...label(1),
    ...label("f.go"),
    ...zigzag(12),
    1,
    ...numbers[0]!,
    ...numbers[1]!,
    0,
    ...[16, 128, 4, 42, 6, 60].flatMap(zigzag),
    ...charged,
  ];
  const { events, findings } = decode(string("lib.F"), event(8, payload, 0));
  expect(findings).toEqual([]);
  expect(events[0]?.fields).toEqual({
    symbol: "lib.F",
    file: "f.go",
    line: 12,
    inlinable: true,
    inlineCost: 80,
    inlinedCalls: 3,
    optimised: false,
    frameBytes: 16,
    textBytes: 128,
    blocks: 4,
    values: 42,
    blocksBefore: 6,
    valuesBefore: 60,
    charged: [
      { declaration: "lib.F", values: 40 },
      { declaration: "lib.g", values: 2 },
    ],
  });
});

it("leaves out optional texts that are empty", () => {
  const text = label("x");
  const none = label("");
  const payload = [
    ...varint(0),
    ...text,
    ...none,
    ...text,
    ...text,
    ...text,
    ...none,
    ...varint(0),
    ...varint(0),
  ];
  expect(decode(event(1, payload, 0)).events[0]?.fields).toEqual({
    files: [],
    package: "x",
    goVersion: "x",
    goos: "x",
    goarch: "x",
    buildTags: [],
    flags: [],
  });
});

it("skips events that it does not know, and reads on behind them", () => {
  const { events, findings } = decode(
    event(99, [1, 2, 3], 5),
    event(2n ** 63n, [], 0),
    event(3, parseComplete, 1),
  );
  expect(events).toMatchObject([{ event: "ParseComplete", time: 6 }]);
  expect(findings).toMatchObject([{ kind: "unknown-event", lane: 0, event: "99", count: 2 }]);
});

it("drops an event whose fields do not fit, and reads on behind it", () => {
  const bad = {
    "too few fields": parseComplete.slice(0, -2),
    "no fields": [],
    "a number without its end": [2, 2, 0x80],
  };
  for (const [name, payload] of Object.entries(bad)) {
    const { events, findings } = decode(event(3, payload, 0), event(3, parseComplete, 0));
    expect(events.length, name).toBe(1);
    expect(findings, name).toMatchObject([{ kind: "bad-event", event: "ParseComplete", count: 1 }]);
  }
  const list = { "a list longer than its event": [...label("link"), ...varint(2 ** 40)] };
  const text = { "a text longer than its event": [...varint(0), ...varint(9), 0x61] };
  for (const payload of Object.values({ ...list, ...text }))
    expect(decode(event(2, payload, 0)).findings).toMatchObject([{ kind: "bad-event", event: "ToolStart" }]);
  const boolean = [...label("f"), ...label("f.go"), ...zigzag(1), 2];
  expect(decode(event(8, boolean, 0)).findings).toMatchObject([
    { kind: "bad-event", event: "FunctionCompiled" },
  ]);
});

it("ignores what a newer schema has behind the fields", () => {
  const { events, findings } = decode(event(3, [...parseComplete, 1, 2, 3], 0));
  expect([events.length, findings]).toEqual([1, []]);
});

it("drops the rest of a chunk with an event that is longer than it", () => {
  const long = [9, ...varint(3), ...varint(1000), ...parseComplete];
  expect(decode(long).findings).toMatchObject([{ kind: "bad-record", lane: 0 }]);
});

it("reads work as a leaf span in the name of its function, with the work beside it", () => {
  const { spans, works, names, kinds, attributes, findings } = decode(
    string("walk"),
    begin("phase", "be", 0),
    work(1, "lib.F", 5, 10),
    attribute("n", 1),
    work("escape", "lib.G", 1, 2),
    end(0),
  );
  const rows = [...works.span].map((row, i) => [
    kinds[spans.kind[row]!],
    names[works.name[i]!],
    names[spans.name[row]!],
    spans.start[row],
    spans.end[row],
    spans.parent[row],
  ]);
  expect(rows).toEqual([
    ["work", "walk", "lib.F", 5, 15, 0],
    ["work", "escape", "lib.G", 16, 18, 0],
  ]);
  expect([...attributes.span]).toEqual([1]);
  expect(findings).toEqual([]);
});
