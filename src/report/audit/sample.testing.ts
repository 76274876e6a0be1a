import type { BinaryIdentity } from "../../audit/binary/comparison.ts";
import type { Finding } from "../../audit/finding.ts";
import type { AuditReport, CheckResult, InstructionLine, ReportedFunction } from "../../audit/report.ts";

const cmd = "cmd/compile/internal";
const trace = "cmd/internal/buildtrace";

const identity = (digit: string, size: number, functions: number): BinaryIdentity => ({
  sha256: digit.repeat(64),
  buildId: `${digit.repeat(20)}/${digit.repeat(20)}`,
  goVersion: "go1.26.8",
  goos: "linux",
  goarch: "amd64",
  size,
  functions,
});

const passed = (
  family: CheckResult["family"],
  id: string,
  title: string,
  detail: string,
  why = `What stands on it breaks: ${title.toLowerCase()}.`,
  remedy = "Take the patch that changes it out of the set.",
): CheckResult => ({ id, family, title, why, remedy, status: "passed", detail });

const checks: readonly CheckResult[] = [
  passed("registers", "assembly-unchanged", "Assembly is the same in every byte", "64 functions"),
  passed("registers", "fixed-registers", "Nothing new writes the g register", "11185 functions"),
  passed(
    "stack frame",
    "frame-size",
    "The frame of every function is as large as before, or as the policy allows",
    "11185 functions",
    "The stack is checked for the frame that the compiler knew; a larger one costs every goroutine that comes by.",
    "Move what needs the room into a function of its own, or raise `frame` in the policy and say why.",
  ),
  passed("stack frame", "frame-alignment", "Frames are aligned as the ABI asks", "11198 functions"),
  {
    ...passed("stack frame", "call-frame-information", "Call frame information agrees with pcsp", ""),
    status: "not-checked",
    detail: "the binaries have no DWARF: release builds leave it out",
  },
  passed("calling convention", "argument-size", "Arguments take the same room", "11185 functions"),
  passed(
    "code",
    "planned-only",
    "Only functions of the plan have other code",
    "11185 functions",
    "A function that changes without a plan changes what the compiler does, or the patch changes what is inlined.",
    "Find the edit that reaches it; if it is meant, name the function in policy.yaml and say why.",
  ),
  passed("code", "planned-changed", "Every function of the plan has other code", "7 functions"),
  passed("source", "directives", "No //go: directive is lost or gained", "6 files"),
  {
    ...passed("source", "vet-assembly", "go vet agrees with the assembly", ""),
    status: "not-checked",
    detail: "no changed package has assembly",
  },
  passed("policy", "policy-used", "Every line of the policy is used", "9 entries"),
  passed("toolchain", "baseline", "The stock tool is the distributed one", "9 sections"),
];

const same = (source: string, text: string): InstructionLine => ({ kind: "same", source, text });
const added = (source: string, text: string): InstructionLine => ({ kind: "added", source, text });
const removed = (source: string, text: string): InstructionLine => ({ kind: "removed", source, text });

const planned = (reason: string, policyLine: number, ...changes: string[]): ReportedFunction["cause"] => ({
  kind: "planned",
  reason,
  policyLine,
  changes,
});

const steady = { before: 16, after: 16 };

const main: ReportedFunction = {
  name: `${cmd}/gc.Main`,
  package: `${cmd}/gc`,
  cause: planned("The trace starts here, after the flags are parsed.", 4, "start/main"),
  facts: ["code", "relocations", "pcsp", "lines"],
  size: { before: 6095, after: 6101 },
  frame: { before: 1280, after: 1280 },
  args: { before: 8, after: 8 },
  references: [{ kind: "call", target: `${trace}.Start`, count: 1 }],
  instructions: {
    complete: false,
    lines: [
      same("main.go:63", `CALL ${cmd}/base.ParseFlags(SB)`),
      added("main.go:63", `CALL ${trace}.Start(SB)`),
      same("main.go:67", "CMPQ runtime.writeBarrier(SB), $0"),
      removed("main.go:67", "JNE +6033"),
      added("main.go:67", "JNE +6039"),
    ],
  },
};

const exit: ReportedFunction = {
  name: `${cmd}/base.Exit`,
  package: `${cmd}/base`,
  cause: planned("The trace ends before the process does.", 9, "exits/exit"),
  facts: ["code", "relocations", "lines"],
  size: { before: 69, after: 78 },
  frame: { before: 24, after: 24 },
  args: { before: 8, after: 8 },
  references: [{ kind: "call", target: `${trace}.Stop`, count: 1 }],
  instructions: {
    complete: true,
    lines: [
      same("print.go:38", "PUSHQ BP"),
      same("print.go:38", "MOVQ SP, BP"),
      removed("print.go:40", "CALL os.Exit(SB)"),
      added("print.go:40", "MOVQ AX, 0x20(SP)"),
      added("print.go:40", `CALL ${trace}.Stop(SB)`),
      added("print.go:40", "MOVQ 0x20(SP), AX"),
      added("print.go:40", "CALL os.Exit(SB)"),
      same("print.go:41", "RET"),
    ],
  },
};

const compile: ReportedFunction = {
  name: `${cmd}/ssagen.Compile`,
  package: `${cmd}/ssagen`,
  cause: planned(
    "A span for each function: the deferred call with its receiver needs a slot of the frame, and must see panics.",
    14,
    "functions/span",
    "functions/text-size",
  ),
  facts: ["code", "relocations", "frame", "pcsp", "stackmaps", "lines", "inlining"],
  size: { before: 1472, after: 1790 },
  frame: { before: 200, after: 224 },
  args: { before: 32, after: 32 },
  references: [
    { kind: "call", target: `${trace}.(*Span).End`, count: 2 },
    { kind: "call", target: `${trace}.Flushed`, count: 1 },
    { kind: "call", target: `${trace}.Function`, count: 1 },
    { kind: "address", target: `${cmd}/ssagen.Compile.deferwrap1·f`, count: 1 },
  ],
  instructions: undefined,
};

const renumbered: ReportedFunction = {
  name: `${cmd}/ssagen.Compile.func2`,
  package: `${cmd}/ssagen`,
  cause: { kind: "renumbered", from: `${cmd}/ssagen.Compile.func1` },
  facts: [],
  size: { before: 88, after: 88 },
  frame: steady,
  args: { before: 0, after: 0 },
  references: [],
  instructions: undefined,
};

const caller: ReportedFunction = {
  name: `${cmd}/noder.LoadPackage.func1`,
  package: `${cmd}/noder`,
  cause: { kind: "inlines", symbol: `${cmd}/base.Exit` },
  facts: ["code", "relocations"],
  size: { before: 912, after: 921 },
  frame: { before: 240, after: 248 },
  args: { before: 0, after: 0 },
  references: [{ kind: "call", target: `${trace}.Guard`, count: 1 }],
  instructions: undefined,
};

/** What an audit of the shipped patch set says. */
export const passingReport: AuditReport = {
  schema: 1,
  verdict: "passed",
  toolchain: {
    goVersion: "go1.26.8",
    goos: "linux",
    goarch: "amd64",
    patchSet: { name: "compile", fingerprint: "5".repeat(64) },
    tools: [
      {
        tool: "cmd/compile",
        stock: identity("a", 26_212_310, 20_269),
        instrumented: identity("b", 26_301_942, 20_341),
      },
      {
        tool: "cmd/asm",
        stock: identity("c", 5_045_120, 4_822),
        instrumented: identity("d", 5_141_640, 4_901),
      },
    ],
  },
  checks,
  findings: [],
  functions: {
    compared: 11_185,
    identical: 11_180,
    undecided: 0,
    changed: [exit, main, caller, compile, renumbered],
    added: [`${cmd}/ssagen.Compile.deferwrap1`, `${trace}.(*Span).End`, `${trace}.Start`, `${trace}.Stop`],
    removed: [],
  },
  packages: { compared: 225, identical: 203, added: [trace] },
};

const shape = `slices.insertionSortOrdered[go.shape.struct { C <-chan int; D map[string]*byte "a|b&\`c\`" }]`;

const unplanned: ReportedFunction = {
  name: shape,
  package: "slices",
  cause: { kind: "unplanned" },
  facts: ["code", "args", "frame"],
  size: { before: 101, after: 64 },
  frame: { before: 40, after: 0 },
  args: { before: 24, after: undefined },
  references: [{ kind: "call", target: "runtime.panicBounds·<x>", count: -2 }],
  instructions: {
    complete: true,
    lines: [
      removed("sort.go:12", "MOVQ 0x8(R14), R14"),
      removed("sort.go:12", "CALL runtime.panicBounds·<x>(SB)"),
      added("sort.go:12", "XORL R14, R14 // </script><b>&amp;"),
    ],
  },
};

const findings: readonly Finding[] = [
  {
    check: "frame-size",
    subject: `${cmd}/ssagen.Compile`,
    message: "The frame grew from 200 to 4320 bytes; the policy allows 24 more.",
    place: { file: "cmd/compile/internal/ssagen/pgen.go", line: 302 },
  },
  {
    check: "frame-size",
    subject: shape,
    message: "The frame shrank from 40 to 0 bytes; the policy allows no change.",
  },
  {
    check: "planned-only",
    subject: shape,
    message: "Its code differs, and no change of the patch set touches it.",
    place: { file: "slices/zsort ordered.go", line: 12 },
  },
  {
    check: "policy-used",
    subject: "patches/compile/policy.yaml\u001b[2J",
    message: "Line 31 names cmd/compile/internal/gc.compileFunctions, which is not there.",
  },
];

const failing = new Set(findings.map(({ check }) => check));

/** What an audit of a patch set says that breaks three rules, with names that are hard on every format. */
export const failingReport: AuditReport = {
  ...passingReport,
  verdict: "failed",
  checks: checks.map((check) => (failing.has(check.id) ? { ...check, status: "failed" } : check)),
  findings,
  functions: {
    ...passingReport.functions,
    identical: 11_179,
    undecided: 0,
    changed: [exit, main, { ...compile, frame: { before: 200, after: 4320 } }, renumbered, caller, unplanned],
    removed: ["cmd/compile/internal/gc.compileFunctions"],
  },
};

/** What is said where two files were compared that have nothing in common with a patch set. */
export const bareReport: AuditReport = {
  ...passingReport,
  toolchain: {
    goVersion: "go1.19.8",
    goos: "linux",
    goarch: "arm64",
    patchSet: undefined,
    tools: [{ tool: "compile", stock: undefined, instrumented: undefined }],
  },
  checks: [{ ...checks[0]!, status: "not-checked", detail: "there are no objects to look at" }],
  functions: { compared: 0, identical: 0, undecided: 0, changed: [], added: [], removed: [] },
  packages: { compared: 0, identical: 0, added: [] },
};
