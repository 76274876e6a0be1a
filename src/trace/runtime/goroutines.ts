import { GrowingTable } from "../decode/table.ts";
import type { Goroutines } from "./trace-file.ts";

/** The goroutines of a trace while it is read; times in ticks. */
export class GoroutineTable {
  private readonly rows = new Map<number, number>();
  private readonly table = new GrowingTable({
    id: new Float64Array(),
    function: new Uint32Array(),
    start: new Float64Array(),
    end: new Float64Array(),
    begun: new Uint8Array(),
    ended: new Uint8Array(),
    /** 1 where the function is known or has been asked for. */
    asked: new Uint8Array(),
  });

  /** The row of a goroutine, which may be new. */
  row(id: number): number {
    const known = this.rows.get(id);
    if (known !== undefined) return known;
    const row = this.table.add();
    const { columns } = this.table;
    columns.id[row] = id;
    columns.start[row] = -Infinity;
    columns.end[row] = Infinity;
    this.rows.set(id, row);
    return row;
  }

  created(id: number, time: number): void {
    const row = this.row(id);
    this.table.columns.start[row] = time;
    this.table.columns.begun[row] = 1;
  }

  ended(id: number, time: number): void {
    const row = this.row(id);
    this.table.columns.end[row] = time;
    this.table.columns.ended[row] = 1;
  }

  /** Whether its function is still to be found out; from now on it is not. */
  ask(row: number): boolean {
    const { asked } = this.table.columns;
    if (asked[row] === 1) return false;
    asked[row] = 1;
    return true;
  }

  /** Tells the function, an index into the trace's names. */
  name(row: number, name: number): void {
    this.table.columns.function[row] = name;
  }

  finish(): Goroutines {
    const { asked: _, ...columns } = this.table.finish();
    const { start, end } = columns;
    for (let row = 0; row < end.length; row++) end[row] = Math.max(start[row]!, end[row]!); // times may be damaged
    return columns;
  }
}
