import type { TimelineData } from "../data.ts";

/** In which row of the timeline each process stands, and how many rows there are. */
export interface Rows {
  readonly rowOf: readonly number[];
  readonly count: number;
}

type Processes = Pick<TimelineData, "package" | "start" | "end">;

/** As few rows as there were processes at the same time: each takes the first one that is free. */
export function slotRows({ start, end }: Processes): Rows {
  const freeAt: number[] = [];
  const rowOf = start.map((time, i) => {
    const free = freeAt.findIndex((at) => at <= time);
    const row = free < 0 ? freeAt.length : free;
    freeAt[row] = end[i]!;
    return row;
  });
  return { rowOf, count: freeAt.length };
}

/** A row for each package, in the order in which they began; a second one where two of its processes overlap. */
export function packageRows(processes: Processes): Rows {
  const rowOf: number[] = new Array(processes.start.length).fill(0);
  let count = 0;
  for (const members of groups(processes.package).values()) {
    const pick = (column: readonly number[]): number[] => members.map((i) => column[i]!);
    const own = slotRows({ package: [], start: pick(processes.start), end: pick(processes.end) });
    for (const [j, i] of members.entries()) rowOf[i] = count + own.rowOf[j]!;
    count += own.count;
  }
  return { rowOf, count };
}

function groups(names: readonly number[]): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const [i, name] of names.entries()) {
    const list = members.get(name);
    if (list) list.push(i);
    else members.set(name, [i]);
  }
  return members;
}
