import type { Colors } from "picocolors/types.js";
import type { CheckResult } from "../../audit/report.ts";
import { byFamily, type CheckedReport, marks, notChecked } from "../checked.ts";
import { printable } from "../printable.ts";
import { renderTable, wrap } from "../table.ts";

/** The checks under the names of their families: one line each, two where the screen is too narrow for their titles. */
export function checkLines(report: CheckedReport, width: number, paint: Colors): string[] {
  const rows = (report.checks.some((check) => tooLong(check, report.checks, width)) ? twoLines : oneLine)(
    report.checks,
    width,
    paint,
  );
  return byFamily(report).flatMap(({ family, checks }, i) => [
    ...(i > 0 ? [""] : []),
    paint.underline(family),
    ...checks.flatMap((check) => rows.get(check) ?? []),
  ]);
}

type Rows = ReadonlyMap<CheckResult, readonly string[]>;

const indent = "    ";

function tooLong({ title }: CheckResult, checks: readonly CheckResult[], width: number): boolean {
  const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => [...text].length));
  const others = widest(checks.map(({ id }) => id)) + widest(checks.map(looked));
  return indent.length + [...title].length + others + 4 > width;
}

function oneLine(checks: readonly CheckResult[], width: number, paint: Colors): Rows {
  const columns = [
    { title: "", align: "left", cells: checks.map(({ id }) => id) },
    { title: "", align: "left", shrinks: true, cells: checks.map(({ title }) => title) },
    { title: "", align: "left", shrinks: true, cells: checks.map(looked) },
  ] as const;
  const [, ...lines] = renderTable(columns, width - indent.length);
  return new Map(checks.map((check, i) => [check, [marked(check, lines[i]!, paint)]]));
}

function twoLines(checks: readonly CheckResult[], width: number, paint: Colors): Rows {
  const columns = [
    { title: "", align: "left", cells: checks.map(({ id }) => id) },
    { title: "", align: "left", shrinks: true, cells: checks.map(looked) },
  ] as const;
  const [, ...lines] = renderTable(columns, width - indent.length);
  return new Map(
    checks.map((check, i) => [
      check,
      [marked(check, lines[i]!, paint), ...wrap(check.title, width, indent).map(paint.dim)],
    ]),
  );
}

const looked = ({ status, detail }: CheckResult): string =>
  status === "not-checked" ? "not checked" : printable(detail);

function marked({ status }: CheckResult, line: string, paint: Colors): string {
  const colour = { passed: paint.green, failed: paint.red, "not-checked": paint.yellow }[status];
  return `  ${colour(marks[status])} ${line}`;
}

/** Each check that was not made, with the reason. */
export function notCheckedLines(report: CheckedReport, width: number, paint: Colors): string[] {
  const open = notChecked(report);
  if (open.length === 0) return [];
  return [
    paint.underline("not checked"),
    ...open.flatMap(({ id, detail }) => wrap(`${id}: ${printable(detail)}`, width, "  ")),
  ];
}
