import { Tables } from "../decode/tables.ts";
import { knownSpanKinds, otherSpanKinds, type SpanFile, type SpanKind } from "../event.ts";

const kinds: readonly SpanKind[] = [...knownSpanKinds, ...otherSpanKinds];

/** A span that is to be written; of one lane they come in the order in which they begin, the outer one first. */
export interface NewSpan {
  readonly kind: SpanKind;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly lane: number;
  /** The row of the span around it, or -1. */
  readonly parent: number;
  readonly open?: boolean;
}

/** Collects spans of another source in the form of a span file. Lanes count from 1: there is no main goroutine. */
export class SpanBuilder {
  private readonly tables = new Tables();
  private readonly laneNames = new Map<number, string>();
  private first = Infinity;
  private last = -Infinity;

  /** Returns its row. */
  add({ kind, name, start, end, lane, parent, open = false }: NewSpan): number {
    const { names, spans } = this.tables;
    const row = spans.add();
    const { columns } = spans;
    columns.start[row] = start;
    columns.end[row] = end;
    columns.name[row] = names.id(name);
    columns.kind[row] = kinds.indexOf(kind);
    columns.lane[row] = lane;
    columns.parent[row] = parent;
    columns.open[row] = open ? 1 : 0;
    this.cover(start, end);
    return row;
  }

  /** Widens the process to a stretch of time. */
  cover(start: number, end: number): void {
    this.first = Math.min(this.first, start);
    this.last = Math.max(this.last, end);
  }

  nameLane(lane: number, name: string): void {
    this.laneNames.set(lane, name);
  }

  finish(truncated = false): SpanFile {
    const isEmpty = this.first > this.last;
    return {
      ...this.tables.finish(),
      kinds,
      laneNames: this.laneNames,
      first: isEmpty ? 0 : this.first,
      last: isEmpty ? 0 : this.last,
      truncated,
      findings: [],
    };
  }
}
