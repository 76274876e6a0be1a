import { importPathOf, type SpanFile, type SpanHeader } from "../trace/event.ts";

/** `compile net/http`. */
export function processName(header: Pick<SpanHeader, "tool" | "importPath" | "package">): string {
  return `${header.tool} ${importPathOf(header)}`;
}

/** What the spans of the kind `work` did, an index into the file's names, by their rows. */
export function worksByRow({ works }: Pick<SpanFile, "works">): ReadonlyMap<number, number> {
  const byRow = new Map<number, number>();
  for (let i = 0; i < works.span.length; i++) byRow.set(works.span[i]!, works.name[i]!);
  return byRow;
}

/** Names the spans of a process, for formats that have one text for each: of a `work`, what and for whom, `walk lib.F`. */
export function spanNames(trace: SpanFile): (row: number) => string {
  const { names, spans } = trace;
  const works = worksByRow(trace);
  return (row) => {
    const work = works.get(row);
    const name = names[spans.name[row]!]!;
    return work === undefined ? name : `${names[work]} ${name}`;
  };
}
