import { utf8Text } from "../decode/bytes.ts";
import { CountedFindings } from "../finding.ts";
import type { SourceTrace } from "../sources/source-trace.ts";
import { SpanBuilder } from "../sources/span-builder.ts";
import { parseGoTraceLine } from "./events.ts";
import type { GoTraceFinding } from "./finding.ts";
import { NestingLanes } from "./nesting-lanes.ts";
import { GoTracePairs, type GoTraceSpan } from "./pairs.ts";

/** cmd/go writes microseconds of Unix time as a double, which has two bits left for their fractions. */
const quantum = 250;

/**
 * Reads what `go build -debug-trace=FILE` writes; the form is the same from go1.19 to go1.27: an event on each line, which
 * are read one by one, so that a file that is cut off counts up to there. Never throws, whatever the bytes.
 */
export function readGoTrace(bytes: Uint8Array): SourceTrace<GoTraceFinding> {
  const findings = new CountedFindings<GoTraceFinding>();
  const spans = readSpans(bytes, findings);
  const zero = spans[0]?.start ?? 0;
  const lanes = new NestingLanes();
  const builder = new SpanBuilder();
  const nanoseconds = (quarters: number): number => quantum * (quarters - zero);
  let rows = 0;
  for (const { name, thread, start, end, open } of spans) {
    const place = lanes.take(thread, start, end, rows);
    if (!place) {
      findings.add({ kind: "go-trace-too-wide", at: 0 });
      continue;
    }
    rows =
      1 +
      builder.add({
        kind: "step of go",
        name,
        start: nanoseconds(start),
        end: nanoseconds(end),
        open,
        ...place,
      });
  }
  for (const [lane, name] of lanes.names()) builder.nameLane(lane, name);
  const all = findings.all();
  return {
    header: { tool: "go", package: "command" },
    clock: { kind: "wall", zero: BigInt(zero) * BigInt(quantum), quantum },
    trace: builder.finish(all.some(({ kind }) => kind === "torn-go-trace")),
    dropped: all.reduce((sum, { kind, count }) => sum + (kind === "torn-go-trace" ? 0 : count), 0),
    findings: all,
  };
}

/** By start, of two that start together the longer first. */
function readSpans(bytes: Uint8Array, findings: CountedFindings<GoTraceFinding>): readonly GoTraceSpan[] {
  const pairs = new GoTracePairs();
  let isWhole = false;
  for (const { at, text, ends } of lines(bytes)) {
    isWhole ||= /\]\s*$/.test(text);
    if (/^[\][,\s]*$/.test(text)) continue;
    const event = parseGoTraceLine(text);
    if (event === undefined && !ends) continue; // cut off within it
    if (event === undefined) findings.add({ kind: "bad-go-trace-event", at });
    else if (event !== "other" && !pairs.add(event)) findings.add({ kind: "go-trace-end-without-begin", at });
  }
  if (!isWhole) findings.add({ kind: "torn-go-trace", at: bytes.length });
  const all = pairs.finish();
  const right = all.filter(({ start, end }) => start <= end);
  for (let i = right.length; i < all.length; i++) findings.add({ kind: "go-trace-clock-goes-back", at: 0 });
  return right.sort((a, b) => a.start - b.start || b.end - a.end);
}

interface Line {
  /** Its first byte. */
  readonly at: number;
  readonly text: string;
  /** Whether the file has its end. */
  readonly ends: boolean;
}

const lineFeed = 10;

function* lines(bytes: Uint8Array): Generator<Line> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, at);
    const next = end < 0 ? bytes.length : end + 1;
    yield { at, text: utf8Text(bytes.subarray(at, next)), ends: end >= 0 };
    at = next;
  }
}
