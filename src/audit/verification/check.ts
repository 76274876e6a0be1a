import type { Outcome } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { Evidence } from "./evidence.ts";

/** One question to a toolchain that somebody has. A new one is a file in checks/ and a line in checks/index.ts. */
export interface VerificationCheck {
  /** Stable, in kebab-case. */
  readonly id: string;
  /** What is true when it passes. */
  readonly title: string;
  readonly run: (evidence: Evidence) => Outcome;
}

/** The outcome of comparing a thing with what it must be: a finding about `subject` for each message. */
export function compared(
  check: string,
  looked: string,
  subject: string,
  messages: readonly string[],
): Outcome {
  const findings = messages.map((message): Finding => ({ check, subject, message }));
  return { kind: "checked", looked, findings };
}
