import type { Baseline, BinaryComparison } from "../binary/comparison.ts";
import type { Check, Outcome } from "../check.ts";
import type { Finding } from "../finding.ts";
import { policyFor } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { binaryData, binaryEntry } from "./binary-data.ts";
import { onBinaries, onContents, onLinks, sides } from "./binary-outcome.ts";
import { callFrameInformation, linkedFrames, nosplitChain } from "./binary-stack.ts";

const baseline: Check = {
  id: "baseline",
  family: "toolchain",
  title: "The recipe reproduces the distributed tool",
  why: "Everything is compared with a stock tool that was built here. Only if that is the one that the distributor ships does the comparison say anything about the Go that you installed.",
  remedy:
    "Take a pristine release (https://go.dev/dl). If its distributor builds it with other flags or another compiler, the audit holds for the tool that was built here.",
  run: (subject) =>
    onBinaries(subject, (binaries) =>
      binaries.baseline
        ? reproduced(binaries.baseline)
        : { kind: "not-checked", why: "no stock tool was built here of which there is a distributed one" },
    ),
};

function reproduced(baseline: Baseline): Outcome {
  if (baseline.kind === "same-bytes")
    return { kind: "checked", looked: "1 tool, equal in every byte", findings: [] };
  const sections = baseline.sections.join(" ");
  if (baseline.kind === "same-code") {
    const looked = `1 tool, equal in build ID and all that is loaded; ${sections} differ`;
    return { kind: "checked", looked, findings: [] };
  }
  const message = `what was rebuilt differs from what was distributed in ${sections}`;
  return { kind: "checked", looked: "1 tool", findings: [{ check: "baseline", subject: "stock", message }] };
}

const buildIdentity: Check = {
  id: "build-identity",
  family: "toolchain",
  title: "Both tools say that they are the same release, built for the same platform with the same settings",
  why: "Another release, platform, profile or flag changes code everywhere, and what the patch set does could not be told from it.",
  remedy: "Build both from the same GOROOT by the same recipe; see `go version -m` of both.",
  run: (subject) =>
    onBinaries(subject, ({ stock, instrumented, settings }) => {
      const facts = (["goVersion", "goos", "goarch"] as const).map((name) => ({
        name,
        stock: stock[name],
        instrumented: instrumented[name],
      }));
      const different = [
        ...facts.filter((one) => one.stock !== one.instrumented),
        // GOOS and GOARCH are settings, too.
        ...settings.different.filter(({ name }) => !["GOOS", "GOARCH"].includes(name)),
      ];
      const findings = different.map((one) => ({
        check: "build-identity",
        subject: one.name,
        message: `is ${said(one.stock)} in the stock tool, and ${said(one.instrumented)} in the patched one`,
      }));
      return { kind: "checked", looked: `${facts.length + settings.compared} facts`, findings };
    }),
};

const said = (value: string | undefined): string => (value === undefined ? "not said" : `"${value}"`);

const linkedCode: Check = {
  id: "linked-code",
  family: "code",
  title: "Every function of both tools is that of its object file, but for what the linker fills in",
  why: "The objects are what the audit compares. What was changed while linking, or after, would run unseen.",
  remedy: "Link the tools anew from their objects: build the toolchain again with traceinject build --force.",
  run: (subject) =>
    onLinks(subject, (links) => {
      const functions = sides.reduce((sum, side) => sum + links[side].tied + links[side].untied.length, 0);
      const findings = sides.flatMap((side) =>
        links[side].untied.map(({ name, why }) => ({
          check: "linked-code",
          subject: name,
          message: `${why} (${side} tool)`,
        })),
      );
      return { kind: "checked", looked: `${functions} functions`, findings };
    }),
};

const binaryChanges: Check = {
  id: "binary-changes",
  family: "code",
  title: "In the linked tool, nothing else differs than what the objects and the policy say",
  why: "References that the linker fills in are compared here, in what really runs. Where there are no object files, this is the only look at the code.",
  remedy: "Find out what changes the function; take it out, or name it in the policy with its reason.",
  run: (subject) =>
    onContents(subject, ({ changed, removed, compared, undecided, stripped, links }) => {
      const explained = explainedByObjects(subject);
      const isUnplanned = (name: string): boolean =>
        !explained.has(name) && !isOtherCopy(links, name) && policyFor(subject.policy, name) === undefined;
      const findings = [
        ...changed.filter(({ after }) => isUnplanned(after.name)).map(difference),
        ...removed.filter(({ name }) => isUnplanned(name) && !isDropped(subject, name)).map(removal),
      ];
      if (compared === 0) return { kind: "not-checked", why: "the tools have no function in common" };
      const looked = [`${compared} functions`, ...unsettled(undecided.length), ...stripped.map(nameless)];
      return { kind: "checked", looked: looked.join(", "), findings };
    }),
};

/** Functions that other checks judge by their objects. */
function explainedByObjects({ objects }: AuditSubject): ReadonlySet<string> {
  if ("missing" in objects) return new Set();
  const { changed, renamed, removed } = objects.value;
  const both = [...changed, ...renamed].flatMap(({ before, after }) => [before, after]);
  return new Set([...both, ...removed].map(({ name }) => name));
}

/** Whether the linker took another package's copy: each is what its object says, and objects are compared by others. */
function isOtherCopy(links: BinaryComparison["links"], name: string): boolean {
  const [before, after] = [links?.stock, links?.instrumented].map((side) => side?.origins.get(name));
  return before !== undefined && after !== undefined && before !== after;
}

/** Whether only its callers are gone, where the policy lets code be replaced: its object still holds it. */
function isDropped({ objects, policy }: AuditSubject, name: string): boolean {
  return (
    "value" in objects &&
    policy.functions.some(({ replaces }) => replaces !== undefined) &&
    objects.value.removed.every((one) => one.name !== name)
  );
}

function difference({ after, facts }: BinaryComparison["changed"][number]): Finding {
  return {
    check: "binary-changes",
    subject: after.name,
    message: `differs from stock in ${facts.join(", ")}`,
  };
}

const removal = ({ name }: { readonly name: string }): Finding => ({
  check: "binary-changes",
  subject: name,
  message: "was linked into the stock tool, and is no more",
});

const unsettled = (undecided: number): string[] =>
  undecided === 0
    ? []
    : [`of which ${undecided} are undecided: they refer to unnamed data that may be other data`];

const nameless = (side: string): string => `the ${side} tool has no symbol table to name data`;

/** What is asked of the linked tools, in the order in which it is reported. */
export const binaryChecks: readonly Check[] = [
  linkedFrames,
  callFrameInformation,
  nosplitChain,
  linkedCode,
  binaryChanges,
  binaryData,
  binaryEntry,
  baseline,
  buildIdentity,
];
