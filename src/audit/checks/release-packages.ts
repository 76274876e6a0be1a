import { dirname } from "node:path/posix";
import type { ObjectFunction } from "../object/comparison.ts";
import type { AuditSubject } from "../subject.ts";

/**
 * Whether a new function is only new in this tool: it lies in a package that the tool did not hold before, that the policy
 * says is the release's own, and of which no source differs.
 */
export function comesFromRelease(
  { policy, objects, sources }: AuditSubject,
  { package: path }: Pick<ObjectFunction, "package">,
): boolean {
  return (
    policy.packages.some((one) => one.path === path && one.release) &&
    "value" in objects &&
    objects.value.packages.some((one) => one.path === path && one.kind === "added") &&
    "value" in sources &&
    !sources.value.files.some((file) => dirname(file.path) === path)
  );
}
