import type { CheckResult } from "../../audit/report.ts";
import { type CheckedReport, marks, notChecked } from "../checked.ts";
import { code, prose, table } from "./block.ts";

/** A table of all checks, and what was not checked with the reason. */
export function checkSections(report: CheckedReport): string[] {
  const open = notChecked(report).map(({ id, detail }) => `- ${code(id)}: ${prose(detail)}`);
  return [
    "### Checks",
    table(["", "Family", "Check", "What holds", "Looked at"], report.checks.map(row)),
    ...(open.length > 0 ? ["### Not checked", open.join("\n")] : []),
  ];
}

function row({ status, family, id, title, detail }: CheckResult): string[] {
  const looked = status === "not-checked" ? "not checked" : prose(detail);
  return [marks[status], prose(family), code(id), prose(title), looked];
}
