/** A time for people, three digits: `0 ms`, `8.12 ms`, `812 ms`, `1.23 s`. */
export function formatTime(nanoseconds: number): string {
  if (nanoseconds === 0) return "0 ms";
  const ms = nanoseconds / 1e6;
  return ms < 999.5 ? `${threeDigits(ms)} ms` : `${threeDigits(ms / 1000)} s`;
}

/** A time that may be far below a millisecond: `40 ns`, `1.25 µs`, then as of `formatTime`. */
export function formatShortTime(nanoseconds: number): string {
  if (nanoseconds < 1000) return `${nanoseconds} ns`;
  return nanoseconds < 999_500 ? `${threeDigits(nanoseconds / 1e3)} µs` : formatTime(nanoseconds);
}

/** A size for people: `64 B`, `8.12 kB`, `1.23 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_500 ? `${threeDigits(bytes / 1e3)} kB` : `${threeDigits(bytes / 1e6)} MB`;
}

/** `27.4 %`; a dash of nothing. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

/** `1 file`, `2 files`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function threeDigits(value: number): string {
  if (value < 0.9995) return value.toFixed(3);
  if (value < 9.995) return value.toFixed(2);
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}
