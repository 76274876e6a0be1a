import type { InstructionLine } from "../../../audit/report.ts";

/** A row of two columns; undefined: nothing stands there on that side. */
export interface Row {
  readonly before: InstructionLine | undefined;
  readonly after: InstructionLine | undefined;
}

/** Puts what was removed beside what was added in its place, and what is the same beside itself. */
export function sideBySide(lines: readonly InstructionLine[]): Row[] {
  const rows: Row[] = [];
  let removed: InstructionLine[] = [];
  let added: InstructionLine[] = [];
  const flush = (): void => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++)
      rows.push({ before: removed[i], after: added[i] });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === "removed") removed.push(line);
    else if (line.kind === "added") added.push(line);
    else {
      flush();
      rows.push({ before: line, after: line });
    }
  }
  flush();
  return rows;
}
