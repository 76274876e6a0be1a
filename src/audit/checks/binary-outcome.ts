import type { BinaryComparison } from "../binary/comparison.ts";
import type { Outcome } from "../check.ts";
import type { AuditSubject } from "../subject.ts";

/** The answer of a check that looks at the linked tools; the reason why there are none is its own answer. */
export function onBinaries(subject: AuditSubject, answer: (binaries: BinaryComparison) => Outcome): Outcome {
  const { binaries } = subject;
  return "missing" in binaries ? { kind: "not-checked", why: binaries.missing } : answer(binaries.value);
}

/** The answer of a check that compares code or data of the two: they must be of one release and platform. */
export function onContents(subject: AuditSubject, answer: (binaries: BinaryComparison) => Outcome): Outcome {
  return onBinaries(subject, (binaries) =>
    binaries.unlike === undefined ? answer(binaries) : { kind: "not-checked", why: binaries.unlike },
  );
}

type Links = NonNullable<BinaryComparison["links"]>;

/** The answer of a check that needs the objects that the tools were linked from. */
export function onLinks(subject: AuditSubject, answer: (links: Links) => Outcome): Outcome {
  return onBinaries(subject, ({ links }) =>
    links
      ? answer(links)
      : { kind: "not-checked", why: "the object files that the tools were linked from are not there" },
  );
}

/** Both tools, with the words for them. */
export const sides = ["stock", "instrumented"] as const;
