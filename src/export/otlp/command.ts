import type { TelemetryAttributes, TelemetrySpan, TelemetryTrace } from "../../base/telemetry.ts";
import type { CommandRecord } from "../command-record.ts";
import { commandId } from "./ids.ts";
import { pipelineOf } from "./pipeline.ts";

/** From when to when something ran, Unix nanoseconds. */
export interface Extent {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * The span that stands for the whole session: it hangs under the surrounding trace, and all processes hang under it.
 * `processes` is from the start of the first of them to the end of the last; undefined where there is neither a process
 * nor a record.
 */
export function commandSpan(
  session: string,
  { parent }: TelemetryTrace,
  record: CommandRecord | undefined,
  processes: Extent | undefined,
): TelemetrySpan | undefined {
  const extent = unite(record && recordedExtent(record), processes);
  if (!extent) return undefined;
  const name = nameOf(record?.command ?? []);
  const error = record && errorOf(record);
  return {
    id: commandId(session),
    ...(parent && { parent: parent.id }),
    name,
    ...extent,
    attributes: {
      "traceinject.session": session,
      ...(record?.exitCode !== undefined && { "process.exit.code": record.exitCode }),
      ...(record && task(record, name)),
    },
    ...(error && { error }),
  };
}

/** Spans that are alike have one name: of a command line the verb only. */
function nameOf([go = "go", verb = ""]: readonly string[]): string {
  return /^[a-z]+$/.test(verb) ? `${go} ${verb}` : go;
}

/** The extent of both: the clock of a record counts milliseconds, so that a process may well seem to start before it. */
export function unite(a: Extent | undefined, b: Extent | undefined): Extent | undefined {
  if (!a || !b) return a ?? b;
  return { start: a.start < b.start ? a.start : b.start, end: a.end > b.end ? a.end : b.end };
}

function recordedExtent({ start, end = start }: CommandRecord): Extent {
  const [from, to] = [BigInt(start.wall), BigInt(end.wall)];
  return { start: from, end: to > from ? to : from };
}

function errorOf({ status, exitCode, signal }: CommandRecord): string | undefined {
  if (status === "timed-out") return "timeout";
  if (status === "failed") return "not run to its end";
  if (signal) return signal;
  return exitCode ? `exit status ${exitCode}` : undefined;
}

/** In a pipeline the command is one of its tasks. */
function task(record: CommandRecord, name: string): TelemetryAttributes {
  if (Object.keys(pipelineOf(record.env)).length === 0) return {};
  const type = typeOf[record.command[1] ?? ""];
  const result = resultOf(record);
  return {
    "cicd.pipeline.task.name": name,
    "cicd.pipeline.task.run.id": record.id,
    ...(type && { "cicd.pipeline.task.type": type }),
    ...(result && { "cicd.pipeline.task.run.result": result }),
  };
}

const typeOf: Readonly<Record<string, string>> = { build: "build", install: "build", test: "test" };

/** In the words of the conventions. */
function resultOf({ status, exitCode, signal }: CommandRecord): string | undefined {
  if (status === "timed-out") return "timeout";
  if (status === "failed") return "error";
  if (signal) return "cancellation";
  if (exitCode === undefined) return undefined;
  return exitCode === 0 ? "success" : "failure";
}
