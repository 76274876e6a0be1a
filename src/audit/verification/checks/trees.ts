import { checked, type Outcome } from "../../check.ts";
import { fileDifference } from "../../provenance/tree.ts";
import type { VerificationCheck } from "../check.ts";
import type { Evidence } from "../evidence.ts";

/** Every file that is neither rebuilt nor from the patch set is the base's, and there is no other. */
export const baseFiles: VerificationCheck = {
  id: "base-files",
  title: "Every file that is not rebuilt or patched is that of the Go it was made from",
  run: (evidence) => {
    const { base } = evidence.wanted.facts;
    return compare("base-files", evidence, isBaseFile(evidence), base.version);
  },
};

/** The patched sources are what the patch set makes of the base. */
export const patchedSources: VerificationCheck = {
  id: "patched-sources",
  title: "The patched sources are what the patch set makes of that Go",
  run: (evidence) => compare("patched-sources", evidence, isPatched, "the plan"),
};

const patchedFolder = "traceinject/src/";
const isPatched = (path: string): boolean => path.startsWith(patchedFolder);

function isBaseFile({ wanted }: Evidence): (path: string) => boolean {
  return (path) => !isPatched(path) && wanted.facts.tools[path] === undefined;
}

function compare(
  check: string,
  { wanted, found }: Evidence,
  mine: (path: string) => boolean,
  source: string,
): Outcome {
  const paths = [...new Set([...wanted.tree.keys(), ...found.tree.keys()])].filter(mine).sort();
  return checked(paths, "files", (path) => {
    const message = fileDifference(wanted.tree.get(path), found.tree.get(path), source);
    return message === undefined ? [] : [{ check, subject: path, message }];
  });
}
