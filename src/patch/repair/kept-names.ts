import { textOf } from "../../syntax/tree.ts";
import { placeholderIn } from "../hunk.ts";
import { baseName, declaringFile } from "../imports.ts";
import type { Pattern } from "../pattern.ts";
import type { Counterpart } from "./counterpart.ts";
import type { Releases, Rename } from "./renames.ts";
import { isDeclaredIn, namesUsed } from "./scope.ts";

/**
 * Whether the inserted lines find in the new function what they used in the old one. A name that the function itself uses
 * must be there under its new name; in another package its package must declare it where the old one did.
 */
export function areNamesKept(
  pattern: Pattern,
  { before, after }: Counterpart,
  renames: readonly Rename[],
  releases?: Releases,
): boolean {
  const [visible, visibleNow] = [namesUsed(before), namesUsed(after)];
  const newName = (name: string): string =>
    renames.find(({ from, selected }) => from === name && !selected)?.to ?? name;
  const isMoved = (name: string): boolean =>
    releases !== undefined &&
    declaringFile(releases.from, before.package, name) !== undefined &&
    declaringFile(releases.to, after.package, name) !== undefined;
  return namesInserted(pattern).every((name) => {
    if (!visible.has(name)) return before.package === after.package || isMoved(name);
    const now = newName(name);
    return visibleNow.has(now) && isDeclaredIn(before, name) === isDeclaredIn(after, now);
  });
}

/** The identifiers of the `+` lines that stand behind no dot and that the lines do not bring with them. */
function namesInserted({ hunks, change }: Pattern): string[] {
  const brought = new Set([...change.imports.map(baseName), ...predeclared]);
  const names = hunks.flatMap(({ plus: { tree, leaves } }) =>
    leaves.flatMap((leaf, index) => {
      const isName = leaf.kind.endsWith("identifier") && leaves[index - 1]?.kind !== ".";
      if (!isName || placeholderIn(tree, leaf)) return [];
      if (leaves[index + 1]?.kind === ":=") brought.add(textOf(tree, leaf));
      return [textOf(tree, leaf)];
    }),
  );
  return names.filter((name) => !brought.has(name));
}

const predeclared = (
  "append bool byte cap clear close complex copy delete error false float64 func int int32 int64 iota len make max min " +
  "new nil panic print println recover rune string true uint uint32 uint64 uint8 uintptr any"
).split(" ");
