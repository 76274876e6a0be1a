import type { GoTraceEvent } from "./events.ts";

/** A span of cmd/go. Times are quarters of a microsecond. */
export interface GoTraceSpan {
  readonly name: string;
  readonly thread: number;
  readonly start: number;
  readonly end: number;
  readonly open: boolean;
}

/**
 * Pairs begins with ends. cmd/go gives several goroutines one number here and there (it loads packages so), so that spans
 * of one thread overlap: an end belongs to the latest begin of the same name.
 */
export class GoTracePairs {
  readonly spans: GoTraceSpan[] = [];
  private readonly begun = new Map<string, GoTraceEvent[]>();
  private last = 0;

  /** False for an end that has no begin. */
  add(event: GoTraceEvent): boolean {
    this.last = Math.max(this.last, event.quarters);
    const key = `${event.thread} ${event.name}`;
    const open = this.begun.get(key) ?? [];
    if (event.begins) {
      open.push(event);
      this.begun.set(key, open);
      return true;
    }
    const begin = open.pop();
    if (begin) this.close(begin, event.quarters, false);
    return begin !== undefined;
  }

  /** What has no end ends at the last time of the file. */
  finish(): readonly GoTraceSpan[] {
    for (const open of this.begun.values()) for (const begin of open) this.close(begin, this.last, true);
    return this.spans;
  }

  private close({ name, thread, quarters }: GoTraceEvent, end: number, open: boolean): void {
    this.spans.push({ name, thread, start: quarters, end, open });
  }
}
