import { kind } from "../../trace/analysis/lineage.ts";
import type { SpanFile, SpanKind } from "../../trace/event.ts";
import { worksByRow } from "../names.ts";
import type { StringTable } from "../string-table.ts";

/** Kinds whose names are few, the same in every package. */
const named: ReadonlySet<SpanKind> = new Set<SpanKind>(["phase", "part", "pass", "step", "region"]);

/**
 * What the regions of one process are called. The viewer makes a group of each region type, so that only what has few
 * names is called by its name. Of the rest the type is the kind, and the name is logged.
 */
export class RegionNames {
  /** Numbers in the table, by number in the file, plus 1. */
  private readonly ids: Float64Array;
  private readonly works: ReadonlyMap<number, number>;

  constructor(
    private readonly file: SpanFile,
    private readonly strings: StringTable,
  ) {
    this.ids = new Float64Array(file.names.length);
    this.works = worksByRow(file);
  }

  /** The number of the string that is a span's region type. */
  type(row: number): number {
    const { spans, kinds } = this.file;
    const of = spans.kind[row]!;
    if (named.has(kinds[of]!)) return this.name(spans.name[row]!);
    const work = of === kind.work ? this.works.get(row) : undefined;
    return work === undefined ? this.strings.id(kinds[of]!) : this.name(work);
  }

  /** The number of the string that is to be logged at a span's begin; 0 where its type says it all. */
  logged(row: number): number {
    const { kind: of, name } = this.file.spans;
    const isTold = named.has(this.file.kinds[of[row]!]!) || of[row] === kind.package;
    return isTold ? 0 : this.name(name[row]!);
  }

  /** The kind, to be logged under. */
  category(row: number): number {
    return this.strings.id(this.file.kinds[this.file.spans.kind[row]!]!);
  }

  private name(number: number): number {
    if (this.ids[number] === 0) this.ids[number] = this.strings.id(this.file.names[number]!) + 1;
    return this.ids[number]! - 1;
  }
}
