import type { Outcome } from "../../check.ts";
import { billOfMaterials } from "../../provenance/bom.ts";
import { describeDifference, differences } from "../../provenance/differences.ts";
import { provenanceStatement } from "../../provenance/slsa.ts";
import { records } from "../../provenance/tree.ts";
import { compared, type VerificationCheck } from "../check.ts";
import type { Evidence } from "../evidence.ts";
import { parseJson } from "../json.ts";

/** Provenance says what the inputs give. */
export const provenance: VerificationCheck = {
  id: "provenance",
  title: "The provenance statement says how this toolchain is made",
  run: (evidence) =>
    compare("provenance", records.provenance, evidence, provenanceStatement(evidence.wanted.facts)),
};

/** The bill of materials lists what went in. */
export const bill: VerificationCheck = {
  id: "bill-of-materials",
  title: "The bill of materials lists what goes in",
  run: (evidence) =>
    compare("bill-of-materials", records.bom, evidence, billOfMaterials(evidence.wanted.facts)),
};

function compare(check: string, path: string, { found }: Evidence, wanted: object): Outcome {
  const text = found.documents.get(path);
  if (text === undefined) return compared(check, path, path, ["missing: every toolchain has it"]);
  const parsed = parseJson(text);
  if ("problem" in parsed) return compared(check, path, path, [parsed.problem]);
  return compared(check, path, path, differences(wanted, parsed.value).map(describeDifference));
}
