import { noSuchPackage } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { explain } from "../trace/explain/explain.ts";
import type { Explanation } from "../trace/explain/explanation.ts";
import type { TraceFinding } from "../trace/finding.ts";
import { packageGlobs } from "./package-globs.ts";
import { reportSession } from "./report.ts";

export interface PackageExplanations {
  /** The folder of the session. */
  readonly session: string;
  /** At least one. */
  readonly packages: readonly Explanation[];
  /** The length of the build's critical path in nanoseconds; absent where go was not asked. */
  readonly path?: number;
  /** Of the whole session. */
  readonly findings: readonly TraceFinding[];
}

/**
 * Explains the packages of a session that a list of globs or folders names (`packageGlobs`). Throws `no-such-package`,
 * `bad-usage`, `no-session` and `no-traces`.
 */
export async function explainPackages(host: Host, name: string, list: string): Promise<PackageExplanations> {
  const { session, analysis, findings, folder, ...build } = await reportSession(host, name);
  const globs = await packageGlobs(host, list, [host.cwd, ...(folder === undefined ? [] : [folder])]);
  const packages = explain({ analysis, ...build }, globs);
  const known = [
    ...analysis.packages.map((row) => row.package),
    ...(analysis.actions?.actions ?? []).map((row) => row.package),
  ];
  if (packages.length === 0)
    throw noSuchPackage(list === globs ? list : `${list} (${globs})`, near(globs, known));
  const { path } = analysis.actions ?? {};
  return { session, packages, ...(path && { path: path.length }), findings };
}

/** Those whose last name is the one that was asked for, or holds it. */
function near(asked: string, known: readonly string[]): string[] {
  const wanted = asked.slice(asked.lastIndexOf("/") + 1).toLowerCase();
  const all = [...new Set(known)].filter((path) => path.toLowerCase().includes(wanted));
  return all.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, 3);
}
