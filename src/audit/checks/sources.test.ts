import { expect, it } from "vitest";
import type { Observation } from "../source/comparison.ts";
import { run, sourceSubject, type Texts } from "./sources.testing.ts";
import { sourceChecks } from "./sources.ts";

const file = "cmd/x/a.go";
const hook = "cmd/internal/hook/hook.go";

const source = `package x

import "os"

//go:linkname now runtime.now
func now() int64

//go:nosplit
func Exit(code int) {
	defer done()
	if code > 0 {
		return
	}
	os.Exit(code)
}

type T struct {
	A int
	b bool
}
`;

const hooked = source
  .replace('import "os"', 'import "cmd/internal/hook"\n\n//line :3:1\nimport "os"')
  .replace("\tos.Exit", "\thook.Stop(code)\n//line :14:1\n\tos.Exit");

const payload = `package hook

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//go:noinline
func Stop(code int) {}

type Span struct{ A int }
`;

const line = { line: 1, reason: "test" };
const policy = {
  functions: [{ ...line, symbol: "cmd/x.Exit", frame: {}, calls: [] }],
  packages: [{ ...line, path: "cmd/internal/hook", frame: 0, nosplit: false }],
};

/** The patched file with `to` in the place of `from`, and the hook's package. */
function edited(from: string | RegExp, to: string): Texts {
  return { [file]: [source, hooked.replace(from, to)], [hook]: payload };
}

const good = edited("", "");

it("finds nothing wrong with a patch set that does what it may", () => {
  const problems = sourceChecks.map((check) => [
    check.id,
    run(check.id, sourceSubject(good, policy)).slice(1),
  ]);
  expect(problems.filter(([, findings]) => findings?.length)).toEqual([]);
});

it("says of every check what it looked at, or why it did not", () => {
  const looked = sourceChecks.map((check) => [check.id, run(check.id, sourceSubject(good, policy))[0]]);
  expect(Object.fromEntries(looked)).toEqual({
    "outside-plan": "2 files",
    "untouchable-files": "2 files",
    "readable-sources": "2 Go files",
    "pure-insertion": "16 original lines",
    "line-positions": "16 original lines",
    "compiler-directives": "2 directives",
    "linkname-targets": "2 linknames",
    "function-signatures": "4 functions",
    "exported-api": "4 exported names",
    "type-layout": "2 types and variables",
    "open-coded-defers": "1 functions",
    "assembly-declarations": "not checked: go vet was not run",
    "assembly-headers": "not checked: go_asm.h was not made",
  });
});

it("checks nothing without sources, and says why", () => {
  const subject = { ...sourceSubject(good), sources: { missing: "two binaries were given" } };
  for (const { id } of sourceChecks)
    expect(run(id, subject)).toEqual(["not checked: two binaries were given"]);
});

/** id, what is wrong, the edit of the patched file, the findings. */
it.each<[string, string, string | RegExp, string, string[]]>([
  [
    "pure-insertion",
    "a removed defer",
    "\tdefer done()\n",
    "//line :11:1\n",
    [`${file}:13 cmd/x.Exit: line 10 of the original, \`defer done()\` in cmd/x.Exit, is not there any more`],
  ],
  [
    "pure-insertion",
    "a field that was lost",
    "\tb bool\n",
    "\n",
    [`${file}:24 ${file}: line 19 of the original, \`b bool\` outside every function, is not there any more`],
  ],
  [
    "pure-insertion",
    "a longer line outside the policy",
    "A int",
    "A, z int",
    [
      `${file}:23 ${file}: line 18 of the original, \`A int\` outside every function, has become longer, which no policy allows`,
    ],
  ],
  [
    "line-positions",
    "a forgotten line directive",
    "//line :14:1\n",
    "",
    [
      `${file}:18 ${file}: line 14 of the original, \`os.Exit(code)\`, is now at ${file}:15, and 5 more below it`,
    ],
  ],
  [
    "compiler-directives",
    "a nosplit that is gone",
    "//go:nosplit\n",
    "\n",
    [`${file}:8 ${file} Exit: \`//go:nosplit\` is gone`],
  ],
  [
    "compiler-directives",
    "a nosplit that is new",
    "type T",
    "//go:notinheap\ntype T",
    [`${file}:22 ${file} type T: \`//go:notinheap\` is new`],
  ],
  [
    "linkname-targets",
    "another target",
    "runtime.now",
    "runtime.nanotime",
    [`${file}:8 cmd/x.now: led to runtime.now, and leads to runtime.nanotime`],
  ],
  [
    "linkname-targets",
    "a new linkname in a package of Go",
    "type T",
    "//go:linkname then runtime.then\nfunc then() int64\n\ntype T",
    [`${file}:22 cmd/x.then: is new, and leads to runtime.then`],
  ],
  [
    "linkname-targets",
    "a linkname that is gone",
    "//go:linkname now runtime.now\n",
    "\n",
    [`${file}:5 cmd/x.now: no longer leads to runtime.now`],
  ],
  [
    "function-signatures",
    "another parameter",
    "code int",
    "code int, why string",
    [`${file}:12 cmd/x.Exit: was \`func(int)\`, and is \`func(int, string)\``],
  ],
  [
    "function-signatures",
    "another result of a function in assembly",
    "now() int64",
    "now() int32",
    [
      `${file}:9 cmd/x.now: was \`func() int64\`, and is \`func() int32\`; its body is in assembly or linked in, and expects the old ones`,
    ],
  ],
  [
    "exported-api",
    "a new exported function in a package of Go",
    "type T",
    "func New() {}\n\ntype T",
    [`${file}:22 cmd/x.New: \`func()\` is new`],
  ],
  [
    "exported-api",
    "an exported field that is gone",
    "A int",
    "a int",
    [`${file}:22 cmd/x.T: was \`type struct{A int}\`, and is \`type struct{}\``],
  ],
  [
    "type-layout",
    "a field before others",
    "A int",
    "z int\n\tA int",
    [`${file}:22 cmd/x.T: was \`struct{A int; b bool}\`, and is \`struct{z int; A int; b bool}\``],
  ],
  [
    "open-coded-defers",
    "a defer in a loop",
    "hook.Stop(code)",
    "for { defer hook.Stop(code) }",
    [`${file}:12 cmd/x.Exit: returns × defers was 1 × 1, and is 1 × 2 with a defer in a loop`],
  ],
  [
    "open-coded-defers",
    "too many returns for one more defer",
    "hook.Stop(code)",
    `defer hook.Stop(code)${"; if code > 0 { return }".repeat(7)}`,
    [`${file}:12 cmd/x.Exit: returns × defers was 1 × 1, and is 8 × 2`],
  ],
  [
    "readable-sources",
    "a file that is no Go",
    "type T struct",
    "type T T struct",
    [`${file}:22 ${file}: it cannot be parsed`],
  ],
])("%s finds %s", (id, _, from, to, findings) => {
  expect(run(id, sourceSubject(edited(from, to), policy)).slice(1)).toEqual(findings);
});

it("lets a defer be added where the limits are kept", () => {
  const texts = edited("hook.Stop(code)", "defer hook.Stop(code)");
  expect(run("open-coded-defers", sourceSubject(texts, policy))).toEqual(["1 functions"]);
});

it("lets a condition of a function in the policy become longer, and of no other", () => {
  const texts = edited("code > 0", "code > 0 || hook.On()");
  expect(run("pure-insertion", sourceSubject(texts, policy))).toHaveLength(1);
  expect(run("pure-insertion", sourceSubject(texts))).toEqual([
    "16 original lines",
    `${file}:14 cmd/x.Exit: line 11 of the original, \`if code > 0 {\` in cmd/x.Exit, has become longer, which no policy allows`,
  ]);
});

it("lets lines go that the function's entry replaces, and others keep their numbers", () => {
  const replacing = policy.functions.map((one) => ({ ...one, replaces: "it hangs" }));
  const texts = edited("\tdefer done()\n", "//line :11:1\n");
  expect(run("pure-insertion", sourceSubject(texts, policy))).toHaveLength(2);
  const subject = sourceSubject(texts, { ...policy, functions: replacing });
  for (const id of ["pure-insertion", "line-positions"])
    expect(run(id, subject)).toEqual(["16 original lines"]);
  const shifted = sourceSubject(edited("\tdefer done()\n", ""), { ...policy, functions: replacing });
  expect(run("line-positions", shifted).length).toBeGreaterThan(1);
});

it("lets an import stand on the line of the package clause", () => {
  const texts: Texts = {
    [file]: [source, source.replace("package x", 'package x; import "cmd/internal/hook"')],
  };
  expect(run("pure-insertion", sourceSubject(texts))).toEqual(["16 original lines"]);
});

it("finds a file that is gone", () => {
  const texts: Texts = { ...good, "cmd/x/b.go": ["package x\n", undefined] };
  expect(run("pure-insertion", sourceSubject(texts, policy))).toContain("cmd/x/b.go: the file is gone");
});

it("finds a difference that nobody planned, and a plan that nobody followed", () => {
  expect(run("outside-plan", sourceSubject(good, {}, { plannedPaths: [hook, "cmd/x/b.go"] }))).toEqual([
    "3 files",
    `${file}:1 ${file}: it differs outside the plan`,
    "cmd/x/b.go:1 cmd/x/b.go: the plan changes it, but it is as before",
  ]);
});

it.each([
  ["runtime/asm_amd64.s", "assembly knows registers, frames and offsets that no check can derive"],
  ["runtime/go_tls.h", "assembly includes it for registers and offsets"],
  ["cmd/go.mod", "it decides about modules, language version and GODEBUG defaults"],
  ["cmd/compile/default.pgo", "the profile decides what is inlined in every package of the tool"],
  ["../VERSION", "the version is part of every object file and of every cache key"],
  ["internal/buildcfg/zbootstrap.go", "cmd/dist generated it for this distribution"],
  ["cmd/x/table.txt", "patches are made for Go files"],
])("finds a change of %s, even a planned one", (path, why) => {
  expect(run("untouchable-files", sourceSubject({ ...good, [path]: ["a", "b"] }))).toEqual([
    "3 files",
    `${path}:1 ${path}: it differs; ${why}`,
  ]);
});

it("lets an added package have nosplit functions only if the policy says so", () => {
  const texts = { ...good, [hook]: payload.replace("//go:noinline", "//go:nosplit") };
  expect(run("compiler-directives", sourceSubject(texts, policy))).toEqual([
    "2 directives",
    `${hook}:6 ${hook} Stop: \`//go:nosplit\` is new`,
  ]);
  const packages = policy.packages.map((one) => ({ ...one, nosplit: true }));
  expect(run("compiler-directives", sourceSubject(texts, { ...policy, packages }))).toEqual(["2 directives"]);
});

it("does not let an added package give a symbol of the runtime another body", () => {
  const texts = { ...good, [hook]: payload.replace("int64\n", "int64 { return 0 }\n") };
  expect(run("linkname-targets", sourceSubject(texts, policy)).slice(1)).toEqual([
    `${hook}:3 cmd/internal/hook.nanotime: is new, and takes the place of runtime.nanotime`,
  ]);
});

it("takes everything in an added package that no policy names for a change of Go", () => {
  expect(run("exported-api", sourceSubject(good)).slice(1)).toEqual([
    `${hook}:7 cmd/internal/hook.Stop: \`func(int)\` is new`,
    `${hook}:9 cmd/internal/hook.Span: \`type struct{A int}\` is new`,
  ]);
});

const vet: Observation = { command: "go vet -asmdecl -framepointer", packages: 1, problems: [] };

it("passes on what go vet says of assembly", () => {
  const problem = { subject: "runtime", message: "wrong argument size 32; expected $...-40" };
  const place = { file: "runtime/a.s", line: 7 };
  const told = { ...vet, problems: [{ ...problem, place }] };
  expect(run("assembly-declarations", sourceSubject(good, {}, { vet: told }))).toEqual([
    "1 packages by go vet -asmdecl -framepointer",
    "runtime/a.s:7 runtime: wrong argument size 32; expected $...-40",
  ]);
  expect(run("assembly-declarations", sourceSubject(good, {}, { vet }))).toHaveLength(1);
  expect(run("assembly-declarations", sourceSubject(good, {}, { vet: { ...vet, packages: 0 } }))).toEqual([
    "not checked: no changed package has assembly",
  ]);
});

it("finds offsets that assembly sees and that are not as before", () => {
  const before = { g_stack: "0", g_stackguard0: "16", const_x: "1" };
  const header = (after: Record<string, string>) => ({
    asmHeaders: [{ package: "runtime", before, after }],
  });
  expect(run("assembly-headers", sourceSubject(good, {}, header({ ...before, const_new: "2" })))).toEqual([
    "3 constants in go_asm.h",
  ]);
  expect(
    run("assembly-headers", sourceSubject(good, {}, header({ g_stack: "0", g_stackguard0: "24" }))).slice(1),
  ).toEqual(["runtime: g_stackguard0 was 16, and is 24", "runtime: const_x was 1, and is gone"]);
  expect(run("assembly-headers", sourceSubject(good, {}, { asmHeaders: [] }))).toEqual([
    "not checked: no changed package has assembly",
  ]);
});
