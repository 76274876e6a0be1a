import type { Analysis } from "../../trace/analyze.ts";
import type { ReportTable } from "./table.ts";
import { dependencyTable, packageTable, partTable, phaseTable, workTable } from "./wall.ts";
import { declarationTable, fileTable, functionTable, passTable, stepTable } from "./workers.ts";

/** What the time can be shown by. A new one is a function and a line here. */
const tables = {
  package: packageTable,
  phase: phaseTable,
  part: partTable,
  dependency: dependencyTable,
  file: fileTable,
  work: workTable,
  function: functionTable,
  step: stepTable,
  pass: passTable,
  declaration: declarationTable,
} as const;

export type Subject = keyof typeof tables;

export const subjects = Object.keys(tables) as Subject[];

/** What a report shows that is asked for nothing in particular. */
const usual: readonly Subject[] = ["package", "phase", "function"];

/** The tables of a report with at most `top` rows; those that were not asked for only where they have any. */
export function reportTables(analysis: Analysis, top: number, by?: Subject): ReportTable[] {
  if (by) return [tables[by](analysis, top)];
  return usual.map((one) => tables[one](analysis, top)).filter(({ columns }) => columns[0]!.cells.length > 0);
}
