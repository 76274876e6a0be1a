import fc from "fast-check";
import { expect, it } from "vitest";
import type { SpanFile, TraceEvent } from "../event.ts";
import type { FieldType } from "../event-type.ts";
import { eventTypes } from "../schema.generated.ts";
import { decodeSpanFile } from "./span.ts";
import {
  attribute,
  type Bytes,
  begin,
  chunk,
  counter,
  end,
  event,
  exit,
  header,
  log,
  records,
  span,
  spanFile,
  string,
  textAttribute,
  varint,
  work,
  zero,
} from "./span-builder.testing.ts";

fc.configureGlobal({ seed: 20260102 });

/** What every decoded file promises, whatever the bytes were. */
function holds(file: SpanFile): void {
  const { start, end: ends, parent, lane, name, kind } = file.spans;
  for (let row = 0; row < start.length; row++) {
    const up = parent[row]!;
    const sound =
      ends[row]! >= start[row]! &&
      up < row &&
      (up < 0 || (lane[up] === lane[row] && start[up]! <= start[row]! && ends[up]! >= ends[row]!)) &&
      name[row]! < file.names.length &&
      kind[row]! < file.kinds.length &&
      start[row]! >= file.first &&
      ends[row]! <= file.last;
    if (!sound) throw new Error(`row ${row} of lane ${lane[row]} breaks what Spans promises`);
  }
  for (const of of [...file.attributes.span, ...file.textAttributes.span, ...file.works.span])
    expect(of).toBeLessThan(start.length);
  for (const one of file.events) {
    const within = one.span < 0 ? file : { first: start[one.span]!, last: ends[one.span]! };
    if (one.span >= 0) expect(lane[one.span]).toBe(one.lane);
    expect(one.time >= within.first && one.time <= within.last).toBe(true);
    expect(fits(one)).toBe(true);
  }
  expect(new Set(file.findings.map((finding) => finding.kind)).size).toBe(file.findings.length);
}

/** Whether an event has the fields of its type and no others. */
function fits({ event: name, fields }: TraceEvent): boolean {
  const type = eventTypes.find((one) => one.name === name);
  return type !== undefined && hasFields(fields, type.fields);
}

function hasFields(fields: object, types: readonly FieldType[]): boolean {
  const names = types.filter(({ derived }) => !derived).map(({ name }) => name);
  const ofType = ({ name, type, list, optional, derived }: FieldType): boolean => {
    const value = (fields as Record<string, unknown>)[name];
    if (value === undefined) return derived === true || optional === true;
    return list ? (value as unknown[]).every((element) => isA(element, type)) : isA(value, type);
  };
  return Object.keys(fields).every((name) => names.includes(name)) && types.every(ofType);
}

function isA(value: unknown, type: FieldType["type"]): boolean {
  if (typeof type !== "string") return hasFields(value as object, type);
  const values = { integer: "number", ratio: "number", boolean: "boolean", text: "string", hash: "string" };
  return typeof value === values[type];
}

/** Spans as text, without the ends of open ones: those depend on what comes later. */
function rows(file: SpanFile): string[] {
  const { start, end: ends, name, kind, lane, parent, open } = file.spans;
  return [...start].map((from, i) => {
    const to = open[i] ? "open" : ends[i];
    return `${lane[i]} ${parent[i]} ${file.kinds[kind[i]!]} ${file.names[name[i]!]} ${from} ${to}`;
  });
}

const number = fc.nat({ max: 300 });
const label = fc.oneof(fc.nat({ max: 4 }), fc.string({ maxLength: 5 }));
const kind = fc.integer({ min: 1, max: 11 });

/** An event of the schema as it shall be, or a number and bytes as they come. */
const anyEvent = fc.oneof(
  fc.constant(event(3, [2, 4, 6], 1)),
  fc.constant(event(2, [1, 2, 2, 1, 0, 1, 0x61], 1)),
  fc
    .tuple(fc.integer({ min: 0, max: 14 }), fc.uint8Array({ maxLength: 30 }), number)
    .map(([of, payload, delta]) => event(of, [...payload], delta)),
);

const record: fc.Arbitrary<Bytes> = fc.oneof(
  fc.string({ maxLength: 5 }).map((name) => string(name)),
  fc.tuple(kind, label, number).map((fields) => begin(...fields)),
  number.map(end),
  fc.tuple(kind, label, number, number).map((fields) => span(...fields)),
  fc.tuple(label, fc.integer(), number).map((fields) => counter(...fields)),
  fc.tuple(label, label, number).map((fields) => log(...fields)),
  fc.tuple(label, fc.integer()).map((fields) => attribute(...fields)),
  fc.tuple(label, label).map((fields) => textAttribute(...fields)),
  fc.tuple(label, label, number, number).map((fields) => work(...fields)),
  anyEvent,
);

const recordChunk = fc
  .tuple(fc.nat({ max: 2 }), number, fc.array(record, { maxLength: 12 }))
  .map(([lane, base, list]) => records(lane, zero + base, ...list));

/** Chunks of a file that the format allows, though no compiler would write it. */
const chunks = fc
  .tuple(fc.array(recordChunk, { maxLength: 8 }), fc.option(fc.constant(exit(0, 50_000))))
  .map(([list, last]) => [header(), ...list, ...(last ? [last] : [])]);

it("decodes any bytes without throwing", () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(fc.property(bytes, (junk) => holds(decodeSpanFile(junk))));
  fc.assert(fc.property(bytes, (junk) => holds(decodeSpanFile(Buffer.concat([spanFile(header()), junk])))));
});

it("decodes any bytes in sound chunks without throwing", () => {
  const junk = fc.array(fc.nat({ max: 255 }), { maxLength: 60 });
  const tagged = fc.array(fc.oneof(fc.nat({ max: 11 }), fc.nat({ max: 255 })), { maxLength: 60 });
  const kinds = fc.constantFrom("R", "R", "R", "E", "H", "Z");
  const any = fc
    .tuple(kinds, fc.nat({ max: 2 }), fc.oneof(junk, tagged))
    .map(([of, lane, payload]) => chunk(of, lane, of === "R" ? [...varint(zero), ...payload] : payload));
  const list = fc.array(any, { maxLength: 6 });
  fc.assert(fc.property(list, (parts) => holds(decodeSpanFile(spanFile(header(), ...parts)))));
  fc.assert(fc.property(list, (parts) => holds(decodeSpanFile(spanFile(...parts)))));
});

it("decodes a file that is cut off anywhere to its whole chunks before the cut", () => {
  fc.assert(
    fc.property(chunks, fc.nat(), (parts, at) => {
      const whole = spanFile(...parts);
      const cut = whole.subarray(0, at % (whole.length + 1));
      const file = decodeSpanFile(cut);
      holds(file);
      const kept = [...parts.keys()].filter((i) => spanFile(...parts.slice(0, i + 1)).length <= cut.length);
      const before = decodeSpanFile(spanFile(...parts.slice(0, kept.length)));
      expect(rows(file)).toEqual(rows(before));
      expect([file.spans, file.counters, file.logs]).toEqual([before.spans, before.counters, before.logs]);
      expect([file.works, file.events]).toEqual([before.works, before.events]);
      expect(file.truncated).toBe(
        spanFile(...parts.slice(0, kept.length)).length !== cut.length || cut.length < 8,
      );
    }),
  );
});

it("keeps everything before a flipped bit, and reports it unless it is in a lane number", () => {
  fc.assert(
    fc.property(chunks, fc.nat(), (parts, bit) => {
      const good = spanFile(...parts);
      const bad = Uint8Array.from(good);
      const at = Math.floor(bit / 8) % good.length;
      bad[at]! ^= 1 << (bit % 8);
      const file = decodeSpanFile(bad);
      holds(file);
      const before = parts.filter((_, i) => spanFile(...parts.slice(0, i + 1)).length <= at);
      const inChunk = at - spanFile(...before).length;
      const unprotected = at >= 8 && inChunk >= 1 && inChunk <= 3; // the checksum does not cover them
      const reported = file.findings.some((finding) => finding.kind === "unknown-chunk" || !file.header);
      expect(file.truncated || reported).toBe(!unprotected);
      const kept = decodeSpanFile(spanFile(...before)).spans;
      expect(file.spans.start.slice(0, kept.start.length)).toEqual(kept.start);
      expect(file.spans.lane.slice(0, kept.start.length)).toEqual(kept.lane);
    }),
  );
});

interface Model {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly children: readonly Model[];
}

const { tree } = fc.letrec<{ tree: Model }>((tie) => ({
  tree: fc.record({
    name: fc.string({ maxLength: 6 }),
    before: fc.nat(),
    after: fc.nat(),
    children: fc.oneof({ maxDepth: 5 }, fc.constant([]), fc.array(tie("tree"), { maxLength: 3 })),
  }),
}));

it("decodes a tree of spans to what was encoded, wherever the chunks are cut", () => {
  fc.assert(
    fc.property(tree, fc.nat({ max: 9 }), (root, every) => {
      const expected: string[] = [];
      const encoded: { readonly at: number; readonly bytes: Bytes }[] = [];
      let now = 0;
      const walk = (node: Model, parent: number): void => {
        encoded.push({ at: now, bytes: begin("pass", node.name, node.before) });
        now += node.before;
        const start = now;
        const row = expected.push("") - 1;
        for (const child of node.children) walk(child, row);
        encoded.push({ at: now, bytes: end(node.after) });
        now += node.after;
        expected[row] = `3 ${parent} pass ${node.name} ${start} ${now}`;
      };
      walk(root, -1);
      const parts: Bytes[] = [];
      for (let i = 0; i < encoded.length; i += every + 1) {
        const group = encoded.slice(i, i + every + 1);
        parts.push(records(3, zero + group[0]!.at, ...group.map((one) => one.bytes)));
      }
      const file = decodeSpanFile(spanFile(header(), ...parts, exit(0, zero + now)));
      expect(rows(file)).toEqual(expected);
      expect(file.findings).toEqual([]);
    }),
  );
});
