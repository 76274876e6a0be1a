/**
 * The numbers of the `limit` longest of these times, in ascending order; of equal ones the first. Where a parent has a
 * lower number than its children and takes at least as long, no child is chosen without it.
 */
export function longest(times: readonly number[], limit: number): number[] {
  const sorted = Float64Array.from(times).sort();
  const shortest = sorted[sorted.length - limit] ?? 0;
  const chosen: number[] = [];
  const equal: number[] = [];
  for (const [i, time] of times.entries()) {
    if (time > shortest) chosen.push(i);
    else if (time === shortest) equal.push(i);
  }
  return [...chosen, ...equal.slice(0, limit - chosen.length)].sort((a, b) => a - b);
}
