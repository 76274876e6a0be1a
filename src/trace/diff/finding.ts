import type { FindingInfo } from "../../base/finding.ts";
import { type Fact, factInfo, factNames } from "./facts.ts";
import type { Overlap } from "./overlap.ts";
import type { SessionFigures } from "./session-figures.ts";

/** What the reader of a comparison has to know. */
export type DiffFinding =
  /** The sides differ in it. */
  | { readonly kind: Fact; readonly before: string; readonly after: string }
  /** The sessions of one side differ in it. */
  | {
      readonly kind: "mixed-sessions";
      readonly fact: Fact;
      readonly side: "before" | "after";
      readonly values: readonly string[];
    }
  | { readonly kind: "same-session"; readonly sessions: readonly string[] }
  | { readonly kind: "nothing-in-common" }
  | {
      readonly kind: "packages-of-one-side";
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  | { readonly kind: "packages-not-in-all"; readonly packages: readonly string[] }
  | { readonly kind: "failed-packages"; readonly packages: readonly string[] };

export const diffFindingInfo: Readonly<Record<DiffFinding["kind"], FindingInfo>> = {
  ...factInfo,
  "mixed-sessions": {
    title: "Sessions of one side are not alike",
    severity: "warning",
    why: "What differs between them counts as chance, so changes are harder to find.",
    remedy: "Compare repetitions of one build with repetitions of another.",
  },
  "same-session": {
    title: "A session on both sides",
    severity: "warning",
    why: "It is compared with itself.",
    remedy: "Name other sessions.",
  },
  "nothing-in-common": {
    title: "Nothing in common",
    severity: "error",
    why: "No package was compiled in every session, so there is nothing to compare.",
    remedy: "Record builds of the same packages with `go build -a`, which takes none from the build cache.",
  },
  "packages-of-one-side": {
    title: "Packages that only one side compiled",
    severity: "warning",
    why: "The other side had them in its build cache or did not build them. They count nowhere.",
    remedy: "Record both sides with `go build -a`, which takes none from the build cache.",
  },
  "packages-not-in-all": {
    title: "Packages that not every session compiled",
    severity: "warning",
    why: "They count nowhere, so that all sessions are of the same work.",
    remedy: "Record every session with `go build -a`, which takes no package from the build cache.",
  },
  "failed-packages": {
    title: "Packages with processes that did not end well",
    severity: "warning",
    why: "A process that fails, is killed, or still runs does less. They count nowhere.",
    remedy: "Leave out the sessions in which they failed, or let them end.",
  },
};

/** In the order in which they are to be read. */
export function diffFindings(
  before: readonly SessionFigures[],
  after: readonly SessionFigures[],
  overlap: Overlap,
): DiffFinding[] {
  const { onlyBefore, onlyAfter, inSome, failed } = overlap;
  const names = new Set(before.map(({ name }) => name));
  const same = after.map(({ name }) => name).filter((name) => names.has(name));
  const found: (DiffFinding | false)[] = [
    overlap.common.length === 0 && { kind: "nothing-in-common" },
    same.length > 0 && { kind: "same-session", sessions: same },
    onlyBefore.length + onlyAfter.length > 0 && {
      kind: "packages-of-one-side",
      before: onlyBefore,
      after: onlyAfter,
    },
    inSome.length > 0 && { kind: "packages-not-in-all", packages: inSome },
    failed.length > 0 && { kind: "failed-packages", packages: failed },
  ];
  const facts = factNames.flatMap((fact) => differing(fact, before, after));
  const isOtherGo = facts.some(({ kind }) => kind === "go-version"); // then toolchains differ anyway
  return [
    ...found.filter((one) => one !== false),
    ...facts.filter(({ kind }) => !(isOtherGo && kind === "toolchain")),
  ];
}

/** Nothing is said of a fact that some session does not know. */
function differing(
  fact: Fact,
  before: readonly SessionFigures[],
  after: readonly SessionFigures[],
): DiffFinding[] {
  const valuesOf = (side: readonly SessionFigures[]) => [...new Set(side.map(({ facts }) => facts[fact]))];
  const sides = { before: valuesOf(before), after: valuesOf(after) };
  if ([...sides.before, ...sides.after].includes(undefined)) return [];
  const mixed = (["before", "after"] as const).flatMap((side): DiffFinding[] => {
    const values = sides[side].map(String).sort();
    return values.length > 1 ? [{ kind: "mixed-sessions", fact, side, values }] : [];
  });
  const [old, now] = [sides.before[0]!, sides.after[0]!];
  return mixed.length > 0 || old === now ? mixed : [{ kind: fact, before: old, after: now }];
}

/** The facts of a finding as a whole sentence; empty where its kind says all. Names the first few of many. */
export function describeDiffFinding(finding: DiffFinding): string {
  switch (finding.kind) {
    case "mixed-sessions":
      return `${factInfo[finding.fact].title} ${finding.side}: ${some(finding.values)}.`;
    case "same-session":
      return `${some(finding.sessions)}.`;
    case "nothing-in-common":
      return "";
    case "packages-of-one-side":
      return [
        ...(finding.before.length > 0 ? [`Only before: ${some(finding.before)}.`] : []),
        ...(finding.after.length > 0 ? [`Only after: ${some(finding.after)}.`] : []),
      ].join(" ");
    case "packages-not-in-all":
    case "failed-packages":
      return `${some(finding.packages)}.`;
    default:
      return `Before: ${finding.before}; after: ${finding.after}.`;
  }
}

const most = 3;

function some(names: readonly string[]): string {
  const rest = names.length - most;
  const shown = names.slice(0, rest > 0 ? most : names.length).join(", ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
