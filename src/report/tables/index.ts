import type { Analysis } from "../../trace/analyze.ts";
import { type Level, levels } from "../../trace/event-type.ts";
import type { ReportTable } from "./table.ts";
import { dependencyTable, packageTable, partTable, phaseTable, workTable } from "./wall.ts";
import { declarationTable, fileTable, functionTable, passTable, stepTable } from "./workers.ts";

/** What the time can be shown by, and the level from which on that is recorded. A new one is a function and a line here. */
const tables = {
  package: { table: packageTable, level: "package" },
  phase: { table: phaseTable, level: "phase" },
  part: { table: partTable, level: "phase" },
  dependency: { table: dependencyTable, level: "phase" },
  file: { table: fileTable, level: "phase" },
  work: { table: workTable, level: "function" },
  function: { table: functionTable, level: "function" },
  step: { table: stepTable, level: "function" },
  pass: { table: passTable, level: "pass" },
  declaration: { table: declarationTable, level: "function" },
} as const satisfies Record<string, { readonly table: TableMaker; readonly level: Level }>;

type TableMaker = (analysis: Analysis, top: number) => ReportTable;

export type Subject = keyof typeof tables;

export const subjects = Object.keys(tables) as Subject[];

/** What a report shows that is asked for nothing in particular. */
const usual: readonly Subject[] = ["package", "phase", "function"];

/** The tables of a report with at most `top` rows: one that is asked for says why it has none, others then are left out. */
export function reportTables(analysis: Analysis, top: number, by?: Subject): ReportTable[] {
  if (by) return [orReason(tables[by].table(analysis, top), by, analysis)];
  return usual.map((one) => tables[one].table(analysis, top)).filter(hasRows);
}

const hasRows = ({ columns }: ReportTable): boolean => columns[0]!.cells.length > 0;

function orReason(table: ReportTable, by: Subject, { processes }: Analysis): ReportTable {
  if (hasRows(table)) return table;
  const least = tables[by].level;
  const recorded = levels.filter((level) => processes.some((process) => process.level === level));
  const isTooShallow = recorded.every((level) => levels.indexOf(level) < levels.indexOf(least));
  if (recorded.length === 0 || !isTooShallow)
    return { ...table, note: `There is nothing by ${by} in what was recorded.` };
  return {
    ...table,
    note:
      `There is nothing by ${by}: that is recorded from level ${least} on, and this build was recorded at level ` +
      `${recorded.join(" and ")}. Record it again: \`traceinject --level ${least} go build -a ./...\`.`,
  };
}
