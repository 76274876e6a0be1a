import { GrowingTable } from "../decode/table.ts";

/** What a row stands for. */
export const annotation = { taskBegin: 0, taskEnd: 1, regionBegin: 2, regionEnd: 3, log: 4 } as const;
export type AnnotationKind = (typeof annotation)[keyof typeof annotation];

/**
 * The annotations of one generation as its events have them: names are numbers of a table that comes later. A name from
 * -1 on downwards is known already: -1 - its index.
 */
export class Annotations {
  private readonly table = new GrowingTable({
    kind: new Uint8Array(),
    /** In ticks. */
    time: new Float64Array(),
    /** Row of the goroutine. */
    goroutine: new Int32Array(),
    /** As in the program. */
    task: new Float64Array(),
    /** The name; of a log the category. */
    name: new Float64Array(),
    /** Of a log the message, of a task the task that it is part of. */
    extra: new Float64Array(),
  });

  get length(): number {
    return this.table.length;
  }

  get columns() {
    return this.table.columns;
  }

  add(kind: AnnotationKind, time: number, goroutine: number, task: number, name = 0, extra = 0): void {
    const row = this.table.add();
    const { columns } = this.table;
    columns.kind[row] = kind;
    columns.time[row] = time;
    columns.goroutine[row] = goroutine;
    columns.task[row] = task;
    columns.name[row] = name;
    columns.extra[row] = extra;
  }

  /** Every name that is not known yet. */
  wantedNames(): Set<number> {
    const wanted = new Set<number>();
    const { kind, name, extra } = this.table.columns;
    for (let row = 0; row < this.length; row++) {
      if (name[row]! > 0) wanted.add(name[row]!);
      if (kind[row] === annotation.log && extra[row]! > 0) wanted.add(extra[row]!);
    }
    return wanted;
  }

  /** The rows by time; at one time as in the file, where those of one thread are in order. */
  byTime(): number[] {
    const { time } = this.table.columns;
    return Array.from({ length: this.length }, (_, row) => row).sort((a, b) => time[a]! - time[b]!);
  }
}
