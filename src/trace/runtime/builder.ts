import { NameTable } from "../decode/names.ts";
import { GrowingTable } from "../decode/table.ts";
import { CountedFindings } from "../finding.ts";
import { type Annotations, annotation } from "./annotations.ts";
import { TraceClock } from "./clock.ts";
import type { RuntimeTraceFinding } from "./finding.ts";
import { GoroutineTable } from "./goroutines.ts";
import { ProcTable } from "./procs.ts";
import { RegionTable } from "./regions.ts";
import { TaskTable } from "./tasks.ts";
import type { RuntimeTraceFile } from "./trace-file.ts";

/** What both layouts of an execution trace are read into. Times go in as ticks. */
export class TraceBuilder {
  readonly findings = new CountedFindings<RuntimeTraceFinding>();
  readonly names = new NameTable();
  readonly clock = new TraceClock();
  readonly goroutines = new GoroutineTable();
  readonly procs = new ProcTable();
  // As in RuntimeTraceFile; the decoders fill them.
  events = 0;
  generations = 0;
  whole = 0;
  truncated = false;
  private readonly tasks = new TaskTable();
  private readonly regions = new RegionTable();
  private readonly logs = new GrowingTable({
    goroutine: new Int32Array(),
    task: new Int32Array(),
    time: new Float64Array(),
    category: new Uint32Array(),
    message: new Uint32Array(),
  });

  constructor(private readonly format?: string) {
    this.names.id("");
  }

  /** Takes the annotations of a generation. `names` are indexes into the trace's names; `at`: where its names stand. */
  annotate(annotations: Annotations, names: ReadonlyMap<number, number>, at: number): void {
    const name = (id: number): number => {
      const known = id <= 0 ? Math.max(0, -1 - id) : names.get(id);
      if (known !== undefined) return known;
      this.findings.add({ kind: "undefined-trace-string", at, id });
      return this.names.id(`#${id}`);
    };
    for (const row of annotations.byTime()) this.annotation(annotations, row, name, at);
  }

  finish(): RuntimeTraceFile {
    const goroutines = this.goroutines.finish();
    const regions = this.regions.finish(goroutines);
    const [tasks, logs, procs] = [this.tasks.finish(), this.logs.finish(), this.procs.finish()];
    const { clock } = this;
    for (const { start, end } of [goroutines, regions, tasks, procs]) {
      clock.place(start);
      clock.place(end);
    }
    clock.place(logs.time);
    return {
      ...(this.format !== undefined && { format: this.format }),
      ...clock.finish(),
      names: this.names.names,
      ...{ goroutines, procs, tasks, regions, logs },
      events: this.events,
      generations: this.generations,
      whole: this.whole,
      truncated: this.truncated,
      findings: this.findings.all(),
    };
  }

  private annotation(
    { columns }: Annotations,
    row: number,
    nameOf: (id: number) => number,
    at: number,
  ): void {
    const time = columns.time[row]!;
    const goroutine = columns.goroutine[row]!;
    const task = columns.task[row]!;
    const extra = columns.extra[row]!;
    const name = nameOf(columns.name[row]!);
    switch (columns.kind[row]) {
      case annotation.taskBegin:
        if (!this.tasks.begin(task, extra, name, goroutine, time))
          this.findings.add({ kind: "task-cycle", at, task });
        break;
      case annotation.taskEnd:
        this.tasks.end(task, time);
        break;
      case annotation.regionBegin:
        this.regions.begin(goroutine, this.tasks.row(task), name, time);
        break;
      case annotation.regionEnd:
        this.endRegion(goroutine, this.tasks.row(task), name, time, at);
        break;
      default:
        this.log(goroutine, this.tasks.row(task), time, name, nameOf(extra));
    }
  }

  private endRegion(goroutine: number, task: number, name: number, time: number, at: number): void {
    const { findings, regions } = this;
    const row = regions.end(goroutine, time);
    if (row < 0) findings.add({ kind: "region-end-without-begin", at });
    else if (!regions.isOf(row, task, name)) {
      const [begun, ended] = [regions.nameOf(row), name].map((one) => this.names.names[one]!);
      findings.add({ kind: "region-end-mismatch", at, begun: begun!, ended: ended! });
    }
  }

  private log(goroutine: number, task: number, time: number, category: number, message: number): void {
    const row = this.logs.add();
    const { columns } = this.logs;
    columns.goroutine[row] = goroutine;
    columns.task[row] = task;
    columns.time[row] = time;
    columns.category[row] = category;
    columns.message[row] = message;
  }
}
