import { loadGoParser } from "../../syntax/tree.ts";
import type { Finding } from "../finding.ts";
import type { Policy } from "../policy.ts";
import { compareSources } from "../source/compare.ts";
import type { SourceEvidence } from "../source/comparison.ts";
import type { AuditSubject } from "../subject.ts";
import { sourceChecks } from "./sources.ts";

const parser = await loadGoParser();

/** Texts before and after by path; a single text is that of a new file. */
export type Texts = Readonly<Record<string, string | readonly [string | undefined, string | undefined]>>;

/** A subject that has sources only; everything that differs is planned unless `evidence` says otherwise. */
export function sourceSubject(
  texts: Texts,
  policy: Partial<Policy> = {},
  evidence: Partial<SourceEvidence> = {},
): AuditSubject {
  const files = Object.entries(texts).map(([path, text]) => {
    const [before, after] = typeof text === "string" ? [undefined, text] : text;
    return { path, before, after };
  });
  const all = { files, plannedPaths: files.map(({ path }) => path), vet: undefined, asmHeaders: undefined };
  const missing = { missing: "not part of this test" };
  return {
    refused: undefined,
    goos: "linux",
    goarch: "amd64",
    policy: { file: "policy.yaml", functions: [], packages: [], data: [], ...policy },
    planned: [],
    objects: missing,
    binaries: missing,
    installed: missing,
    installedFiles: missing,
    sources: { value: compareSources(parser, { ...all, ...evidence }) },
  };
}

/** The outcome of a check in a line: what it looked at, then its findings as `file:line subject: message`. */
export function run(id: string, subject: AuditSubject): string[] {
  const check = sourceChecks.find((one) => one.id === id);
  if (!check) throw new Error(`no check ${id}`);
  const outcome = check.run(subject);
  if (outcome.kind === "not-checked") return [`not checked: ${outcome.why}`];
  return [outcome.looked, ...outcome.findings.map((finding) => described(finding, id))];
}

function described({ check, subject, message, place }: Finding, id: string): string {
  const other = check === id ? "" : `(${check}) `;
  return `${other}${place ? `${place.file}:${place.line} ` : ""}${subject}: ${message}`;
}
