import { sha256 } from "../../base/fingerprint.ts";
import type { TelemetryTrace } from "../../base/telemetry.ts";
import type { CommandRecord } from "../command-record.ts";

/** The trace of a session by its name: the surrounding one, if its record tells of one, else one of its own. */
export function traceOf(session: string, record?: Pick<CommandRecord, "traceparent">): TelemetryTrace {
  const [, id, parent, flags] = record?.traceparent?.split("-") ?? [];
  if (id === undefined || parent === undefined) return { id: sha256(`trace\0${session}`).slice(0, 32) };
  return { id, parent: { id: parent, sampled: (Number.parseInt(flags ?? "0", 16) & 1) === 1 } };
}

/** The id of the span that stands for the whole session. */
export function commandId(session: string): string {
  return sha256(`session\0${session}`).slice(0, 16);
}

/** The id of the span of a process, by the name of its span file. */
export function processId(session: string, file: string): string {
  return sha256(`process\0${session}\0${file}`).slice(0, 16);
}

/** Gives the ids of the spans of a process, by their rows. */
export function rowIds(session: string, file: string): (row: number) => string {
  const process = `span\0${session}\0${file}\0`;
  return (row) => sha256(process + row).slice(0, 16);
}
