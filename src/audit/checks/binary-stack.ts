import type { StackChain } from "../binary/comparison.ts";
import type { Check, Outcome } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { AuditSubject } from "../subject.ts";
import { onBinaries, onLinks, sides } from "./binary-outcome.ts";

export const linkedFrames: Check = {
  id: "linked-frames",
  family: "stack frame",
  title: "The runtime's tables of frames and arguments are those of the object files",
  why: "Stack traces, the garbage collector and stack copying find frames by pcsp and the size of arguments in .gopclntab. If those are not of the code that runs, they read and move the wrong words.",
  remedy: "Link the tools anew from their objects: build the toolchain again with traceinject build --force.",
  run: (subject) =>
    onLinks(subject, (links) => {
      const functions = sides.reduce((sum, side) => sum + links[side].tied, 0);
      if (functions === 0) return { kind: "not-checked", why: "no function could be tied to its object" };
      const findings = sides.flatMap((side) =>
        links[side].tables.map(({ name, table }) => ({
          check: "linked-frames",
          subject: name,
          message: `${tableNames[table]} in .gopclntab is not that of the object (${side} tool)`,
        })),
      );
      return { kind: "checked", looked: `${functions} functions`, findings };
    }),
};

const tableNames = { pcsp: "the table of SP by PC", args: "the size of the arguments" } as const;

export const callFrameInformation: Check = {
  id: "call-frame-information",
  family: "stack frame",
  title: "DWARF's call frame information gives the same SP as the runtime's tables",
  why: "Debuggers and profilers unwind by the CFA offsets in .debug_frame, the runtime by pcsp. Code that moves SP in a way that only one of them knows breaks the other.",
  remedy:
    "Let the assembler see every change of SP in assembly: PUSH, POP and SUB as it writes them, not as bytes.",
  run: (subject) =>
    onBinaries(subject, ({ frameInformation }) => {
      if (!frameInformation)
        return {
          kind: "not-checked",
          why: "the tool holds no DWARF: since go1.21 the recipe of a release builds without",
        };
      const { compared, different } = frameInformation;
      if (compared === 0) return { kind: "not-checked", why: ".debug_frame names no function of the tool" };
      const message = "its CFA offsets in .debug_frame are not those of pcsp";
      const findings = different.map((name) => ({
        check: "call-frame-information",
        subject: name,
        message,
      }));
      return { kind: "checked", looked: `${compared} functions`, findings };
    }),
};

export const nosplitChain: Check = {
  id: "nosplit-chain",
  family: "stack frame",
  title: "Every chain of calls that do not check the stack fits into what is left of it",
  why: "A function that checks its stack guarantees its callees only so many bytes. NOSPLIT functions take from them without asking; with more than that they write below the stack. The linker refuses such a tool; here the chain is computed again, from the objects.",
  remedy: "Take code and local variables out of the NOSPLIT function, or let it check its stack.",
  run: (subject) =>
    refusedChain(subject) ??
    onLinks(subject, (links) => {
      const { deepest, tied } = links.instrumented;
      if (tied === 0) return { kind: "not-checked", why: "no function could be tied to its object" };
      const limit = nosplitLimit(subject.goarch);
      const looked = `${tied} functions, the deepest chain takes ${deepest.bytes} of ${limit} bytes (stock: ${links.stock.deepest.bytes})`;
      return { kind: "checked", looked, findings: deepest.bytes > limit ? [tooDeep(deepest, limit)] : [] };
    }),
};

/** The linker names the function at the top of the chain, and then each call below it: `main.f: nosplit stack over …`. */
const refusal = /^(?:# .*\n)?(\S+): (nosplit stack over .*)$/m;

function refusedChain({ refused }: AuditSubject): Outcome | undefined {
  const [, subject, message] = (refused === undefined ? undefined : refusal.exec(refused)) ?? [];
  if (subject === undefined || message === undefined) return undefined;
  const findings = [{ check: "nosplit-chain", subject, message: `the linker refuses it: ${message}` }];
  return { kind: "checked", looked: "the patched tool, by the linker", findings };
}

/** What the linker allows: 800 bytes, less the return address (amd64) or the saved frame pointer (arm64). */
function nosplitLimit(goarch: string): number {
  return goarch === "amd64" || goarch === "arm64" ? 792 : 800;
}

function tooDeep({ bytes, functions }: StackChain, limit: number): Finding {
  const needed = Number.isFinite(bytes) ? `takes ${bytes} bytes` : "never ends";
  return {
    check: "nosplit-chain",
    subject: functions[0] ?? "",
    message: `the chain ${functions.join(" → ")} ${needed}; there are ${limit}`,
  };
}
