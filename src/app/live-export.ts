import { setTimeout as sleep } from "node:timers/promises";
import { redactText } from "../base/redact.ts";
import type { SpanSender, TelemetryTrace } from "../base/telemetry.ts";
import type { CommandRecord } from "../export/command-record.ts";
import { commandSpan, type Extent, unite } from "../export/otlp/command.ts";
import { traceOf } from "../export/otlp/ids.ts";
import { extentOf, processSpans, type TelemetryProcess } from "../export/otlp/process.ts";
import { commandResource, processResource } from "../export/otlp/resource.ts";
import type { Host } from "../host/host.ts";
import type { LiveExportRecord, Session } from "../toolchain/session.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import type { SpanFile } from "../trace/event.ts";
import type { Level } from "../trace/event-type.ts";
import { timeline } from "../trace/timeline.ts";
import { hasEnded, spanFilesIn, type TraceFile } from "./trace-files.ts";

/** What became of a live export. */
export interface LiveExportOutcome {
  readonly record: LiveExportRecord;
  /** It was given up while a request was under way, which may keep this process from ending for seconds more. */
  readonly underWay: boolean;
}

/** How often the folder of traces is looked at, and how long is waited for the receiver after go has ended. */
export interface Pace {
  readonly pollMs: number;
  readonly flushMs: number;
}

const usualPace: Pace = { pollMs: 500, flushMs: 3000 };

/**
 * Sends the spans of a session to a receiver while go runs: those of a process once its span file is complete, the rest
 * and the span of go itself in the end. Never throws, and holds the spans of one process at a time.
 */
export class LiveExport {
  private readonly trace: TelemetryTrace;
  private sender: Promise<SpanSender> | undefined;
  /** That one, once it is there. */
  private loaded: SpanSender | undefined;
  private readonly sent = new Set<string>();
  /** How large files were when last seen, and whether they were read then. */
  private readonly seen = new Map<string, { readonly size: number; readonly isRead: boolean }>();
  private extent: Extent | undefined;
  private spans = 0;
  private problem: string | undefined;
  private readonly end = new AbortController();
  private readonly watching: Promise<void>;

  constructor(
    private readonly host: Host,
    private readonly session: Session,
    private record: CommandRecord,
    private readonly level: Level,
    private readonly pace: Pace = usualPace,
  ) {
    this.trace = traceOf(session.id, record);
    this.watching = this.watch();
  }

  /** To be called when go has ended, with what the session's record says then. */
  async finish(record: CommandRecord): Promise<LiveExportOutcome> {
    this.record = record;
    this.end.abort();
    const timeUp = new AbortController();
    const late = sleep(this.pace.flushMs, true, { signal: timeUp.signal }).catch(() => false);
    const underWay = await Promise.race([this.watching.then(() => this.sendRest()), late]);
    timeUp.abort();
    if (underWay) this.problem ??= redactText(this.lateness());
    const problem = this.problem === undefined ? {} : { problem: this.problem };
    return { record: { spans: this.spans, ...problem }, underWay };
  }

  private lateness(): string {
    const setback = this.loaded?.setback;
    const why = setback === undefined ? "" : `: ${setback}`;
    return `the receiver had not taken all after ${this.pace.flushMs / 1000} s${why}`;
  }

  private async watch(): Promise<void> {
    while (!this.end.signal.aborted) {
      await sleep(this.pace.pollMs, undefined, { signal: this.end.signal }).catch(() => {});
      if (!this.end.signal.aborted) await this.attempt(() => this.sendFinished());
    }
  }

  /** Of files that did not grow for a while, those whose process says that it has ended. */
  private async sendFinished(): Promise<void> {
    for (const file of await this.unsent()) {
      if (this.end.signal.aborted) return;
      const size = (await this.host.stat(file.path))?.size ?? 0;
      const before = this.seen.get(file.name);
      const isAtRest = before?.size === size;
      this.seen.set(file.name, { size, isRead: isAtRest });
      if (!isAtRest || before.isRead || !(await hasEnded(this.host, file, size))) continue;
      await this.sendFile(file, ({ exit }) => exit !== undefined);
    }
  }

  /** Also those that were killed. */
  private async sendRest(): Promise<false> {
    await this.attempt(async () => {
      for (const file of await this.unsent()) await this.sendFile(file, () => true);
    });
    const { id } = this.session;
    const span = commandSpan(id, this.trace, this.record, this.extent);
    if (span) await this.attempt(() => this.send(commandResource(id, this.record), [span]));
    return false;
  }

  private async unsent(): Promise<TraceFile[]> {
    const files = await spanFilesIn(this.host, this.session.traceDir);
    return files.filter(({ name }) => !this.sent.has(name));
  }

  private async sendFile({ name, path }: TraceFile, isDue: (trace: SpanFile) => boolean): Promise<void> {
    const trace = decodeSpanFile(await this.host.readBytes(path));
    if (!isDue(trace)) return;
    this.sent.add(name);
    const { processes, wallZero } = timeline([{ file: name, trace }]);
    for (const process of processes) {
      const of: TelemetryProcess = { session: this.session.id, process, wallZero };
      this.extent = unite(this.extent, extentOf(of));
      const resource = processResource(this.session.id, name, process.header, this.record);
      await this.send(resource, processSpans(of, trace, this.level));
    }
  }

  private async send(...[resource, spans]: Parameters<SpanSender["send"]>): Promise<void> {
    this.sender ??= this.host.openTelemetry(this.trace);
    const sender = await this.sender;
    this.loaded = sender;
    if (!sender.sampled) return;
    let count = 0;
    await sender.send(
      resource,
      counted(spans, () => count++),
    );
    this.spans += count;
  }

  /** The first thing that goes wrong is kept; what comes after it is tried all the same. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.problem ??= redactText(messageOf(error));
    }
  }
}

function* counted<T>(all: Iterable<T>, count: () => void): Generator<T> {
  for (const one of all) {
    count();
    yield one;
  }
}

/** Node has no message where each of several addresses has refused. */
function messageOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || String(error);
}
