import type { TimelineData } from "../data.ts";
import type { View } from "./view.ts";

/** For each of `columns` equal parts of the view the mean number of processes that ran in it. */
export function running(
  { start, end }: Pick<TimelineData, "start" | "end">,
  view: View,
  columns: number,
): number[] {
  const sums = new Array<number>(columns).fill(0);
  for (const [i, from] of start.entries()) cover(sums, view, { from, to: end[i]! }, 1);
  return sums;
}

/** Likewise of the goroutines that worked beside the main ones. */
export function parallel({ start, end, parallel }: TimelineData, view: View, columns: number): number[] {
  const sums = new Array<number>(columns).fill(0);
  for (const [i, slices] of parallel.entries()) {
    const width = (end[i]! - start[i]!) / slices.length;
    for (const [j, hundredths] of slices.entries()) {
      const from = start[i]! + j * width;
      if (hundredths > 0) cover(sums, view, { from, to: from + width }, hundredths / 100);
    }
  }
  return sums;
}

/** Adds `weight` to each column by the share of it that the range covers. */
function cover(sums: number[], view: View, range: View, weight: number): void {
  const scale = sums.length / (view.to - view.from);
  const from = Math.max((range.from - view.from) * scale, 0);
  const to = Math.min((range.to - view.from) * scale, sums.length);
  for (let i = Math.floor(from); i < to; i++) sums[i]! += weight * (Math.min(to, i + 1) - Math.max(from, i));
}
