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
    ...(place && { physicalLocation: physical(place, baseId) }),
    logicalLocations: [{ fullyQualifiedName: subject }],
  };
}

/** `base` names what the path is relative to; undefined where it is a path of its own. */
export function physical({ file, line }: SourceLine, base: string | undefined): PhysicalLocation {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return {
    artifactLocation: { uri, ...(base !== undefined && { uriBaseId: base }) },
    region: { startLine: line },
  };
}
