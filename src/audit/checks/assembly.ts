import { type Check, checked } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { AsmHeader } from "../source/comparison.ts";
import { onSources } from "./source-outcome.ts";

export const assemblyDeclarations: Check = {
  id: "assembly-declarations",
  family: "stack frame",
  title: "Assembly agrees with its Go declarations (go vet -asmdecl -framepointer)",
  why: "An assembly function finds arguments and results at offsets from FP that it was written for, and must save the frame pointer before it uses it. The assembler checks neither.",
  remedy: "Keep the Go declaration of functions that are implemented in assembly.",
  run: (subject) =>
    onSources(subject, ({ vet }) => {
      if (!vet) return { kind: "not-checked", why: "go vet was not run" };
      if (vet.packages === 0) return { kind: "not-checked", why: noAssembly };
      const findings = vet.problems.map((problem) => ({ check: "assembly-declarations", ...problem }));
      return { kind: "checked", looked: `${vet.packages} packages by ${vet.command}`, findings };
    }),
};

const noAssembly = "no changed package has assembly";

export const assemblyHeaders: Check = {
  id: "assembly-headers",
  family: "stack frame",
  title: "The constants that assembly sees (go_asm.h) are as before",
  why: "They are the offsets and sizes of structs and the values of constants. cmd/internal/obj and debuggers hold copies of some, which nobody compiles anew.",
  remedy: "Keep fields and constants of packages that have assembly; hold new data elsewhere.",
  run: (subject) =>
    onSources(subject, ({ asmHeaders }) => {
      if (!asmHeaders) return { kind: "not-checked", why: "go_asm.h was not made" };
      if (asmHeaders.length === 0) return { kind: "not-checked", why: noAssembly };
      const constants = asmHeaders.flatMap((header) =>
        Object.keys(header.before).map((name) => ({ header, name })),
      );
      return checked(constants, "constants in go_asm.h", ({ header, name }) => changedConstant(header, name));
    }),
};

function changedConstant({ package: subject, before, after }: AsmHeader, name: string): Finding[] {
  if (before[name] === after[name]) return [];
  const now = after[name] === undefined ? "is gone" : `is ${after[name]}`;
  return [{ check: "assembly-headers", subject, message: `${name} was ${before[name]}, and ${now}` }];
}
