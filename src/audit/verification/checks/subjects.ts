import { isHashable } from "../../../base/fingerprint.ts";
import { checked } from "../../check.ts";
import { type Subject, subjectsOf } from "../../provenance/statement.ts";
import { digestOf, short } from "../../provenance/tree.ts";
import type { VerificationCheck } from "../check.ts";
import type { Found } from "../evidence.ts";

/** What the statements are about is here: each tool, and the tree as a whole, by digests taken anew. */
export const subjects: VerificationCheck = {
  id: "subjects",
  title: "The tools, and all files together, have the digests that the statements name",
  run: ({ wanted, found }) =>
    checked(subjectsOf(wanted.facts), "subjects", (subject) => {
      const message = difference(subject, found);
      return message === undefined ? [] : [{ check: "subjects", subject: subject.name, message }];
    }),
};

function difference({ name, digest }: Subject, { tree }: Found): string | undefined {
  const [[algorithm = "", wanted = ""] = []] = Object.entries(digest);
  const odd = algorithm === "dirHash1" && [...tree.keys()].find((path) => !isHashable(path));
  if (odd) return `changed: the name of ${JSON.stringify(odd)} holds a newline, which has no dirHash1`;
  const found = algorithm === "dirHash1" ? digestOf(tree) : tree.get(name)?.sha256;
  if (found === wanted) return undefined;
  return found === undefined
    ? "missing: it is stated"
    : `changed: ${algorithm} ${short(found)}, stated is ${short(wanted)}`;
}
