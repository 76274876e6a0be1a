import { type Check, checked } from "../check.ts";
import type { Finding } from "../finding.ts";
import { speaksFor } from "../policy.ts";
import { onObjects } from "./object-outcome.ts";
import { differingFunctions } from "./policy-needs.ts";

export const plannedButUnchanged: Check = {
  id: "planned-but-unchanged",
  family: "code",
  title: "Every function that the patch set touches differs",
  why: "A hook whose function has the old code was compiled away, lies in dead code, or the object is an old one: what it should record is missing in every trace.",
  remedy: "Look why the change has no effect; build the toolchain again (traceinject build --force).",
  run: (subject) =>
    onObjects(subject, (objects) => {
      const names = differingFunctions(objects);
      return checked(subject.planned, "functions that the patch set touches", (one): Finding[] => {
        if (names.some((name) => speaksFor(one.symbol, name))) return [];
        const message = `${one.changes.join(", ")} touches it, but it is as before`;
        const place = { file: one.file, line: one.line };
        return [{ check: "planned-but-unchanged", subject: one.symbol, message, place }];
      });
    }),
};
