import type { UpgradeReport } from "../../audit/upgrade/report.ts";
import type { CheckedFormat } from "../checked-format.ts";
import { renderUpgradeMarkdown } from "./markdown.ts";
import { renderUpgradeText } from "./text.ts";

/** All formats of an upgrade, the default first. A new one is a file beside this one and a line here. */
export const upgradeFormats: readonly CheckedFormat<UpgradeReport>[] = [
  { name: "text", description: "the steps and what they found, for a screen", render: renderUpgradeText },
  {
    name: "json",
    description: "everything, for programs (docs/upgrade-report.schema.json)",
    render: (report) => `${JSON.stringify(report, null, 2)}\n`,
  },
  {
    name: "markdown",
    description: "the steps, or the matrix of many releases, for a pull request or a README",
    render: renderUpgradeMarkdown,
  },
];
