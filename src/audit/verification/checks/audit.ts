import type { Outcome } from "../../check.ts";
import { type AuditPredicate, auditPredicateType } from "../../provenance/audit-statement.ts";
import { describeDifference, differences } from "../../provenance/differences.ts";
import { type Statement, statement } from "../../provenance/statement.ts";
import { records } from "../../provenance/tree.ts";
import { compared, type VerificationCheck } from "../check.ts";
import type { Evidence } from "../evidence.ts";
import { parseJson } from "../json.ts";

const id = "audit-statement";

/** If it was audited: the statement about that is about this toolchain, and says that it passed. */
export const audit: VerificationCheck = {
  id,
  title: "The audit statement is about this toolchain, and says that it passed",
  run: (evidence) => {
    const text = evidence.found.documents.get(records.audit);
    if (text === undefined)
      return { kind: "not-checked", why: "there is none: it was built without --audit" };
    const parsed = parseJson(text);
    if ("problem" in parsed) return outcome([parsed.problem]);
    return outcome(problems(evidence, (parsed.value ?? {}) as AnyStatement));
  },
};

/** Somebody may have edited it. */
type AnyStatement = Partial<Statement<Partial<AuditPredicate> | null>>;

/** Numbers and findings are left to `audit` and `prove`, which can find them again. */
function problems({ wanted }: Evidence, found: AnyStatement): string[] {
  const { fingerprint, audit, proof } = found.predicate ?? {};
  const passed = { verdict: "passed" };
  const about = statement(wanted.facts, auditPredicateType, {
    fingerprint: wanted.facts.fingerprint,
    audit: passed,
    ...(proof && { proof: passed }),
  });
  const said = {
    fingerprint,
    audit: { verdict: audit?.verdict },
    ...(proof && { proof: { verdict: proof.verdict } }),
  };
  return differences(about, { ...found, predicate: said }).map(describeDifference);
}

const outcome = (messages: readonly string[]): Outcome =>
  compared(
    id,
    `${records.audit}; its numbers, \`traceinject audit\` can find again`,
    records.audit,
    messages,
  );
