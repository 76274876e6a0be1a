import type { ProofReport } from "../../audit/proof/report.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { sarifLog } from "../sarif/log.ts";

/** The findings of a proof for code scanning. */
export function renderProofSarif(
  report: ProofReport,
  { version }: Pick<CheckedRenderOptions, "version">,
): string {
  const { toolchain, packages, notProven } = report;
  const id = `proof/${toolchain.goVersion}/${toolchain.goos}-${toolchain.goarch}/`;
  return sarifLog(report, { version, id, properties: { toolchain, packages, notProven } });
}
