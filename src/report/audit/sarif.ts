import type { AuditReport } from "../../audit/report.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { sarifLog } from "../sarif/log.ts";

/** The findings of an audit for code scanning. */
export function renderSarif(report: AuditReport, { version }: Pick<CheckedRenderOptions, "version">): string {
  const { toolchain } = report;
  const { tools, goVersion, goos, goarch } = toolchain;
  const id = `audit/${tools.map(({ tool }) => tool).join("+")}/${goVersion}/${goos}-${goarch}/`;
  return sarifLog(report, { version, id, properties: { toolchain } });
}
