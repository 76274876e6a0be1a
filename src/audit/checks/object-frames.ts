import { allowancesOf } from "../cause.ts";
import type { Check } from "../check.ts";
import type { ObjectFunction } from "../object/comparison.ts";
import { frameBudget } from "../policy.ts";
import { bytes, differsUnplanned, onChanged, onFunctions } from "./object-outcome.ts";

export const frameSize: Check = {
  id: "frame-size",
  family: "stack frame",
  title: "The frame of every function is as large as before, or has grown by what the policy allows",
  why: "The frame is what a function takes of the stack, at every level of a recursion and in every chain that must not split it. An instrumented function that takes more can exhaust what stock does not.",
  remedy:
    "Let the hook keep its values elsewhere, or write the growth into the policy with the reason for it.",
  run: (subject) =>
    onChanged("frame-size", subject, (one) => {
      const growth = one.after.frame - one.before.frame;
      const budgets = allowancesOf(subject, one).map((entry) => frameBudget(entry, subject.goarch));
      const budget = Math.max(0, ...budgets);
      if (budgets.length > 0 ? growth <= budget : growth === 0) return undefined;
      const change = growth > 0 ? `grows by ${bytes(growth)}` : `shrinks by ${bytes(-growth)}`;
      const values = `(${one.before.frame} to ${one.after.frame})`;
      return `its frame ${change} on ${subject.goarch} ${values}; the policy allows ${budget}`;
    }),
};

// SP is a multiple of this at every function's entry, so frames are, too. 16 is a rule of arm64 only.
const alignment: Readonly<Record<string, number>> = { arm64: 16, "386": 4, arm: 4, mips: 4, mipsle: 4 };

export const frameAlignment: Check = {
  id: "frame-alignment",
  family: "stack frame",
  title: "Every frame keeps the stack pointer aligned",
  why: "Go aligns SP to 16 bytes on arm64, where the hardware faults otherwise, to 4 bytes on 32-bit architectures and to 8 bytes everywhere else, amd64 included.",
  remedy: "Give assembly functions a frame size that the architecture takes.",
  run: (subject) =>
    onFunctions("frame-alignment", subject, noun, instrumented, (one) => {
      const multiple = alignment[subject.goarch] ?? 8;
      const depth = largestDelta(one);
      if (depth % multiple === 0) return undefined;
      return `SP falls by ${bytes(depth)}, which is no multiple of ${multiple}`;
    }),
};

export const stackPointerTable: Check = {
  id: "stack-pointer-table",
  family: "stack frame",
  title: "The table of SP at every PC (pcsp) is as before, and agrees with the frame",
  why: "Traceback, the garbage collector and profilers find callers, arguments and live pointers by it, and the linker derives DWARF's call frames (CFA) from it. A wrong entry is a crash in the next collection.",
  remedy:
    "Let only the functions of the policy differ; a table that contradicts the frame is a bug of the assembler.",
  run: (subject) => {
    const returnAddress = linkRegister.has(subject.goarch) ? pointerSize(subject.goarch) : 0;
    const agreement = onFunctions("stack-pointer-table", subject, noun, compiled, (one) =>
      contradiction(one, returnAddress),
    );
    const change = onChanged("stack-pointer-table", subject, (one) =>
      differsUnplanned(subject, one, "pcsp") ? `its table differs: ${pictured(one)}` : undefined,
    );
    if (agreement.kind === "not-checked" || change.kind === "not-checked") return change;
    return { ...change, findings: [...change.findings, ...agreement.findings] };
  },
};

const noun = "functions of packages that differ";
const instrumented = (objects: { readonly instrumented: readonly ObjectFunction[] }) => objects.instrumented;
/** Without assembly, which may push and pop, and without functions that nothing calls, whose code was dropped. */
const compiled = (objects: { readonly instrumented: readonly ObjectFunction[] }) =>
  objects.instrumented.filter(({ assembly, size }) => !assembly && size > 0);

// Architectures whose calls leave the return address in a register: the callee stores it on top of its frame.
const linkRegister = new Set([
  ...["arm", "arm64", "loong64", "mips", "mipsle", "mips64", "mips64le"],
  ...["ppc64", "ppc64le", "riscv64", "s390x"],
]);

function pointerSize(goarch: string): number {
  return ["386", "arm", "mips", "mipsle"].includes(goarch) ? 4 : 8;
}

function contradiction(one: ObjectFunction, returnAddress: number): string | undefined {
  const first = one.pcsp[0]?.delta;
  if (first !== 0) return `SP is ${first ?? "unknown"} at its entry, not 0`;
  const depth = largestDelta(one);
  const expected = one.frame === 0 && depth === 0 ? 0 : one.frame + returnAddress;
  if (depth === expected) return undefined;
  return `SP falls by ${bytes(depth)}, but its frame takes ${expected}`;
}

function largestDelta({ pcsp }: ObjectFunction): number {
  return pcsp.reduce((largest, { delta }) => Math.max(largest, delta), 0);
}

/** `0 208 0 to 0 232 0`: the values that SP goes through. */
function pictured({
  before,
  after,
}: {
  readonly before: ObjectFunction;
  readonly after: ObjectFunction;
}): string {
  const values = ({ pcsp }: ObjectFunction): string => pcsp.map(({ delta }) => delta).join(" ");
  return `SP went ${values(before)}, and goes ${values(after)}`;
}

export const nosplitFlag: Check = {
  id: "nosplit-flag",
  family: "stack frame",
  title: "No function has become NOSPLIT, and none outside the policy has ceased to be",
  why: "NOSPLIT code runs without a check for stack space, in chains for which the linker reserves 800 bytes. The assembler sets it by itself on small leaves, so a leaf that gets a hook loses it; gaining it is somebody's request.",
  remedy: "Take //go:nosplit away again, and keep hooks out of code that has it.",
  run: (subject) =>
    onChanged("nosplit-flag", subject, (one) => {
      if (!one.facts.includes("nosplit")) return undefined;
      if (one.after.nosplit) return "it was not NOSPLIT, and is now";
      return allowancesOf(subject, one).length > 0 ? undefined : "it was NOSPLIT, and is not now";
    }),
};

export const compiledDefers: Check = {
  id: "compiled-defers",
  family: "stack frame",
  title: "Functions with open-coded defers still have them",
  why: "One defer too many, or one in a loop, and the compiler records all defers of the function at run time instead: a larger frame, slower, and with another path on panics.",
  remedy: "Use fewer defers or returns: 8 defers, and 15 for defers times returns.",
  run: (subject) =>
    onChanged("compiled-defers", subject, ({ before, after }) =>
      before.openCodedDefers && !after.openCodedDefers
        ? "its defers were open-coded, and are recorded at run time now"
        : undefined,
    ),
};
