import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "../app/audit.ts";
import type { AuditReport } from "../audit/report.ts";
import { silentProgress } from "../base/progress.ts";
import { packageRoot } from "../host/package.ts";
import { builtReleases, copySources, e2eHost } from "./shared.testing.ts";

/** Deliberately bad changes: each must be caught by the check that is named for it, with the right message. */
const release = (await builtReleases()).at(-1)!;
const scratch = mkdtempSync(join(tmpdir(), "traceinject-bad-"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Expected {
  readonly check: string;
  readonly subject: string;
  readonly message: RegExp;
}

interface Bad {
  readonly what: string;
  /** Replacements in files below GOROOT/src; an empty `from` is a new file. Each must be found, once or more often. */
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  readonly caught: readonly Expected[];
}

const gcMain = "cmd/compile/internal/gc.Main";

/** All in one tree, so that it is built once. None of them is in the way of another. */
const edits: readonly Bad[] = [
  {
    what: "assembly that overwrites g",
    edits: [
      {
        file: "runtime/asm_amd64.s",
        from: "TEXT ·publicationBarrier<ABIInternal>(SB),NOSPLIT,$0-0\n",
        to: "TEXT ·publicationBarrier<ABIInternal>(SB),NOSPLIT,$0-0\n\tXORL R14, R14\n",
      },
    ],
    caught: [
      { check: "assembly-unchanged", subject: "runtime.publicationBarrier", message: /1 .*4/ },
      { check: "untouchable-files", subject: "runtime/asm_amd64.s", message: /assembly/i },
    ],
  },
  {
    what: "another signature of a function that assembly implements",
    edits: [
      {
        file: "internal/bytealg/count_native.go",
        from: "func CountString(s string, c byte) int",
        to: "func CountString(s string, pad int, c byte) int",
      },
      { file: "strings/strings.go", from: "bytealg.CountString(s, ", to: "bytealg.CountString(s, 0, " },
      {
        file: "net/dnsclient_unix.go",
        from: "bytealg.CountString(name, ",
        to: "bytealg.CountString(name, 0, ",
      },
      { file: "net/ipsock.go", from: "bytealg.CountString(addr, ", to: "bytealg.CountString(addr, 0, " },
      {
        file: "path/filepath/path.go",
        from: "bytealg.CountString(base[b0:bl], ",
        to: "bytealg.CountString(base[b0:bl], 0, ",
      },
    ],
    caught: [
      {
        check: "assembly-declarations",
        subject: "internal/bytealg",
        message: /CountString: wrong argument size 32; expected .*40/,
      },
      { check: "function-signatures", subject: "internal/bytealg.CountString", message: /assembly/ },
      { check: "exported-api", subject: "internal/bytealg.CountString", message: /int/ },
    ],
  },
  {
    what: "a layout that assembly shares",
    edits: [
      {
        file: "runtime/runtime2.go",
        from: "type gobuf struct {\n",
        to: "type gobuf struct {\n\tpadding uintptr\n",
      },
    ],
    caught: [
      { check: "type-layout", subject: "runtime.gobuf", message: /padding/ },
      { check: "assembly-headers", subject: "runtime", message: /gobuf_sp was 0, and is 8/ },
    ],
  },
  {
    what: "a NOSPLIT function with a large frame",
    edits: [
      {
        file: "runtime/time_nofake.go",
        from: "func nanotime() int64 {\n",
        to: "func nanotime() int64 {\n\tvar big [256]byte\n\tnoteBig(&big)\n",
      },
      {
        file: "runtime/note_big.go",
        from: "",
        to: "package runtime\n\n//go:noinline\n//go:nosplit\nfunc noteBig(b *[256]byte) { b[0] = 1 }\n",
      },
    ],
    caught: [
      {
        check: "frame-size",
        subject: "runtime.nanotime",
        message: /frame grows by 256 bytes on amd64 .*allows 0/,
      },
      { check: "compiler-directives", subject: "runtime/note_big.go noteBig", message: /go:nosplit/ },
      { check: "added-code", subject: "runtime.noteBig", message: /./ },
    ],
  },
  {
    what: "linknames that lead elsewhere",
    edits: [
      {
        file: "runtime/sema.go",
        from: "//go:linkname sync_runtime_Semacquire sync.runtime_Semacquire\n",
        to: "//go:linkname sync_runtime_Semacquire internal/poll.runtime_Semacquire\n",
      },
      {
        file: "runtime/sema.go",
        from: "//go:linkname poll_runtime_Semacquire internal/poll.runtime_Semacquire\n",
        to: "//go:linkname poll_runtime_Semacquire sync.runtime_Semacquire\n",
      },
    ],
    caught: [
      {
        check: "linkname-targets",
        subject: "runtime.sync_runtime_Semacquire",
        message: /sync\.runtime_Semacquire.*internal\/poll\.runtime_Semacquire/,
      },
    ],
  },
  {
    what: "a directive that is new",
    edits: [
      {
        file: "cmd/compile/internal/ssa/block.go",
        from: "func (b *Block) NumControls() int {",
        to: "//\n//go:nosplit\n//go:noinline\nfunc (b *Block) NumControls() int {",
      },
    ],
    caught: [
      {
        check: "compiler-directives",
        subject: "cmd/compile/internal/ssa/block.go (*Block).NumControls",
        message: /go:noinline/,
      },
      { check: "line-positions", subject: "cmd/compile/internal/ssa/block.go", message: /./ },
    ],
  },
  {
    what: "a defer that is gone",
    edits: [
      {
        file: "cmd/compile/internal/gc/main.go",
        from: "\tdefer handlePanic()\n",
        to: "\t// no handlePanic\n",
      },
    ],
    caught: [
      { check: "lost-calls", subject: gcMain, message: /handlePanic/ },
      {
        check: "pure-insertion",
        subject: gcMain,
        message: /`defer handlePanic\(\)` .* is not there any more/,
      },
    ],
  },
  {
    what: "another signature of a Go function",
    edits: [
      {
        file: "cmd/compile/internal/gc/compile.go",
        from: "func compileFunctions(profile *pgoir.Profile) {",
        to: "func compileFunctions(profile *pgoir.Profile, extra string) {",
      },
      {
        file: "cmd/compile/internal/gc/main.go",
        from: "compileFunctions(profile)",
        to: 'compileFunctions(profile, "x")',
      },
    ],
    caught: [
      {
        check: "function-signatures",
        subject: "cmd/compile/internal/gc.compileFunctions",
        message: /string/,
      },
      { check: "argument-area", subject: "cmd/compile/internal/gc.compileFunctions", message: /8 .*24/ },
    ],
  },
  {
    what: "an edit that nobody planned",
    edits: [
      {
        file: "cmd/compile/internal/gc/obj.go",
        from: "func dumpGlobal(n *ir.Name) {\n",
        to: "func dumpGlobal(n *ir.Name) {\n\tcalls[n.Sym().Name]++\n",
      },
      {
        file: "cmd/compile/internal/gc/calls.go",
        from: "",
        to: "package gc\n\nvar calls = map[string]int{}\n",
      },
    ],
    caught: [
      { check: "unplanned-change", subject: "cmd/compile/internal/gc.dumpGlobal", message: /./ },
      { check: "data", subject: "cmd/compile/internal/gc.calls", message: /./ },
    ],
  },
];

let report: AuditReport;
beforeAll(async () => {
  const goroot = join(scratch, "goroot");
  copySources(release, goroot);
  for (const { edits: some } of edits) for (const edit of some) apply(join(goroot, "src", edit.file), edit);
  const policy = join(packageRoot(), "patches/compile/policy.yaml");
  const options = { stock: release.goroot, instrumented: goroot, policy, instructions: false };
  report = await audit(e2eHost(), options, silentProgress);
}, 600_000);

function apply(path: string, { from, to }: Bad["edits"][number]): void {
  mkdirSync(dirname(path), { recursive: true });
  if (from !== "") chmodSync(path, 0o644);
  const text = from === "" ? "" : readFileSync(path, "utf8");
  expect(text, `${path} has another text than this test was made for`).toContain(from);
  writeFileSync(path, from === "" ? to : text.replaceAll(from, to));
}

test.each(edits.map((bad) => [bad.what, bad] as const))(
  "%s is caught by the checks that are named for it",
  (_what, { caught }) => {
    for (const { check, subject, message } of caught) {
      const found = report.findings.filter((one) => one.check === check && one.subject === subject);
      const all = report.findings.filter((one) => one.check === check || one.subject === subject);
      expect(
        found.length,
        `${check} on ${subject}; there are ${JSON.stringify(all.slice(0, 10), null, 1)}`,
      ).toBeGreaterThan(0);
      expect(found.map((one) => one.message).join("\n")).toMatch(message);
    }
  },
);
