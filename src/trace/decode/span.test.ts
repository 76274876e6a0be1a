import { expect, it } from "vitest";
import { draw } from "../picture.testing.ts";
import { decodeSpanFile } from "./span.ts";
import {
  attribute,
  begin,
  chunk,
  counter,
  end,
  event,
  exit,
  header,
  kinds,
  log,
  records,
  span,
  spanFile,
  string,
  textAttribute,
  varint,
  zero,
} from "./span-builder.testing.ts";

const kindsOf = (bytes: Uint8Array): string[] =>
  decodeSpanFile(bytes).findings.map((finding) => finding.kind);

it("reads the lanes of a whole compile", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(0, zero, begin("package", "lib", 0), span("phase", "fe:parse", 10, 100)),
      records(0, zero + 110, begin("phase", "be:compilefuncs", 0)),
      records(1, zero + 120, begin("function", "F", 0), begin("pass", "opt", 20), end(60), end(20)),
      records(2, zero + 130, begin("function", "G", 0), end(60), begin("function", "H", 10), end(50)),
      records(0, zero + 260, end(0), end(10)),
      exit(0, zero + 270),
    ),
  );
  expect(file.findings).toEqual([]);
  expect(`\n${draw(file, 10)}`).toBe(`
0 [lib......................]
0  [fe:parse][be:compilefun]
1             [F.......]
1               [opt.]
2              [G...] [H..]`);
  expect(file.kinds).toEqual(Object.keys(kinds));
  expect(file.exit).toMatchObject({ code: 0, dropped: 0, time: 270 });
  expect(file.truncated).toBe(false);
});

it("keeps the header's keys and no others, and the anchor whole", () => {
  const mono = 18_446_744_073_709_551n;
  const times = { mono0: String(mono), wall: "1700000000123456789", mono1: String(mono + 40n) };
  const file = decodeSpanFile(
    spanFile(header({ importPath: "lib [lib.test]", action: "a/b", surprise: 1, anchor: times }), exit(0, 0)),
  );
  expect(file.header).toEqual({
    tool: "compile",
    package: "lib",
    importPath: "lib [lib.test]",
    action: "a/b",
    pid: 4711,
    ppid: 1,
    goVersion: "go1.26.0",
    goos: "linux",
    goarch: "amd64",
    workers: 2,
    level: "pass",
    schema: 1,
    bootId: "boot",
    timeNamespace: "time:[4026531834]",
    anchor: { mono0: mono, wall: 1700000000123456789n, mono1: mono + 40n },
  });
});

it("keeps times exact after years of uptime, and those before the anchor", () => {
  const up = 9_000_000_000_000_000_001n; // beyond 2^53, where a number counts in steps of 1024
  const times = { mono0: String(up), wall: "0", mono1: String(up) };
  const file = decodeSpanFile(
    spanFile(header({ anchor: times }), records(0, up - 3n, begin("package", "lib", 0), end(10))),
  );
  expect([file.spans.start[0], file.spans.end[0], file.first, file.last]).toEqual([-3, 7, -3, 7]);
});

it("resolves names by the string table of their lane, also over chunks", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero, string("one"), string("zwei ✓")),
      records(2, zero, string("other"), span("pass", 1, 0, 1)),
      records(1, zero, span("pass", 2, 0, 1), span("pass", 1, 0, 1), span("pass", "inline", 0, 1)),
      exit(0, zero + 5),
    ),
  );
  expect([...file.spans.name].map((id) => file.names[id])).toEqual(["other", "zwei ✓", "one", "inline"]);
  expect(file.findings).toEqual([]);
});

it("completes a string by the bytes that it shares with the one before on its lane, also over chunks", () => {
  const [first, second] = [[0xe2, 0x9c, 0x93], [0x97]]; // ✓, and the last byte of ✗
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero, string("lib.(*T).Read"), string("Write", 9), string(first)),
      records(2, zero, string("lib.G"), span("pass", 1, 0, 1)),
      records(1, zero, string(second, 2), ...[1, 2, 3, 4].map((id) => span("pass", id, 0, 1))),
    ),
  );
  const names = [...file.spans.name].map((id) => file.names[id]);
  expect(names).toEqual(["lib.G", "lib.(*T).Read", "lib.(*T).Write", "✓", "✗"]);
});

it("takes the next time after a leaf span from its end", () => {
  const file = decodeSpanFile(
    spanFile(header(), records(1, zero, span("pass", "a", 5, 10), span("pass", "b", 1, 2))),
  );
  expect([...file.spans.start]).toEqual([5, 16]);
  expect([...file.spans.end]).toEqual([15, 18]);
});

it("gives attributes to the span that was last opened or closed, also over string definitions and chunks", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero, begin("function", "F", 0), attribute("in", -3), span("pass", "p", 1, 1), end(1)),
      records(1, zero + 3, string("text-bytes"), attribute(1, 4096), textAttribute("file", "f.go")),
      exit(0, zero + 3),
    ),
  );
  const { span: of, name, value } = file.attributes;
  expect([...of].map((row, i) => [row, file.names[name[i]!], value[i]])).toEqual([
    [0, "in", -3],
    [0, "text-bytes", 4096],
  ]);
  const texts = file.textAttributes;
  expect([texts.span[0], file.names[texts.name[0]!], file.names[texts.text[0]!]]).toEqual([
    0,
    "file",
    "f.go",
  ]);
});

it("reads counters and logs", () => {
  const file = decodeSpanFile(
    spanFile(header(), records(0, zero, counter("lines", -12, 3), log("note", "text", 4)), exit(0, zero + 7)),
  );
  const { counters, logs, names } = file;
  expect([names[counters.name[0]!], counters.value[0], counters.time[0]]).toEqual(["lines", -12, 3]);
  expect([names[logs.name[0]!], names[logs.text[0]!], logs.time[0]]).toEqual(["note", "text", 7]);
});

it("keeps kinds that it does not know", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero, span(99, "x", 0, 1), span(0, "y", 0, 1), span(99, "z", 0, 1)),
      exit(0, zero + 3),
    ),
  );
  expect([...file.spans.kind].map((kind) => file.kinds[kind])).toEqual(["kind-99", "kind-0", "kind-99"]);
  const huge = [4, ...varint(2n ** 64n - 1n), 0, 0, 0, 0];
  expect(decodeSpanFile(spanFile(header(), records(1, zero, huge))).kinds.at(-1)).toBe(
    "kind-18446744073709551615",
  );
});

it("ends open spans at the end anchor and marks them", () => {
  const open = records(1, zero, begin("function", "F", 10), begin("pass", "opt", 30));
  expect(`\n${draw(decodeSpanFile(spanFile(header(), open, exit(-1, zero + 100))), 10)}`).toBe(`
1  [F~~~~~~~
1     [opt~~`);
});

it("ends open spans of a killed process at the last time of the file", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero, begin("function", "F", 10), span("pass", "opt", 20, 20)),
      records(2, zero, span("function", "G", 10, 60)),
    ),
  );
  expect(`\n${draw(file, 10)}`).toBe(`
1  [F~~~~
1    []
2  [G...]`);
  expect(file.exit).toBeUndefined();
  expect(file.findings.map((finding) => finding.kind)).toEqual(["no-exit"]);
});

it("refuses what is no span file of this format", () => {
  expect(kindsOf(new TextEncoder().encode("go 1.26 trace\0\0\0"))).toEqual(["not-a-span-file"]);
  expect(decodeSpanFile(new TextEncoder().encode("TISPAN4\n...")).findings).toEqual([
    { kind: "unknown-format", at: 0, count: 1, format: "4" },
  ]);
  expect(kindsOf(spanFile(header({ format: 1 })))).toEqual(["unknown-format"]);
});

it("says what is wrong with a header", () => {
  const problem = (bytes: Uint8Array): unknown => decodeSpanFile(bytes).findings[0];
  const bad = { kind: "bad-header", count: 1 };
  expect(problem(spanFile())).toMatchObject({ ...bad, problem: "there is none" });
  expect(problem(spanFile(exit(0, 1)))).toMatchObject({
    ...bad,
    problem: "the first chunk is of another kind",
  });
  expect(problem(spanFile(chunk("H", 0, [0x7b])))).toMatchObject({
    ...bad,
    problem: "the header is not a JSON object",
  });
  expect(problem(spanFile(header({ package: 1 })))).toMatchObject({
    ...bad,
    problem: "package is not a text",
  });
  expect(problem(spanFile(header({ pid: "1" })))).toMatchObject({
    ...bad,
    problem: "pid is not a whole number",
  });
  expect(problem(spanFile(header({ level: "deep" })))).toMatchObject({
    ...bad,
    problem: "level is none of the levels",
  });
  expect(problem(spanFile(header({ anchor: { mono0: 1, wall: 1, mono1: 1 } })))).toMatchObject({
    ...bad,
    problem: "anchor has no decimal strings mono0, wall and mono1",
  });
});

it("stops at the first chunk that is cut off, too long or damaged, and keeps everything before", () => {
  const good = [header(), records(1, zero, span("pass", "a", 0, 1))];
  const next = records(1, zero + 1, span("pass", "b", 0, 1));
  const claimed = [...next.slice(0, 4), 0xff, 0xff, 0xff, 0xff, ...next.slice(8)];
  const flipped = [...next.slice(0, -1), next.at(-1)! ^ 1];
  const cases = {
    "torn-chunk": [next.slice(0, -1)],
    "oversized-chunk": [claimed, next],
    "bad-checksum": [flipped, next],
  };
  for (const [kind, bad] of Object.entries(cases)) {
    const file = decodeSpanFile(spanFile(...good, ...bad));
    expect([file.names, file.truncated]).toEqual([["a"], true]);
    expect(file.findings.map((finding) => finding.kind)).toEqual([kind, "no-exit"]);
  }
});

it("takes zeros to the end for room that a killed process has not used, and others for damage", () => {
  const good = [header(), records(1, zero, span("pass", "a", 0, 1))];
  for (const unused of [1, 11, 12, 65_536]) {
    const file = decodeSpanFile(spanFile(...good, new Array(unused).fill(0)));
    expect([file.names, file.truncated]).toEqual([["a"], false]);
    expect(file.findings.map((finding) => finding.kind)).toEqual(["no-exit"]);
  }
  expect(kindsOf(new Uint8Array(65_536))).toEqual(["torn-chunk"]);
  const damaged = decodeSpanFile(spanFile(...good, new Array(100).fill(0), exit(0, zero + 100)));
  expect(damaged.findings.map((finding) => finding.kind)).toEqual(["torn-chunk", "no-exit"]);
});

it("takes a chunk that is cut off before unused room for a torn one, wherever the cut is", () => {
  const good = [header(), records(1, zero, span("pass", "a", 0, 1))];
  const next = records(1, zero + 1, span("pass", "b", 0, 1));
  for (let cut = 1; cut < next.length - 1; cut++) {
    const room = new Array(next.length - cut + 100).fill(0);
    const file = decodeSpanFile(spanFile(...good, next.slice(0, cut), room));
    expect([file.names, file.truncated], String(cut)).toEqual([["a"], true]);
    expect(file.findings.map((finding) => finding.kind)).toEqual(["torn-chunk", "no-exit"]);
  }
});

it("takes a file that is cut within its magic for a torn one, also an empty one", () => {
  expect(kindsOf(new Uint8Array())).toEqual(["torn-chunk"]);
  expect(kindsOf(new TextEncoder().encode("TISP"))).toEqual(["torn-chunk"]);
});

it("skips chunks of unknown kind, a second header and a second exit", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      chunk("Z", 3, [1, 2, 3]),
      header({ package: "second" }),
      records(1, zero, span("pass", "a", 0, 1)),
      exit(1, zero + 2),
      exit(2, zero + 3),
    ),
  );
  expect([file.header?.package, file.exit?.code, file.spans.start.length]).toEqual(["lib", 1, 1]);
  expect(file.findings.map((finding) => finding.kind)).toEqual([
    "unknown-chunk",
    "repeated-header",
    "chunk-after-exit",
  ]);
});

it("drops the rest of a chunk behind an unknown record, and the names that it may have defined", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero, string("a"), span("pass", 1, 0, 1), [99], string("lost"), span("pass", 2, 0, 1)),
      records(1, zero + 5, string("c"), span("pass", 1, 0, 1), span("pass", 2, 0, 1)),
      exit(0, zero + 9),
    ),
  );
  expect([...file.spans.name].map((id) => file.names[id])).toEqual(["a", "a", "#2"]);
  expect(file.findings).toMatchObject([
    { kind: "unknown-record", lane: 1, tag: 99, count: 1 },
    { kind: "undefined-string", lane: 1, id: "#2", count: 1 },
  ]);
});

it("drops a record whose fields do not fit, and the rest of its chunk", () => {
  const bad = {
    "a varint of twenty bytes": [3, ...Array(19).fill(0x80), 1],
    "a varint of 65 bits": [3, ...Array(9).fill(0xff), 2],
    "a text longer than its chunk": [1, ...varint(10_000_000_000), 0x61],
    "a text that shares more than there is": string("b", 2),
    "a record that the chunk's end cuts": [2, 3],
    "a time that no number holds": [3, ...varint(2n ** 64n - 1n)],
  };
  for (const [name, record] of Object.entries(bad)) {
    const file = decodeSpanFile(
      spanFile(header(), records(1, zero, span("pass", "a", 0, 1), record), exit(0, 2000)),
    );
    expect(file.spans.start.length, name).toBe(1);
    expect(file.findings, name).toMatchObject([{ kind: "bad-record", lane: 1, count: 1 }]);
  }
  expect(kindsOf(spanFile(header(), records(1, 2n ** 63n, end(0)), exit(0, 2000)))).toEqual(["bad-record"]);
});

it("lets a string share 127 bytes and no more, so that a small file cannot ask for much memory", () => {
  const sharing = (bytes: number) =>
    kindsOf(spanFile(header(), records(1, zero, string("x".repeat(200)), string("y", bytes)), exit(0, 2000)));
  expect(sharing(127)).toEqual([]);
  expect(sharing(128)).toEqual(["bad-record"]);
});

it("reads a hash as eight bytes, the last first", () => {
  const payload = [...[0, 0], ...[0, 0], 2, 0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01];
  const { events } = decodeSpanFile(spanFile(header(), records(0, zero, event(4, payload, 1))));
  expect(events[0]?.fields).toEqual({ name: "", file: "", line: 1, hash: "0123456789abcdef" });
});

it("names a string that was never defined by its id", () => {
  const file = decodeSpanFile(spanFile(header(), records(1, zero, [4, 4, ...varint(2n ** 64n - 1n), 0, 0])));
  expect(file.names).toEqual(["#18446744073709551615"]);
});

it("ignores an end without a begin, and does not give its attributes to another span", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero, span("pass", "a", 0, 1), end(1), attribute("n", 1)),
      exit(0, zero + 2),
    ),
  );
  expect(file.attributes.span.length).toBe(0);
  expect(file.findings.map((finding) => finding.kind)).toEqual(["end-without-begin", "stray-attribute"]);
});

it("moves times up to those before them where the clock goes back", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(1, zero + 100, begin("function", "F", 0), span("pass", "a", 0, 10)),
      records(1, zero + 60, span("pass", "b", 0, 60), end(5)),
      exit(0, zero + 125),
    ),
  );
  expect([...file.spans.start]).toEqual([100, 100, 110]);
  expect([...file.spans.end]).toEqual([125, 110, 120]);
  expect(file.findings).toMatchObject([{ kind: "clock-goes-back", lane: 1, by: 50 }]);
});

it("reports an exit chunk that is too short, and one that tells of dropped records", () => {
  expect(kindsOf(spanFile(header(), chunk("E", 0, [0, 0, 1])))).toEqual(["bad-exit"]);
  expect(decodeSpanFile(spanFile(header(), exit(2, zero + 5, 7))).findings).toMatchObject([
    { kind: "records-dropped", count: 7 },
  ]);
});

it("says when a value was rounded", () => {
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(0, zero, counter("n", 2n ** 62n, 0), counter("m", -(2n ** 63n), 0)),
      exit(0, zero),
    ),
  );
  expect([...file.counters.value]).toEqual([2 ** 62, -(2 ** 63)]);
  expect(file.findings).toMatchObject([{ kind: "rounded-value", count: 2 }]);
});

it("takes a million nested spans that nothing closes, and keeps the outer ones", () => {
  const many = Array.from({ length: 100_000 }, () => begin("pass", "", 0)).flat();
  const part = Uint8Array.from(records(1, zero + 5, many));
  const bytes = Buffer.concat([
    spanFile(header()),
    ...Array(9).fill(part),
    Uint8Array.from(records(1, zero + 7, many)),
  ]);
  const file = decodeSpanFile(bytes);
  expect(file.spans.parent.at(-1)).toBe(254);
  expect(file.findings).toMatchObject([
    { kind: "nested-too-deep", count: 1_000_000 - 256 },
    { kind: "no-exit" },
  ]);
  expect([file.spans.start[0], file.spans.end[0]]).toEqual([5, 7]);
});

it("keeps 256 spans that are open at once, and what lies in them; drops deeper ones and says how many", () => {
  const depth = 300;
  const file = decodeSpanFile(
    spanFile(
      header(),
      records(
        0,
        zero,
        ...Array.from({ length: depth }, () => begin("part", "p", 1)),
        span("import", "i", 1, 1),
      ),
      records(
        0,
        zero + depth + 2,
        ...Array.from({ length: depth }, () => end(1)),
        span("phase", "after", 1, 1),
      ),
      exit(0, zero + 1000),
    ),
  );
  const { parent, end: ends } = file.spans;
  expect(parent.length).toBe(256 + 2);
  expect([parent[255], parent[256], parent[257]]).toEqual([254, 255, -1]);
  expect([ends[0], ends[255]]).toEqual([2 * depth + 2, depth + 2 + (depth - 256) + 1]);
  expect(file.findings).toEqual([
    { kind: "nested-too-deep", at: expect.any(Number), lane: 0, count: depth - 256 },
  ]);
});
