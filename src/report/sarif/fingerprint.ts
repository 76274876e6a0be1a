import type { Finding } from "../../audit/finding.ts";
import { fingerprint } from "../../base/fingerprint.ts";

/**
 * What identifies each finding from one audit to the next: its check, its subject and the words of its message, but no
 * figure and no line, which move with every edit. The same again has a number.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ check, subject, message }) => {
    const words = message.replace(/\d+/g, "#");
    const key = JSON.stringify([check, subject, words]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return fingerprint({ check, subject, words, count: String(count) });
  });
}
