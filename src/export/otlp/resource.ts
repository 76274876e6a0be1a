import type { TelemetryAttributes } from "../../base/telemetry.ts";
import type { ProcessHeader } from "../../trace/timeline.ts";
import type { CommandRecord } from "../command-record.ts";
import { pipelineOf } from "./pipeline.ts";

/** Resource attributes, by OpenTelemetry's semantic conventions. Each process of a build is an instance of one service. */
const service = { "service.name": "go" };

/** What made the span of the whole session: the go command. */
export function commandResource(session: string, record?: CommandRecord): TelemetryAttributes {
  return {
    ...service,
    ...(record && { "service.version": record.toolchain.goVersion }),
    "service.instance.id": session,
    ...(record && {
      "process.executable.name": "go",
      "process.command_args": record.command,
    }),
    ...machine(record),
  };
}

/** What made the spans of a process, which is called by its span file. */
export function processResource(
  session: string,
  file: string,
  { tool, pid, ppid, goVersion }: ProcessHeader,
  record?: CommandRecord,
): TelemetryAttributes {
  return {
    ...service,
    ...(goVersion !== undefined && { "service.version": goVersion }),
    "service.instance.id": `${session}/${file}`,
    ...(pid !== undefined && { "process.pid": pid }),
    ...(ppid !== undefined && { "process.parent_pid": ppid }),
    "process.executable.name": tool,
    "process.runtime.name": "go",
    ...(goVersion !== undefined && { "process.runtime.version": goVersion }),
    ...machine(record),
  };
}

function machine(record: CommandRecord | undefined): TelemetryAttributes {
  if (!record) return {};
  const { goos, goarch, env } = record;
  return { "os.type": goos, "host.arch": archOf[goarch] ?? goarch, ...pipelineOf(env) };
}

/** Where the conventions have another name than Go. */
const archOf: Readonly<Record<string, string>> = { "386": "x86", arm: "arm32", ppc64le: "ppc64" };
