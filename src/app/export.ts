import { badUsage } from "../base/errors.ts";
import { exportFormats } from "../export/formats.ts";
import type { ExportChoice, Exporter, ExportSession } from "../export/session.ts";
import type { Host } from "../host/host.ts";
import { readSessionRecord } from "../toolchain/session-record.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import type { TraceFinding } from "../trace/finding.ts";
import { KeptTraces } from "./kept-traces.ts";
import { readActionGraph } from "./session-actions.ts";
import { packageFilter, rereader, survey } from "./survey.ts";
import { type NamedTraces, namedTraces } from "./trace-files.ts";

export interface ExportOptions {
  /** One session by its id or folder, or span files; none for the latest session. */
  readonly traces: readonly string[];
  /** The name of an export format (src/export/formats.ts). */
  readonly format: string;
  /** Spans of deeper levels are left out; absent for none. */
  readonly level?: ExportChoice["level"] | undefined;
  /** A list of globs for import paths without test variants; absent for all. */
  readonly package?: string | undefined;
}

export interface SessionExport {
  /** Complete once all bytes are taken: a file may get lost before it is read for the second time. */
  readonly findings: readonly TraceFinding[];
  /** Can be taken once. Reads the files again, one after the other, but for those that are held. */
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** Writes traces in a format of other tools. Throws `bad-usage`, `no-session` and `no-traces`. */
export async function exportSession(
  host: Host,
  options: ExportOptions,
  kept = new KeptTraces(),
): Promise<SessionExport> {
  const write = await loadExporter(options.format);
  const named = await namedTraces(host, options.traces);
  const line = await survey(host, named, kept);
  const findings = [...line.findings];
  const processes = line.processes.filter(packageFilter(options.package));
  if (processes.length === 0 && line.processes.length > 0)
    throw badUsage(
      `--package ${options.package} fits no package of these traces`,
      "`traceinject report --by package` lists them; globs match whole import paths, as 'example.com/*' does.",
    );
  const session: ExportSession = {
    name: sessionName(named),
    ...(await aboutCommand(host, named)),
    line: { ...line, processes },
    read: forgiving(rereader(host, named.files, kept), findings),
  };
  return { findings, bytes: write(session, { level: options.level ?? "pass" }) };
}

/** The code that writes a format. Throws `bad-usage`. */
export async function loadExporter(name: string): Promise<Exporter> {
  const format = exportFormats.find((one) => one.name === name);
  if (format) return format.load();
  const names = exportFormats.map((one) => one.name).join(", ");
  throw badUsage(`no export format is called ${name}`, `The formats are ${names}.`);
}

function sessionName({ build, files }: NamedTraces): string {
  return build ?? (files.length === 1 ? files[0]!.name : `${files.length} span files`);
}

/** What lies beside the traces of a session. */
async function aboutCommand(
  host: Host,
  { dir }: NamedTraces,
): Promise<Pick<ExportSession, "record" | "graph">> {
  if (dir === undefined) return {};
  const record = await readSessionRecord(host, dir);
  const graph = await readActionGraph(host, dir);
  return { ...(record && { record }), ...(graph && { graph }) };
}

type Read = ExportSession["read"];

/** What has been read once and is gone now leaves a finding; the others are still exported. */
function forgiving(read: Read, findings: TraceFinding[]): Read {
  return async (process) => {
    const trace = await read(process).catch(() => decodeSpanFile(new Uint8Array()));
    if (!trace.header) findings.push(...trace.findings.map((one) => ({ ...one, file: process.file })));
    return trace;
  };
}
