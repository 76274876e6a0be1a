import type { ProofReport } from "../../audit/proof/report.ts";
import { type KeysOf, orderedJson } from "../ordered-json.ts";

/**
 * The report itself as JSON text with a line break at its end; docs/proof-report.schema.json says what it holds. What is
 * undefined is left out. Keys come in the order of this list, wherever the report comes from.
 */
export function renderProofJson(report: ProofReport): string {
  return orderedJson(report, keys);
}

const keys: Readonly<Record<KeysOf<ProofReport>, true>> = {
  schema: true,
  verdict: true,
  toolchain: true,
  goVersion: true,
  goos: true,
  goarch: true,
  name: true,
  fingerprint: true,
  patchSet: true,
  packages: true,
  checks: true,
  findings: true,
  id: true,
  check: true,
  family: true,
  status: true,
  title: true,
  detail: true,
  why: true,
  remedy: true,
  subject: true,
  message: true,
  place: true,
  file: true,
  line: true,
  configurations: true,
  flags: true,
  env: true,
  kind: true,
  symbol: true,
  configuration: true,
  package: true,
  tracing: true,
  what: true,
  because: true,
  change: true,
  reproducible: true,
  divergence: true,
  stock: true,
  instrumented: true,
  builds: true,
  compared: true,
  identical: true,
  bytes: true,
  failure: true,
  notProven: true,
  diagnostics: true,
  programs: true,
  refused: true,
  differences: true,
  nonDeterministic: true,
};
