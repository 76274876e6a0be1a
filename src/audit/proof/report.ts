import type { Check } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { CheckResult } from "../report.ts";
import type { Divergence } from "./listing.ts";
import type { ObjectChange } from "./objects.ts";

/** Whether the instrumented compiler recorded what it did: `on` is the deepest level that there is. */
export type Tracing = "off" | "on";

/** What `prove` has to say. Same compilers, same sources: same value; no clock, no path of this machine. */
export interface ProofReport {
  readonly schema: 1;
  readonly verdict: "passed" | "failed";
  readonly toolchain: {
    readonly goVersion: string;
    readonly goos: string;
    readonly goarch: string;
    readonly fingerprint: string;
    readonly patchSet: { readonly name: string; readonly fingerprint: string };
  };
  /** The patterns that were asked for. */
  readonly packages: readonly string[];
  readonly checks: readonly CheckResult[];
  readonly configurations: readonly ProvenConfiguration[];
  readonly notProven: readonly NotProven[];
  /** Undefined where diagnostics were not compared; the check says why. */
  readonly diagnostics: DiagnosticsProof | undefined;
  readonly findings: readonly Finding[];
  /** Every object that is not the same, with what is known of it. */
  readonly differences: readonly Difference[];
  readonly nonDeterministic: readonly NonDeterministic[];
}

/** A way to compile, and what came of it. */
export interface ProvenConfiguration {
  readonly id: string;
  readonly title: string;
  /** Arguments of the go command, with `$GOROOT` for the folder of the stock Go. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** `remembered`: stock Go compiled the same before; then `file` names the list of its objects in the cache folder. */
  readonly stock: { readonly kind: "compiled" } | { readonly kind: "remembered"; readonly file: string };
  readonly builds: readonly ProvenBuild[];
}

/** One build by the instrumented compiler against the one by the stock compiler. */
export interface ProvenBuild {
  readonly tracing: Tracing;
  readonly compared: number;
  readonly identical: number;
  /** Size of the identical objects. */
  readonly bytes: number;
  /** What the instrumented compiler said where it compiled nothing that stock compiles; then nothing was compared. */
  readonly failure?: string;
}

export interface NotProven {
  readonly configuration: string;
  readonly why: string;
}

/** A package whose objects are not the same, or not there, in one configuration. */
export interface Difference {
  readonly configuration: string;
  readonly tracing: readonly Tracing[];
  readonly package: string;
  readonly change: ObjectChange;
  /** Whether the instrumented compiler gave the same object when it was asked again; undefined: it was not. */
  readonly reproducible: boolean | undefined;
  /** Undefined where the listings were not compared, or are the same. */
  readonly divergence: Divergence | undefined;
}

/** A package of which the stock compiler itself gives another object each time. */
export interface NonDeterministic {
  readonly configuration: string;
  readonly package: string;
  /** `dependency`: only because the object of a package differs that it imports. */
  readonly because: "itself" | "dependency";
}

export interface DiagnosticsProof {
  /** Programs that were compiled, and how many of them the stock compiler refuses. */
  readonly programs: number;
  readonly refused: number;
  readonly tracing: readonly Tracing[];
  readonly differences: readonly DiagnosticDifference[];
  /** Programs to which the stock compiler itself answers in another way each time. */
  readonly nonDeterministic: readonly string[];
}

export interface DiagnosticDifference {
  /** Path below GOROOT. */
  readonly file: string;
  readonly tracing: Tracing;
  readonly what: "exit code" | "stdout" | "stderr";
  /** The exit codes, or the first line that is not the same. */
  readonly stock: string;
  readonly instrumented: string;
}

type Rule = Pick<Check, "id" | "family" | "title" | "why" | "remedy">;

/** The questions of a proof, as the reports and the documentation name them. */
export const proofRules = {
  objects: {
    id: "identical-objects",
    family: "output",
    title: "Both compilers make the same object file of every package, byte for byte",
    why: "Whoever measures a compiler must not change what it makes: other code would be measured, and shipped.",
    remedy:
      "Look at the first function that differs: a change in the patch set reaches code generation there. Take it out, or do its work after the decision that it changes.",
  },
  diagnostics: {
    id: "identical-diagnostics",
    family: "output",
    title: "Both compilers answer programs that do not compile with the same text and exit code",
    why: "Editors, build tools and people read what the compiler says; a trace must not speak, swallow or reorder it.",
    remedy:
      "Compile the named program by hand with both compilers; a patched way out prints or ends differently.",
  },
} as const satisfies Record<string, Rule>;

export interface ProofParts extends Omit<ProofReport, "schema" | "verdict" | "checks" | "findings"> {
  /** Why diagnostics were not compared. */
  readonly noDiagnostics: string;
}

/** Puts the parts together: what is a finding, and what that means for the whole. */
export function proofReport({ noDiagnostics, ...parts }: ProofParts): ProofReport {
  const objects = [
    ...failedBuilds(parts.configurations),
    ...parts.differences.flatMap(asFinding(parts.differences)),
  ];
  const diagnostics = (parts.diagnostics?.differences ?? []).map(diagnosticFinding);
  const findings = [...objects, ...diagnostics];
  return {
    schema: 1,
    verdict: findings.length === 0 ? "passed" : "failed",
    ...parts,
    checks: [
      result(proofRules.objects, objects, lookedAtObjects(parts.configurations)),
      parts.diagnostics
        ? result(proofRules.diagnostics, diagnostics, lookedAtPrograms(parts.diagnostics))
        : { ...proofRules.diagnostics, status: "not-checked", detail: noDiagnostics },
    ],
    findings,
  };
}

const result = (rule: Rule, findings: readonly Finding[], detail: string): CheckResult => ({
  ...rule,
  status: findings.length === 0 ? "passed" : "failed",
  detail,
});

function lookedAtObjects(configurations: readonly ProvenConfiguration[]): string {
  const builds = configurations.flatMap((one) => one.builds);
  const compared = builds.reduce((sum, build) => sum + build.compared, 0);
  return `${compared} objects in ${builds.length} builds`;
}

const lookedAtPrograms = ({ programs, refused, tracing }: DiagnosticsProof): string =>
  `${programs} programs, ${refused} of which stock Go refuses, with tracing ${tracing.join(" and ")}`;

function failedBuilds(configurations: readonly ProvenConfiguration[]): Finding[] {
  return configurations.flatMap(({ id, builds }) =>
    builds.flatMap(({ tracing, failure }) =>
      failure === undefined
        ? []
        : [
            {
              check: proofRules.objects.id,
              subject: `configuration ${id}`,
              message: `the instrumented compiler, tracing ${tracing}, does not compile what stock Go compiles: ${failure}`,
            },
          ],
    ),
  );
}

/**
 * A build ID that differs is a consequence of another object that does, and no news; where no other does, it is the
 * compiler's own identity that leaks into the objects. That the two GOROOTs lie in different folders is no news either.
 */
function asFinding(all: readonly Difference[]): (difference: Difference) => Finding[] {
  const loud = all.filter(({ change }) => change !== "header" && change !== "place");
  const explained = new Set(loud.map((one) => one.configuration));
  return (difference) => {
    const { change, configuration } = difference;
    const silent = change === "place" || (change === "header" && explained.has(configuration));
    return silent ? [] : [objectFinding(difference)];
  };
}

function objectFinding(difference: Difference): Finding {
  const { configuration, tracing } = difference;
  const where = `(${configuration}, tracing ${tracing.join(" and ")})`;
  return {
    check: proofRules.objects.id,
    subject: difference.package,
    message: `${differs[difference.change]} ${where}${details(difference)}`,
  };
}

const differs: Readonly<Record<ObjectChange, string>> = {
  content: "the object is not that of the stock compiler",
  header: "the object names another build ID than that of the stock compiler, and is the same but for it",
  place: "the object names another build ID, because its C flags name the folder of its GOROOT",
  missing: "there is no object, but the stock compiler makes one",
  additional: "there is an object, but the stock compiler makes none",
};

function details({ change, reproducible, divergence }: Difference): string {
  if (change !== "content") return "";
  const again =
    reproducible === false ? "; the instrumented compiler makes another one each time it is asked" : "";
  return `${again}${divergence ? `; first in ${divergence.symbol}: ${sides(divergence)}` : ""}`;
}

/** `stock "…", instrumented "…"`. */
export function sides({ stock, instrumented }: Pick<Divergence, "stock" | "instrumented">): string {
  const quoted = (line: string | undefined): string => (line === undefined ? "nothing" : `"${line}"`);
  return `stock has ${quoted(stock)}, instrumented ${quoted(instrumented)}`;
}

function diagnosticFinding({ file, tracing, what, ...both }: DiagnosticDifference): Finding {
  return {
    check: proofRules.diagnostics.id,
    subject: file,
    message: `another ${what} (tracing ${tracing}): ${sides(both)}`,
  };
}
