import type { SpanFile } from "../event.ts";
import { around, duration, kind } from "./lineage.ts";
import { SumsByNumber } from "./sums.ts";

/** What one walk over all spans of a process gives. */
export interface Sweep {
  /** Rows of the phases, the functions, the parts and imports, in the order of the file. */
  readonly phases: readonly number[];
  readonly functions: readonly number[];
  readonly parts: readonly number[];
  readonly passes: SumsByNumber;
  readonly steps: SumsByNumber;
  readonly files: SumsByNumber;
  /** Passes and steps that lie in no function. */
  readonly orphans: number;
}

/**
 * Walks over the spans, of which there may be millions. A phase, function, pass or step within another of its own kind is
 * a part of that one and does not count again. Phases, parts and imports count on lane 0 only: so they never overlap.
 */
export function sweep({ spans, names }: SpanFile): Sweep {
  const [phases, functions, parts]: [number[], number[], number[]] = [[], [], []];
  const sums = () => new SumsByNumber(names);
  const [passes, steps, files] = [sums(), sums(), sums()];
  let orphans = 0;
  for (let row = 0; row < spans.start.length; row++) {
    const of = spans.kind[row]!;
    if (of === kind.part || of === kind.import) {
      if (spans.lane[row] === 0) parts.push(row);
    } else if (around(spans, row, of) >= 0) continue;
    else if (of === kind.function) functions.push(row);
    else if (of === kind.phase && spans.lane[row] === 0) phases.push(row);
    else if (of === kind.file) files.add(spans.name[row]!, duration(spans, row));
    else if (of === kind.pass || of === kind.step) {
      (of === kind.pass ? passes : steps).add(spans.name[row]!, duration(spans, row));
      if (around(spans, row, kind.function) < 0) orphans++;
    }
  }
  return { phases, functions, parts, passes, steps, files, orphans };
}
