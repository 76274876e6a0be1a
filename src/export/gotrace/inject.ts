import { cannotInject } from "../../base/errors.ts";
import { headerLength } from "../../trace/runtime/header.ts";
import { readRuntimeTrace } from "../../trace/runtime/runtime-trace.ts";
import type { RuntimeTraceFile } from "../../trace/runtime/trace-file.ts";
import { readBatch } from "../../trace/runtime/v2/batch.ts";
import type { ExportChoice, ExportSession } from "../session.ts";
import { type Numbering, TraceWriter } from "./gotrace.ts";

/**
 * Above all numbers that a program gives to its threads, goroutines, tasks, stacks and strings; and stacks get PCs of
 * that size, where no program has code.
 */
const beforeBuild = 1e12;

/**
 * Writes a build into the execution trace of a program, for `go tool trace` of the release that traced the program, and
 * of later ones: both stand on one axis, which is CLOCK_MONOTONIC. That both are of one boot of one machine is for the
 * caller to know. What follows the last whole generation of the program's trace is left out, since readers refuse it.
 * Throws `cannot-inject` where the program's trace is damaged, older than go1.22, or not on that clock.
 */
export async function* exportInto(
  program: Uint8Array,
  session: ExportSession,
  choice: ExportChoice,
): AsyncGenerator<Uint8Array> {
  const trace = injectable(program);
  yield program.subarray(0, headerLength);
  yield* new TraceWriter(session.line.zero, numberingFor(program, trace)).build(session, choice);
  yield program.subarray(headerLength, trace.whole);
}

function injectable(program: Uint8Array): RuntimeTraceFile {
  const trace = readRuntimeTrace(program);
  const { format, clock, whole, truncated, findings } = trace;
  const damage = findings.find(({ kind }) => kind === "bad-trace-event");
  if (format === undefined) throw cannotInject("it is no execution trace of a known version");
  if (damage) throw cannotInject(`it is damaged near byte ${damage.at}`);
  if (whole === 0) throw cannotInject(`it is ${truncated ? "cut off" : "empty"}`);
  if (clock.kind !== "monotonic") throw cannotInject("its clock is not the monotonic one");
  if (trace.goroutines.id.some((id) => id > beforeBuild)) throw cannotInject("a build is in it already");
  return trace;
}

function numberingFor(program: Uint8Array, { procs }: RuntimeTraceFile): Numbering {
  const first = readBatch(program.subarray(headerLength));
  if (typeof first === "string" || !("generation" in first))
    throw cannotInject("it does not begin with a batch");
  const highest = procs.id.reduce((most, id) => Math.max(most, id), -1);
  return { generation: first.generation, procs: highest + 1, before: beforeBuild };
}
