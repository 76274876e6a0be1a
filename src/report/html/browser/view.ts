/** The part of a range from 0 on that is seen. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** How far one can zoom in. */
const narrowest = 10;

/** Shows `1/factor` of what was seen; what stood at the share `at` of the width stays there. */
export function zoomed({ from, to }: View, factor: number, at: number, whole: number): View {
  const width = Math.min(Math.max((to - from) / factor, narrowest), whole);
  return within(from + (to - from) * at - width * at, width, whole);
}

/** Moves by a share of the width. */
export function panned({ from, to }: View, share: number, whole: number): View {
  return within(from + (to - from) * share, to - from, whole);
}

/** Shows a range with some space around it. */
export function around(start: number, end: number, whole: number): View {
  const width = Math.min(Math.max((end - start) * 1.1, narrowest), whole);
  return within((start + end - width) / 2, width, whole);
}

/** Moves so that a moment is in the middle. */
export function centred({ from, to }: View, at: number, whole: number): View {
  return within(at - (to - from) / 2, to - from, whole);
}

function within(from: number, width: number, whole: number): View {
  const start = Math.min(Math.max(from, 0), Math.max(whole - width, 0));
  return { from: start, to: start + width };
}

/** Round steps for an axis, at most `count` of them: 1, 2 or 5 times a power of ten. */
export function axisStep({ from, to }: View, count: number): number {
  const least = Math.max((to - from) / count, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= least)!;
}
