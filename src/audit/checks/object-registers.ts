import type { Check } from "../check.ts";
import { compared, findingOn, onChanged, onObjects } from "./object-outcome.ts";
import { comesFromRelease } from "./release-packages.ts";

export const assemblyUnchanged: Check = {
  id: "assembly-unchanged",
  family: "registers",
  title: "Every assembly function is bit for bit as before, so no fixed register is written anew",
  why: "Go keeps g and zero in fixed registers (R14 and X15 on amd64, R28 and ZR on arm64). The compiler never allocates them; only assembly can clobber them, and the next stack check then follows a wrong g. ABIInternal has no callee-saved registers that a Go function could break.",
  remedy: "Leave the assembly as it was; a patch of Go code has no business there.",
  run: (subject) =>
    onObjects(subject, (objects) => {
      const changed = objects.changed.filter(({ before, after }) => before.assembly || after.assembly);
      const find = (name: string, message: string) => findingOn("assembly-unchanged", subject, name, message);
      return compared(objects, [
        ...changed.map(({ before, after, facts }) =>
          find(
            after.name,
            `it differs in ${facts.join(", ")} (${before.size} to ${after.size} bytes of code)`,
          ),
        ),
        ...objects.added
          .filter((one) => one.assembly && !comesFromRelease(subject, one))
          .map(({ name, size }) => find(name, `it is new (${size} bytes of code)`)),
        ...objects.removed
          .filter(({ assembly }) => assembly)
          .map(({ name, size }) => find(name, `it is gone (${size} bytes of code)`)),
      ]);
    }),
};

export const registerArguments: Check = {
  id: "register-arguments",
  family: "registers",
  title: "What every function takes, in which order and size, is as before (FUNCDATA ArgInfo)",
  why: "The ABI assigns argument registers and their spill slots from the signature alone. Callers in assembly, by linkname and by reflection were written for the old assignment and are not compiled against the new one.",
  remedy: "Keep the signature; pass what a hook needs another way.",
  run: (subject) =>
    onChanged("register-arguments", subject, ({ facts }) =>
      facts.includes("arginfo") ? "the sizes and order of what it takes differ from before" : undefined,
    ),
};
