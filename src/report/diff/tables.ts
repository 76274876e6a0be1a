import { formatShortTime } from "../../base/units.ts";
import type { Diff } from "../../trace/diff/diff.ts";
import { type Subject, subjectLevels } from "../../trace/diff/figure.ts";
import { canTell } from "../../trace/diff/gate.ts";
import type { DiffRow, DiffTable } from "../../trace/diff/table.ts";
import { symbolPrefix } from "../../trace/symbol.ts";
import { printable } from "../printable.ts";
import { type ColumnOf, figures, names, type ReportTable, tableOf } from "../tables/table.ts";
import { formatDelta, formatMedian, formatP, formatRatio, sideNames, verdict } from "./words.ts";

/** In the plural, and what their times are. */
const words: Readonly<Record<Subject, { readonly many: string; readonly times: string }>> = {
  phase: { many: "phases", times: "wall time" },
  pass: { many: "passes", times: "time on parallel workers" },
  package: { many: "packages", times: "wall time of the processes" },
  function: { many: "functions", times: "time on parallel workers" },
  declaration: { many: "declarations", times: "time on parallel workers, inlined bodies included" },
  dependency: { many: "dependencies", times: "wall time of reading their export data" },
};

/** The table of a subject, with what there is on one side only in its note. */
function tableOfSubject(diff: Diff, table: DiffTable, top: number): ReportTable {
  const { subject } = table;
  const sessions = `${diff.before.length}+${diff.after.length}`;
  return tableOf({ of: words[subject].many, all: table.rows, top }, note(diff, table, sessions), [
    names(subject, nameOf),
    ...changeColumns(diff, sessions),
  ]);
}

/** `sessions`: how many there are of either side, `6+6`. */
function changeColumns(diff: Diff, sessions: string): ColumnOf<Pick<DiffRow, "time">>[] {
  const [before, after] = sideNames(diff);
  return [
    figures(before, ({ time }) => formatMedian(time.before, formatShortTime)),
    figures(after, ({ time }) => formatMedian(time.after, formatShortTime)),
    figures("change", ({ time }) => formatDelta(time.delta, formatShortTime)),
    figures("%", ({ time }) => verdict(time)),
    ...(diff.leastP === undefined
      ? []
      : [figures<Pick<DiffRow, "time">>("p", ({ time }) => formatP(time, sessions))]),
  ];
}

/** A function that is not what it was says so. */
export function nameOf(row: DiffRow): string {
  const name = printable(row.package === undefined ? row.name : functionName(row.name, row.package));
  if (row.formerPackage !== undefined) return `${name} (moved)`;
  if (row.formerName !== undefined) return `${name} (renamed)`;
  return row.source === "changed" ? `${name} (changed)` : name;
}

/** A symbol that tells its package: `main` is the name of many, and an instance may lie where it is used. */
function functionName(symbol: string, home: string): string {
  if (symbol.startsWith("main.")) return home + symbol.slice("main".length);
  return symbol.startsWith(`${symbolPrefix(home)}.`) ? symbol : `${symbol} in ${home}`;
}

function note(diff: Diff, table: DiffTable, sessions: string): string {
  const { times } = words[table.subject];
  if (table.units === 0) return `not in every session: they need --level ${subjectLevels[table.subject]}.`;
  const [before, after] = sideNames(diff);
  const kind = diff.leastP === undefined ? times : `${times}, medians of n=${sessions}${interval(table)}`;
  const mean = table.geomean === undefined ? "" : `, geomean ${formatRatio(table.geomean)}`;
  return [
    `${kind}${mean}.`,
    ...chance(diff, table),
    ...only(before, table.removed),
    ...only(after, table.added),
  ].join(" ");
}

/** What ± stands for, which hangs on how many sessions there are. */
function interval({ rows: [row] }: DiffTable): string {
  const sides = [row?.time.before, row?.time.after].flatMap((side) => side ?? []);
  const least = Math.min(...sides.map(({ confidence }) => confidence));
  return sides.length > 0 ? ` ± their interval of ${(100 * least).toFixed(0)} %` : "";
}

/** Of many comparisons some look like changes: worth a word where that is a row or more. */
function chance(diff: Diff, { rows }: DiffTable): string[] {
  const { alpha } = diff;
  const significant = rows.filter(({ time }) => time.significant).length;
  if (!canTell(diff) || rows.length * alpha < 1) return [];
  return [
    `${significant} changed; chance alone makes up to ${Math.floor(rows.length * alpha)} look so (alpha ${alpha}).`,
  ];
}

const most = 2;

function only(side: string, rows: readonly DiffRow[]): string[] {
  if (rows.length === 0) return [];
  const time = rows.reduce((sum, row) => sum + Math.abs(row.time.delta), 0);
  const shown = rows
    .slice(0, most)
    .map((row) => `${nameOf(row)} ${formatShortTime(Math.round(Math.abs(row.time.delta)))}`);
  const more = rows.length > most ? ", …" : "";
  const where = side === "before" || side === "after" ? side : `in ${side}`;
  return [
    `Only ${where}: ${rows.length} more, ${formatShortTime(Math.round(time))} (${shown.join(", ")}${more}).`,
  ];
}

/** Those tables that have rows; all of them, if it is one that was asked for. */
export function shownTables(diff: Diff, top: number): ReportTable[] {
  const tables = diff.tables.map((table) => tableOfSubject(diff, table, top));
  const shown = tables.length === 1 ? tables : tables.filter(({ columns }) => columns[0]!.cells.length > 0);
  return diff.functionPasses.length > 0 ? [...shown, passesTable(diff, top)] : shown;
}

/** Of each function that changed most. */
const passesOfFunction = 3;

/** The passes that changed most in the functions that did. */
function passesTable(diff: Diff, top: number): ReportTable {
  const all = diff.functionPasses.flatMap(({ function: name, package: of, passes }) =>
    passes.slice(0, passesOfFunction).map((row) => ({ ...row, function: functionName(name, of) })),
  );
  const sessions = `${diff.before.length}+${diff.after.length}`;
  const note = "time on parallel workers; those that changed most, of the functions that did.";
  return tableOf<DiffRow & { readonly function: string }>({ of: "passes within functions", all, top }, note, [
    names("in function", (row) => row.function),
    names("pass", nameOf),
    ...changeColumns(diff, sessions),
  ]);
}
