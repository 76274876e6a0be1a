import type { Location, PhysicalLocation, Result } from "sarif";
import type { Finding, SourceLine } from "../../audit/finding.ts";
import { message } from "./message.ts";

/** What the paths of a log are relative to. */
export const baseId = "GOROOT_SRC";

/** A finding as a result: what it is about by name, and by place where there is one. */
export function findingResult(
  finding: Finding,
  rules: ReadonlyMap<string, number>,
  fingerprint: string,
): Result {
  const ruleIndex = rules.get(finding.check);
  if (ruleIndex === undefined) throw new Error(`no rule is called ${finding.check}`);
  return {
    ruleId: finding.check,
    ruleIndex,
    level: "error",
    message: message(`${finding.subject}: ${finding.message}`),
    locations: [location(finding)],
    partialFingerprints: { "checkSubjectMessage/v1": fingerprint },
  };
}

function location({ subject, place }: Finding): Location {
  return {
    ...(place && { physicalLocation: physical(place) }),
    logicalLocations: [{ fullyQualifiedName: subject }],
  };
}

function physical({ file, line }: SourceLine): PhysicalLocation {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return { artifactLocation: { uri, uriBaseId: baseId }, region: { startLine: line } };
}
