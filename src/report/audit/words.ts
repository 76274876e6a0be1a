import type { ReferenceDelta } from "../../audit/object/comparison.ts";
import type { AuditedTool, AuditReport, Cause, Change, ReportedFunction } from "../../audit/report.ts";
import { formatBytes, formatCount } from "../../base/units.ts";

/** What every format says in the same words. Names are as in the report: each format makes them safe in its own way. */

/** How much was compared and how much of it differs, a sentence each. Where binaries are compared there are no packages. */
export function comparedLines({ functions, packages }: AuditReport): string[] {
  const { compared, identical, undecided, changed, added, removed } = functions;
  const some = packages.compared > 0;
  return [
    ...(some
      ? [
          `${formatCount(packages.compared, "package")} compared: ${packages.identical} identical in every byte, ` +
            `${packages.added.length} added.`,
        ]
      : []),
    `${formatCount(compared, "function")}${some ? " of the rest" : ""} compared: ${identical} identical, ` +
      `${undecided > 0 ? `${undecided} undecided, ` : ""}${changed.length} changed, ${added.length} added, ${removed.length} removed.`,
  ];
}

/** Under an instruction diff that is not complete. */
export const excerpt = "Only the neighbourhood of the differences is shown.";

/** Label and value of each fact about the toolchain that is known. */
export function toolchainFacts({ toolchain }: AuditReport): (readonly [label: string, value: string])[] {
  const { goVersion, goos, goarch, patchSet, tools } = toolchain;
  return [
    ["tools", `${toolNames(toolchain)} of ${goVersion} for ${goos}/${goarch}`],
    ...(patchSet
      ? ([
          ["patch set", patchSet.name],
          ["fingerprint", patchSet.fingerprint],
        ] as const)
      : []),
    ...tools.flatMap((one) => binaryFacts(one, tools.length > 1 ? `${one.tool} ` : "")),
  ];
}

/** `cmd/compile, cmd/link`. */
export const toolNames = ({ tools }: AuditReport["toolchain"]): string =>
  tools.map(({ tool }) => tool).join(", ");

function binaryFacts({ stock, instrumented }: AuditedTool, prefix: string): (readonly [string, string])[] {
  return Object.entries({ stock, instrumented }).flatMap(([label, binary]) =>
    binary
      ? ([
          [`${prefix}${label}`, `${formatBytes(binary.size)}, ${formatCount(binary.functions, "function")}`],
          [`${prefix}${label} build ID`, binary.buildId],
          [`${prefix}${label} SHA-256`, binary.sha256],
        ] as const)
      : [],
  );
}

/** Why a function differs, in a few words: for a cell of a table. */
export function causeName(cause: Cause): string {
  switch (cause.kind) {
    case "planned":
      return cause.changes.length > 0 ? cause.changes.join(", ") : "planned";
    case "inlines":
      return `inlines ${cause.symbol}`;
    case "renumbered":
      return `was ${cause.from}`;
    case "unplanned":
      return "not planned";
  }
}

/** The same in sentences. */
export function causeText(cause: Cause): string {
  switch (cause.kind) {
    case "planned":
      return `Planned: ${cause.reason} (line ${cause.policyLine} of ${cause.policyFile ?? "the policy"})`;
    case "inlines":
      return `${cause.symbol}, which the patch set changes, is inlined into it.`;
    case "renumbered":
      return `The content of ${cause.from} under another number.`;
    case "unplanned":
      return "Nothing in the patch set or its policy says that it may differ.";
  }
}

/** `24` where nothing changed, else `24 → 32`; a question mark for what is not known. */
export function changeText({ before, after }: Change<number | undefined>): string {
  return before === after ? text(before) : `${text(before)} → ${text(after)}`;
}

const text = (value: number | undefined): string => (value === undefined ? "?" : String(value));

/** `+3 −1`: how many calls it makes beyond those it made, and how many it lost; a question mark for what is not known. */
export function callCounts({ references }: ReportedFunction): string {
  if (!references) return "?";
  const calls = references.filter(({ kind }) => kind === "call").map(({ count }) => count);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const [gained, lost] = [sum(calls.filter((count) => count > 0)), -sum(calls.filter((count) => count < 0))];
  return [...(gained ? [`+${gained}`] : []), ...(lost ? [`−${lost}`] : [])].join(" ") || "same";
}

/** `+ call cmd/internal/buildtrace.Stop (2 times)`, `− address F`. */
export function referenceText({ kind, target, count }: ReferenceDelta): string {
  const times = Math.abs(count) === 1 ? "" : ` (${Math.abs(count)} times)`;
  return `${count > 0 ? "+" : "−"} ${kind === "other" ? "reference" : kind} ${target}${times}`;
}

/** Everything else that differs in a function, or undefined: size, frame and calls have a place of their own. */
export function otherFacts({ args, facts }: ReportedFunction): string | undefined {
  const parts = [
    ...(args.before === args.after ? [] : [`arguments ${changeText(args)} bytes`]),
    ...(facts.length > 0 ? [`differs in ${facts.join(", ")}`] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : undefined;
}
