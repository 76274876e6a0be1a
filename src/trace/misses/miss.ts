import type { InputChanges } from "./inputs.ts";

/** What was compiled though an earlier session had compiled it, too, and why the build cache did not have it. */
export interface Misses {
  /** The id of the earlier session. */
  readonly before: string;
  /** Each after those that it depends on. */
  readonly missed: readonly Miss[];
}

export interface Miss {
  /** The import path, without a test variant. */
  readonly package: string;
  /** Of its compile. */
  readonly actionId: string;
  /** For how long its compile held a slot; nanoseconds. */
  readonly running: number;
  readonly cause: MissCause;
  /** The package at which it began: the first in the order of dependencies. */
  readonly root: string;
}

/**
 * The first cause that go goes by, as far as it can be told:
 * - `not-kept`: its inputs are the same, but the cache did not have the result (any more).
 * - `other-cache`: likewise, and the build was given another cache.
 * - `new`: the earlier session did not build it.
 * - `toolchain`: another Go, or one that is instrumented otherwise.
 * - `dependency`: what it imports came out differently.
 * - `settings`: variables or flags of the go command.
 * - `inputs`: its own files, or flags of its own. Without `changes` these are not known.
 */
export type MissCause =
  | { readonly kind: "not-kept" | "other-cache" | "new" | "toolchain" }
  | { readonly kind: "dependency"; readonly package: string }
  | { readonly kind: "settings"; readonly names: readonly string[] }
  | { readonly kind: "inputs"; readonly changes?: InputChanges };

/** The cause in words that go on after "because". */
export function describeCause(cause: MissCause): string {
  switch (cause.kind) {
    case "not-kept":
      return "the cache did not keep its result";
    case "other-cache":
      return "the build was given another cache";
    case "new":
      return "the session before did not build it";
    case "toolchain":
      return "the toolchain is another one";
    case "dependency":
      return `${cause.package}, which it imports, came out differently`;
    case "settings":
      return `${nameSome(cause.names, "setting")} changed`;
    case "inputs":
      return cause.changes ? describeChanges(cause.changes) : "its files or flags changed";
  }
}

function describeChanges({ added, removed, declarations, flags }: InputChanges): string {
  const changes = [
    ...(flags.length > 0 ? [`${nameSome(flags, "flag")} of its compile changed`] : []),
    ...(added.length > 0 ? [`${nameSome(added, "file")} came in`] : []),
    ...(removed.length > 0 ? [`${nameSome(removed, "file")} went out`] : []),
    ...(declarations.length > 0 ? [`${nameSome(declarations, "declaration")} changed`] : []),
  ];
  if (changes.length > 0) return changes.join(", ");
  return "its files changed in what is no Go declaration (comments, layout, embedded files, C)";
}

/** How many names a sentence takes. */
const most = 3;

function nameSome(names: readonly string[], what: string): string {
  const rest = names.length - most;
  const some = names.slice(0, most).join(", ");
  return rest > 0 ? `${some} and ${rest} more ${what}${rest > 1 ? "s" : ""}` : some;
}
