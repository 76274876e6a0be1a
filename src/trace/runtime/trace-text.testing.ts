import type { RuntimeTraceFile } from "./trace-file.ts";

/** What a trace says, a line each, times in its own unit: `G1 main: region "outer" of task 5, 10-20`. */
export function linesOf({ names, goroutines, tasks, regions, logs, procs }: RuntimeTraceFile): string[] {
  const name = (index: number): string => JSON.stringify(names[index]);
  const of = (row: number): string => (row < 0 ? "" : ` of ${tasks.id[row]}`);
  const on = (row: number): string => (row < 0 ? "G?" : `G${goroutines.id[row]}`);
  const edge = (known: number, time: number): string => (known ? String(time) : `(${time})`);
  const range = (table: typeof goroutines | typeof tasks, row: number): string =>
    `${edge(table.begun[row]!, table.start[row]!)}-${edge(table.ended[row]!, table.end[row]!)}`;
  return [
    ...[...goroutines.id].map(
      (id, row) => `G${id} ${name(goroutines.function[row]!)} ${range(goroutines, row)}`,
    ),
    ...[...procs.id].map((id, row) => `P${id} ${procs.start[row]}-${procs.end[row]}`),
    ...[...tasks.id].map(
      (id, row) =>
        `${on(tasks.goroutine[row]!)} task ${id}${of(tasks.parent[row]!)} ${name(tasks.name[row]!)} ${range(tasks, row)}`,
    ),
    ...[...regions.start].map((start, row) => {
      const within = regions.parent[row]! < 0 ? "" : ` in ${regions.parent[row]}`;
      const end = edge(1 - regions.open[row]!, regions.end[row]!);
      return `${on(regions.goroutine[row]!)} region ${name(regions.name[row]!)}${of(regions.task[row]!)}${within} ${start}-${end}`;
    }),
    ...[...logs.time].map(
      (time, row) =>
        `${on(logs.goroutine[row]!)} log ${name(logs.category[row]!)} ${name(logs.message[row]!)}${of(logs.task[row]!)} @${time}`,
    ),
  ];
}
