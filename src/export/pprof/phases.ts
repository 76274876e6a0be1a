import { around, kind } from "../../trace/analysis/lineage.ts";
import type { SpanFile } from "../../trace/event.ts";
import type { ExportLane } from "../lanes.ts";
import type { Frame } from "./frames.ts";

/** The phases of the main lane, by time. */
export class MainPhases {
  private readonly rows: readonly number[];

  constructor(
    private readonly file: SpanFile,
    main: ExportLane | undefined,
  ) {
    const { spans } = file;
    const all = [...(main?.rows ?? [])].filter((row) => spans.kind[row] === kind.phase);
    this.rows = all.filter((row) => around(spans, row, kind.phase) < 0);
  }

  /** The frame of the phase in which a span of another lane begins; where there is none, that of the process. */
  around(root: Frame, row: number): Frame {
    const { spans, names } = this.file;
    const begin = spans.start[row]!;
    const phase = this.latest(begin);
    if (phase === undefined || spans.end[phase]! <= begin) return root;
    return root.child("phase", names[spans.name[phase]!]!);
  }

  /** The phase that began last, by halving: there are many functions. */
  private latest(time: number): number | undefined {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.file.spans.start[this.rows[middle]!]! <= time) low = middle + 1;
      else high = middle;
    }
    return this.rows[low - 1];
  }
}
