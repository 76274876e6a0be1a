import { type AuditEvidence, auditStatement } from "./audit-statement.ts";
import { billOfMaterials } from "./bom.ts";
import type { ToolchainFacts } from "./facts.ts";
import { provenanceStatement } from "./slsa.ts";
import { records } from "./tree.ts";

/** The documents about a toolchain: path below its GOROOT → text. The same facts give the same bytes. */
export function documentsOf(facts: ToolchainFacts, audit?: AuditEvidence): ReadonlyMap<string, string> {
  const documents = new Map([
    [records.provenance, text(provenanceStatement(facts))],
    [records.bom, text(billOfMaterials(facts))],
  ] as [string, string][]);
  if (audit) documents.set(records.audit, text(auditStatement(facts, audit)));
  return documents;
}

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
