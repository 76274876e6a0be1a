import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { Verification, VerificationResult } from "../audit/verification/verification.ts";
import { formatCount } from "../base/units.ts";
import { printable } from "./printable.ts";
import { wrap } from "./table.ts";

export interface VerificationRenderOptions {
  readonly width: number;
  readonly colour: boolean;
}

/** A verification for a screen: the verdict, what was verified, what was not and why, the findings. */
export function renderVerification(found: Verification, options: VerificationRenderOptions): string {
  const paint = pc.createColors(options.colour);
  const sections = [
    verdictLines(found, paint),
    checkLines(found.checks, options.width, paint),
    notVerifiedLines(found.checks, options.width, paint),
    findingLines(found, options.width, paint),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function verdictLines({ verdict, toolchain, findings, checks }: Verification, paint: Colors): string[] {
  const open = notVerified(checks).length;
  const but = open > 0 ? `; ${formatCount(open, "check")} not made` : "";
  if (verdict === "passed") return [paint.bold(paint.green(`Verified: ${toolchain}${but}.`))];
  const count = formatCount(findings.length, "finding");
  return [paint.bold(paint.red(`Not what it must be: ${toolchain}, ${count}${but}.`))];
}

function checkLines(checks: readonly VerificationResult[], width: number, paint: Colors): string[] {
  const made = checks.filter(({ status }) => status !== "not-checked");
  return made.flatMap(({ title, status, detail }) => {
    const mark = status === "passed" ? paint.green("✓") : paint.red("✗");
    const [first = "", ...rest] = wrap(`${title} (${printable(detail)})`, width, "    ");
    return [`  ${mark} ${first.trimStart()}`, ...rest];
  });
}

function notVerifiedLines(checks: readonly VerificationResult[], width: number, paint: Colors): string[] {
  const open = notVerified(checks);
  if (open.length === 0) return [];
  const lines = open.flatMap(({ id, detail }) => wrap(`${id}: ${printable(detail)}`, width, "  "));
  return [paint.underline("not verified"), ...lines];
}

const notVerified = (checks: readonly VerificationResult[]): VerificationResult[] =>
  checks.filter(({ status }) => status === "not-checked");

function findingLines({ findings }: Verification, width: number, paint: Colors): string[] {
  if (findings.length === 0) return [];
  const lines = findings.flatMap(({ check, subject, message }) => [
    ...wrap(printable(subject), width, "  "),
    ...wrap(`${check}: ${printable(message)}`, width, "    "),
  ]);
  return [paint.underline("findings"), ...lines];
}
