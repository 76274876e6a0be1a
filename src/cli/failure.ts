import { failureOf, isSystemError, type TraceinjectError } from "../base/errors.ts";
import { redactText } from "../base/redact.ts";
import { packageVersion } from "../host/package.ts";
import { printable } from "../report/printable.ts";

/** What stderr shows of an error, and the exit code: 2 for a failure that the reader can act on, 70 for a bug. */
export function describeError(error: unknown, argv: readonly string[]): { text: string; exitCode: number } {
  const failure = failureOf(error);
  if (failure) return { text: failureText(failure), exitCode: 2 };
  return { text: bugText(error, argv), exitCode: 70 };
}

/** `-o /dev/stdout | head`, or a named pipe: whoever reads has seen enough, which is no failure, as on stdout itself. */
export function isReaderGone(error: unknown): boolean {
  return isSystemError(error) && error.code === "EPIPE";
}

/** Messages name files and packages, which may hold anything. */
function failureText(error: TraceinjectError): string {
  const lines = [
    `traceinject: ${error.message}`,
    ...causes(error.cause).map((cause) => `cause: ${cause}`),
    `remedy: ${error.remedy}`,
  ];
  return lines.map((text) => `${text.split("\n").map(printable).join("\n")}\n`).join("");
}

function causes(error: unknown): string[] {
  if (error === undefined) return [];
  return error instanceof Error ? [error.message, ...causes(error.cause)] : [String(error)];
}

function bugText(error: unknown, argv: readonly string[]): string {
  const [stack, ...reasons] = stacks(error);
  const lines = [
    `traceinject: this is a bug in traceinject: ${stack}`,
    ...reasons.map((reason) => `cause: ${reason}`),
    `versions: traceinject ${packageVersion}, node ${process.version}, ${process.platform}/${process.arch}`,
    `command: ${redactText(["traceinject", ...argv].join(" "))}`,
    "Please report it: send all of this, and the output of `traceinject doctor --json`.",
  ];
  return `${lines.join("\n")}\n`;
}

function stacks(error: unknown): string[] {
  if (error === undefined) return [];
  return error instanceof Error ? [error.stack ?? error.message, ...stacks(error.cause)] : [String(error)];
}
