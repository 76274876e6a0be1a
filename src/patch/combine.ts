import { patchSetsClash } from "../base/errors.ts";
import { fingerprint } from "../base/fingerprint.ts";
import type { Patch, PatchSet, PayloadFile } from "./patch.ts";

/**
 * Several patch sets as one, in the order in which they are applied. One alone stays what it is; of several, the names of
 * changes and files begin with that of their set: `mine/count/entry`, `mine/count.patch`. Whether their changes touch the
 * same place is for the plan to say. Throws `patch-sets-clash` where two have one name, or add to one package.
 */
export function combineSets(sets: readonly PatchSet[]): PatchSet {
  const [only] = sets;
  if (only && sets.length === 1) return only;
  checkNames(sets);
  checkPackages(sets);
  return {
    name: sets.map(({ name }) => name).join("+"),
    tools: [...new Set(sets.flatMap(({ tools }) => tools))],
    patches: sets.flatMap(({ name, patches }) => patches.map((patch) => qualified(name, patch))),
    payload: sets.flatMap(({ payload }) => payload).sort((a, b) => (a.path < b.path ? -1 : 1)),
    fingerprint: fingerprint({ sets: JSON.stringify(sets.map((set) => [set.name, set.fingerprint])) }),
    files: Object.fromEntries(
      sets.flatMap(({ name, files }) =>
        Object.entries(files).map(([path, hash]) => [`${name}/${path}`, hash]),
      ),
    ),
  };
}

function qualified(set: string, patch: Patch): Patch {
  const changes = patch.changes.map((change) => ({
    ...change,
    id: `${set}/${change.id}`,
    file: `${set}/${change.file}`,
  }));
  return { ...patch, changes };
}

function checkNames(sets: readonly PatchSet[]): void {
  const seen = new Set<string>();
  for (const { name } of sets) {
    if (seen.has(name)) throw patchSetsClash(name, name, "their folders have the same name");
    seen.add(name);
  }
}

/** A package is added by one set: what two write into it, no patch of either has seen together. */
function checkPackages(sets: readonly PatchSet[]): void {
  const owners = new Map<string, PayloadFile>();
  for (const file of sets.flatMap(({ payload }) => payload)) {
    const owner = owners.get(folderOf(file));
    if (owner && owner.set !== file.set) throw patchSetsClash(owner.set, file.set, clash(owner, file));
    owners.set(folderOf(file), file);
  }
}

function clash(a: PayloadFile, b: PayloadFile): string {
  return a.path === b.path ? `both add ${a.path}` : `both add to the package ${folderOf(a)}`;
}

/** The package of a payload file: its folder below GOROOT/src. */
export const folderOf = ({ path }: Pick<PayloadFile, "path">): string => path.slice(0, path.lastIndexOf("/"));
