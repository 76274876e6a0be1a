import { buildFlag } from "./build-flags.ts";

/** The build tags that a go command is given, sorted: by `-tags` in `args` (after the word `go`), else in GOFLAGS. */
export function buildTags(args: readonly string[], goflags = ""): string[] {
  const value = buildFlag("tags", args, goflags) ?? "";
  return [...new Set(value.split(/[\s,]+/).filter((tag) => tag !== ""))].sort();
}
