import { GrowingTable } from "../decode/table.ts";
import type { Procs } from "./trace-file.ts";

/** The Ps of a trace while it is read; times in ticks. */
export class ProcTable {
  private readonly rows = new Map<number, number>();
  private readonly table = new GrowingTable({
    id: new Float64Array(),
    start: new Float64Array(),
    end: new Float64Array(),
  });

  /** Notes that the P ran at that time. */
  ran(id: number, time: number): void {
    const row = this.rows.get(id) ?? this.add(id, time);
    const { start, end } = this.table.columns;
    if (time < start[row]!) start[row] = time;
    if (time > end[row]!) end[row] = time;
  }

  finish(): Procs {
    return this.table.finish();
  }

  private add(id: number, time: number): number {
    const row = this.table.add();
    const { columns } = this.table;
    columns.id[row] = id;
    columns.start[row] = time;
    columns.end[row] = time;
    this.rows.set(id, row);
    return row;
  }
}
