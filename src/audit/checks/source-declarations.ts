import type { Check } from "../check.ts";
import type { Policy } from "../policy.ts";
import type { Declared, Defers, Difference, Linkname, Signature } from "../source/comparison.ts";
import { change, counted, onDifferences, onSources, packagePolicy } from "./source-outcome.ts";

export const compilerDirectives: Check = {
  id: "compiler-directives",
  family: "calling convention",
  title: "Compiler directives (nosplit, noescape, registerparams, …) and cgo preambles are as before",
  why: "They say what the types do not: whether a function checks its stack, what escapes, how arguments are passed, whether the race detector and write barriers see it. The compiler believes them without proof.",
  remedy:
    "Leave the directives of existing code alone, and blank lines between them and it; let packages of your own ask for nosplit in the policy.",
  run: (subject) =>
    onSources(subject, ({ directives }, policy) =>
      onDifferences("compiler-directives", "directives", directives, (one) =>
        isHarmless(one, policy) ? undefined : change(one),
      ),
    ),
};

/** In a package that the patch set adds: what concerns nobody else. */
function isHarmless({ before, after }: Difference<Declared>, policy: Policy): boolean {
  const own = after && packagePolicy(policy, after);
  if (before || !own) return false;
  if (/^\/\/go:nosplit\b/.test(after.text)) return own.nosplit;
  return /^\/\/(go:(build|embed|generate|noinline|norace)|\s*\+build)\b/.test(after.text);
}

export const linknameTargets: Check = {
  id: "linkname-targets",
  family: "calling convention",
  title: "Every linkname leads where it did; new ones only pull functions into added packages",
  why: "A linkname ties a declaration to a symbol behind the type checker's back: another target is called with arguments that it may not have, and a new body can take the place of one of the runtime.",
  remedy:
    "Restore the target; in an added package declare the function without a body, so that the linkname pulls.",
  run: (subject) =>
    onSources(subject, ({ linknames }, policy) =>
      onDifferences("linkname-targets", "linknames", linknames, (one) => linknameProblem(one, policy)),
    ),
};

function linknameProblem({ before, after }: Difference<Linkname>, policy: Policy): string | undefined {
  if (before && after) return `led to ${before.text}, and leads to ${after.text}`;
  if (!after) return `no longer leads to ${before?.text}`;
  if (after.pulls && packagePolicy(policy, after)) return undefined;
  return after.pulls ? `is new, and leads to ${after.text}` : `is new, and takes the place of ${after.text}`;
}

export const functionSignatures: Check = {
  id: "function-signatures",
  family: "calling convention",
  title: "Every function takes and gives the same types in the same order",
  why: "Registers and stack slots of arguments and results follow from the types in order. Go callers are compiled anew, but assembly, linknamed declarations and reflection keep to the old ones, and two parameters of the same size can be swapped unseen.",
  remedy: "Keep the signature; hand more to a hook by a package variable or a new function.",
  run: (subject) =>
    onSources(subject, ({ signatures }) =>
      onDifferences("function-signatures", "functions", signatures, signatureProblem),
    ),
};

function signatureProblem(difference: Difference<Signature>): string | undefined {
  const { before } = difference;
  if (!before) return undefined;
  const elsewhere = before.hasBody ? "" : "; its body is in assembly or linked in, and expects the old ones";
  return change(difference) + elsewhere;
}

export const exportedApi: Check = {
  id: "exported-api",
  family: "source",
  title: "The exported API of each changed package is as before",
  why: "Other packages, and tools built from the same GOROOT, are compiled against it. Export data that changes makes importers differ, too.",
  remedy: "Leave exported names and their types alone; put new ones into a package of the patch set.",
  run: (subject) =>
    onSources(subject, ({ exports }, policy) =>
      onDifferences("exported-api", "exported names", exports, (one) => {
        const ofOwnPackage = !one.before && one.after && packagePolicy(policy, one.after);
        return ofOwnPackage ? undefined : change(one);
      }),
    ),
};

export const typeLayout: Check = {
  id: "type-layout",
  family: "calling convention",
  title: "Every type and typed variable that existed is declared as before",
  why: "Order and types of fields decide offsets and how a value is passed in registers. Assembly knows offsets by go_asm.h, cmd/internal/obj knows some by heart (g.stackguard0), the runtime describes others to debuggers and the garbage collector.",
  remedy: "Keep the declaration; hold new data in a variable of your own, keyed by the object.",
  run: (subject) =>
    onSources(subject, ({ layouts }) =>
      onDifferences("type-layout", "types and variables", layouts, (one) =>
        one.before ? change(one) : undefined,
      ),
    ),
};

export const openCodedDefers: Check = {
  id: "open-coded-defers",
  family: "stack frame",
  title: "A function that gained a defer still runs its defers without records",
  why: "With more than 8 defers, one in a loop, or returns × defers over 15 the compiler keeps a record for every defer of the function: a frame of 80 bytes more, and slower calls on every way out.",
  remedy: "Call the hook without defer, or from a function that has fewer returns.",
  run: (subject) =>
    onSources(subject, ({ defers: { looked, gained } }) => {
      const bad = gained.filter(({ before, after }) => isOpenCoded(before) && !isOpenCoded(after));
      return counted(
        looked,
        "functions",
        bad.map(({ function: subject, before, after, file, line }) => ({
          check: "open-coded-defers",
          subject,
          message: `returns × defers was ${described(before)}, and is ${described(after)}`,
          place: { file, line },
        })),
      );
    }),
};

/** The rules of cmd/compile: escape analysis for loops, walk for the count, ssagen for the product. */
const isOpenCoded = ({ returns, defers, looped }: Defers): boolean =>
  !looped && defers <= 8 && returns * defers <= 15;

const described = ({ returns, defers, looped }: Defers): string =>
  `${returns} × ${defers}${looped ? " with a defer in a loop" : ""}`;
