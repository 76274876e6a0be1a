import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { figuresOf } from "../../src/trace/analysis/figures.ts";
import { decodeSpanFile } from "../../src/trace/decode/span.ts";
import type { SpanFile } from "../../src/trace/event.ts";
import type { SpanCosts } from "./span-costs.ts";

export interface CountedTrace {
  readonly trace: SpanFile;
  readonly bytes: number;
}

/** The trace of the last of the compiles that wrote into this folder; the others are like it. */
export function newestTrace(dir: string): CountedTrace {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith(".span"))
    .sort();
  const bytes = readFileSync(join(dir, files.at(-1) ?? ""));
  return { trace: decodeSpanFile(bytes), bytes: bytes.length };
}

/** How often the calls were made that have a benchmark of that name, for this trace to be written. */
function callsOf({ spans, kinds, events }: SpanFile): Readonly<Record<string, number>> {
  const of = (...names: readonly string[]): number =>
    spans.kind.reduce((sum, kind) => sum + (names.includes(kinds[kind] ?? "") ? 1 : 0), 0);
  const functions = of("function");
  return {
    StartAndStop: 1,
    Phase: of("phase"),
    Part: of("part", "import"),
    File: of("file"),
    Work: of("work"),
    Function: functions,
    SSACounts: 2 * functions,
    Step: of("step"),
    Pass: of("pass"),
    Event: events.filter(({ event }) => event === "Declaration" || event === "FunctionCompiled").length,
  };
}

/** What the calls behind a trace cost together, as a share of a compile of `cpu` seconds, and how large the trace is. */
export function explainedCost(
  what: string,
  { trace, bytes }: CountedTrace,
  costs: SpanCosts,
  cpu: number,
): string {
  const calls = Object.entries(callsOf(trace)).filter(([, count]) => count > 0);
  const times = calls.map(([name, count]) => ({
    name,
    count,
    time: count * (costs.nanoseconds.get(name) ?? Number.NaN),
  }));
  const sum = times.reduce((all, { time }) => all + time, 0);
  const dearest = times.sort((a, b) => b.time - a.time).slice(0, 4);
  const named = dearest.map(({ name, count, time }) => `${count} × ${name} ${(time / 1e6).toFixed(2)} ms`);
  const own = figuresOf(trace).parts.parts.find(({ name }) => name === "trace-declarations");
  const hashes = own ? `; hashes of declarations besides, ${(own.time / 1e6).toFixed(2)} ms wall` : "";
  const spans = trace.spans.kind.length;
  return `${what}: calls cost ${(sum / 1e6).toFixed(2)} ms = ${(sum / 1e7 / cpu).toFixed(3)} % of the stock CPU time (${named.join(", ")})${hashes}; ${spans} spans in ${bytes} bytes, ${(bytes / spans).toFixed(1)} each`;
}
