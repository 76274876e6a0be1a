import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";

/** A file before and after; `before` is undefined for a new file. Paths are relative, with `/`. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** The changes as one unified diff with git's headers, which `git apply` accepts, sorted by path. */
export function unifiedDiff(changes: readonly FileChange[]): string {
  const sorted = [...changes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return sorted.map(fileDiff).join("");
}

function fileDiff({ path, before, after }: FileChange): string {
  if (before === after) return "";
  const created = before === undefined;
  const patch = structuredPatch(
    created ? "/dev/null" : `a/${path}`,
    `b/${path}`,
    before ?? "",
    after,
    "",
    "",
    {
      context: 3,
    },
  );
  const head = `diff --git a/${path} b/${path}\n${created ? "new file mode 100644\n" : ""}`;
  return head + formatPatch(patch, FILE_HEADERS_ONLY);
}
