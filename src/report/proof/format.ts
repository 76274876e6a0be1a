import type { ProofReport } from "../../audit/proof/report.ts";
import type { CheckedFormat } from "../checked-format.ts";
import { renderProofJson } from "./json.ts";
import { renderProofMarkdown } from "./markdown.ts";
import { renderProofSarif } from "./sarif.ts";
import { renderProofText } from "./text.ts";

/** All formats of a proof, the default first. A new one is a file beside this one and a line here. */
export const proofFormats: readonly CheckedFormat<ProofReport>[] = [
  { name: "text", description: "the verdict and what it rests on, for a screen", render: renderProofText },
  {
    name: "json",
    description: "everything, for programs (docs/proof-report.schema.json)",
    render: renderProofJson,
  },
  {
    name: "markdown",
    description: "a summary for a pull request or a CI run",
    render: renderProofMarkdown,
  },
  { name: "sarif", description: "the findings in SARIF 2.1.0, for code scanning", render: renderProofSarif },
];
