import type { ReportingDescriptor, Result, Run } from "sarif";
import type { Advice, Rule, SourcePlace } from "../../trace/rules/advice.ts";
import { rules } from "../../trace/rules/index.ts";
import { fingerprints } from "../sarif/fingerprint.ts";
import { sarifText } from "../sarif/log.ts";
import { message } from "../sarif/message.ts";
import { baseId as gorootBase, physical } from "../sarif/result.ts";

/** What a log says of where it comes from. */
export interface AdviceOrigin {
  /** Our own version. */
  readonly version: string;
  /** The folder that the build ran in: paths below it are relative to it, as code scanning wants them. */
  readonly folder?: string;
}

/** What the paths of a build's own files are relative to. */
const buildBase = "BUILD_FOLDER";

/**
 * The advice that points at source as SARIF 2.1.0, for code scanning: a rule for each that can, a result for each place.
 * The fingerprint of a result is made of rule and subject, so it stays when figures and lines move.
 */
export function adviceSarif(advice: readonly Advice[], { version, folder }: AdviceOrigin): string {
  const placed = advice.flatMap((one) => (one.place ? [{ ...one, at: relative(one.place, folder) }] : []));
  const pointing = rules.filter(({ hasPlace }) => hasPlace);
  const prints = fingerprints(placed.map(fingerprinted));
  const run: Run = {
    tool: {
      driver: { name: "traceinject", version, semanticVersion: version, rules: pointing.map(descriptor) },
    },
    automationDetails: { id: "report/" },
    invocations: [{ executionSuccessful: true }],
    originalUriBaseIds: {
      [buildBase]: { description: { text: "The folder that the build ran in." } },
      [gorootBase]: { description: { text: "The src folder of the GOROOT." } },
    },
    columnKind: "utf16CodeUnits",
    results: placed.map((one, i) => result(one, pointing, prints[i]!)),
  };
  return sarifText(run);
}

interface Relative {
  readonly place: SourcePlace;
  readonly base: string | undefined;
}

type Placed = Advice & { readonly at: Relative };

/** The compiler writes files of the build's folder in full, those of the GOROOT below `$GOROOT`. */
function relative({ file, line }: SourcePlace, folder: string | undefined): Relative {
  const [goroot, build] = ["$GOROOT/src/", folder === undefined ? undefined : `${folder}/`];
  if (file.startsWith(goroot)) return { place: { file: file.slice(goroot.length), line }, base: gorootBase };
  if (build !== undefined && file.startsWith(build))
    return { place: { file: file.slice(build.length), line }, base: buildBase };
  return { place: { file, line }, base: undefined };
}

/** A file that is itself the subject goes by its relative path, which is the same on every machine. */
function fingerprinted({ rule, subject, place, at }: Placed) {
  return { check: rule, subject: subject === place?.file ? at.place.file : subject, message: "" };
}

function descriptor({ id, title, when, remedy }: Rule): ReportingDescriptor {
  return {
    id,
    shortDescription: message(title),
    fullDescription: message(when),
    help: message(remedy),
    defaultConfiguration: { level: "note" },
  };
}

function result(one: Placed, pointing: readonly Rule[], fingerprint: string): Result {
  const ruleIndex = pointing.findIndex(({ id }) => id === one.rule);
  if (ruleIndex < 0) throw new Error(`the rule ${one.rule} is said to have no place`);
  return {
    ruleId: one.rule,
    ruleIndex,
    level: one.severity,
    message: message(`${one.sentence} ${one.remedy}`),
    locations: [
      {
        physicalLocation: physical(one.at.place, one.at.base),
        logicalLocations: [{ fullyQualifiedName: one.subject }],
      },
    ],
    partialFingerprints: { "ruleSubject/v1": fingerprint },
    properties: { evidence: one.evidence, saves: one.saves },
  };
}
