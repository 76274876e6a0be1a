import { GrowingTable } from "../decode/table.ts";
import type { Goroutines, Regions } from "./trace-file.ts";

/** The regions of a trace while it is read, paired goroutine by goroutine; times in ticks. */
export class RegionTable {
  /** Row of the innermost region that is open, by row of the goroutine. */
  private readonly innermost = new Map<number, number>();
  /** Of an open region, `end` is the latest time at which it is known to be open. */
  private readonly table = new GrowingTable({
    goroutine: new Int32Array(),
    task: new Int32Array(),
    name: new Uint32Array(),
    start: new Float64Array(),
    end: new Float64Array(),
    parent: new Int32Array(),
    open: new Uint8Array(),
  });

  begin(goroutine: number, task: number, name: number, time: number): void {
    const parent = this.innermost.get(goroutine) ?? -1;
    const row = this.table.add();
    const { columns } = this.table;
    const start = parent < 0 ? time : Math.max(time, columns.end[parent]!);
    columns.goroutine[row] = goroutine;
    columns.task[row] = task;
    columns.name[row] = name;
    columns.start[row] = start;
    columns.end[row] = start;
    columns.parent[row] = parent;
    columns.open[row] = 1;
    this.innermost.set(goroutine, row);
  }

  /** Ends the innermost region of the goroutine, and returns its row; -1 where none is open. */
  end(goroutine: number, time: number): number {
    const row = this.innermost.get(goroutine) ?? -1;
    if (row < 0) return -1;
    this.table.columns.open[row] = 0;
    this.close(row, time);
    return row;
  }

  isOf(row: number, task: number, name: number): boolean {
    const { columns } = this.table;
    return columns.task[row] === task && columns.name[row] === name;
  }

  nameOf(row: number): number {
    return this.table.columns.name[row]!;
  }

  /** What is still open ends with its goroutine. */
  finish(goroutines: Goroutines): Regions {
    for (const goroutine of [...this.innermost.keys()])
      for (let row = this.innermost.get(goroutine)!; row >= 0; row = this.innermost.get(goroutine)!)
        this.close(row, goroutines.end[goroutine]!);
    return this.table.finish();
  }

  private close(row: number, time: number): void {
    const { end, parent, goroutine } = this.table.columns;
    const above = parent[row]!;
    end[row] = Math.max(end[row]!, time);
    if (above >= 0) end[above] = end[row]!;
    this.innermost.set(goroutine[row]!, above);
  }
}
