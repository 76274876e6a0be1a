import type { AuditReport } from "../../audit/report.ts";
import { sarifLog } from "../sarif/log.ts";
import type { AuditRenderOptions } from "./format.ts";

/** The findings of an audit for code scanning. */
export function renderSarif(report: AuditReport, { version }: Pick<AuditRenderOptions, "version">): string {
  const { toolchain } = report;
  const { tool, goVersion, goos, goarch } = toolchain;
  const id = `audit/${tool}/${goVersion}/${goos}-${goarch}/`;
  return sarifLog(report, { version, id, properties: { toolchain } });
}
