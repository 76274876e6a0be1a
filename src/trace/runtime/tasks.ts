import { GrowingTable } from "../decode/table.ts";
import type { Tasks } from "./trace-file.ts";

/** The tasks of a trace while it is read; times in ticks. */
export class TaskTable {
  /** Row of the latest task of an id. */
  private readonly rows = new Map<number, number>();
  private readonly table = new GrowingTable({
    id: new Float64Array(),
    parent: new Int32Array(),
    name: new Uint32Array(),
    goroutine: new Int32Array(),
    start: new Float64Array(),
    end: new Float64Array(),
    begun: new Uint8Array(),
    ended: new Uint8Array(),
  });

  /** The row of a task, which began before the trace if it is new; -1 for the background, whose number is 0. */
  row(id: number): number {
    return id === 0 ? -1 : (this.rows.get(id) ?? this.add(id));
  }

  /** False where the task is part of itself. */
  begin(id: number, parent: number, name: number, goroutine: number, time: number): boolean {
    const above = this.row(parent);
    const row = this.unbegun(id);
    const { columns } = this.table;
    const isSound = above < row; // each task below the one that it is part of: there can be no cycle
    columns.parent[row] = isSound ? above : -1;
    columns.name[row] = name;
    columns.goroutine[row] = goroutine;
    columns.start[row] = time;
    columns.end[row] = Math.max(time, columns.end[row]!); // an end that came too early counts all the same
    columns.begun[row] = 1;
    return isSound;
  }

  /** Only the first end counts: a program may end a task more than once. */
  end(id: number, time: number): void {
    const row = this.row(id);
    const { end, start, ended } = this.table.columns;
    if (row < 0 || ended[row] === 1) return;
    end[row] = Math.max(time, start[row]!);
    ended[row] = 1;
  }

  finish(): Tasks {
    return this.table.finish();
  }

  private unbegun(id: number): number {
    const known = this.rows.get(id);
    return known !== undefined && this.table.columns.begun[known] === 0 ? known : this.add(id);
  }

  private add(id: number): number {
    const row = this.table.add();
    const { columns } = this.table;
    columns.id[row] = id;
    columns.parent[row] = -1;
    columns.goroutine[row] = -1;
    columns.start[row] = -Infinity;
    columns.end[row] = Infinity;
    this.rows.set(id, row);
    return row;
  }
}
